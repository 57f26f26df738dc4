import { findImageByFilename } from '../../images/find-images.ts';
import { type Image, uploadKey } from '../../images/image.ts';
import { moveImage } from '../../images/move-image.ts';
import { sendOn } from '../../ingest/pipeline.ts';
import type { UploadKind } from '../upload-kind.ts';

/** Photos: what has arrived is taken in. */
export const imageUpload: UploadKind<Image> = {
  keyOf: uploadKey,
  find: findImageByFilename,
  awaited: ['Pending', 'Uploading'],
  over: ['Ready'],
  async arrive({ database, queue }, { id }, size) {
    const moved = await moveImage(database, id, { to: 'Uploaded', facts: { size } });
    if (moved) await sendOn(queue, database, [moved]);
    return moved;
  },
};
