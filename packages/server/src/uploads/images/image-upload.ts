import { findImageByFilename } from '../../images/find-images.ts';
import { type Image, uploadKey } from '../../images/image.ts';
import { moveImage } from '../../images/move-image.ts';
import { sendOn } from '../../ingest/pipeline.ts';
import { matchPlaces } from '../../storage/match-places.ts';
import type { UploadKind } from '../upload-kind.ts';

const AWAITED = ['Pending', 'Uploading'] as const;

/** Photos: what has arrived is taken in. */
export const imageUpload: UploadKind<Image> = {
  keyOf: uploadKey,
  find: findImageByFilename,
  findAll: (executor, places) =>
    executor.selectFrom('images').selectAll().where(matchPlaces('images', places)).execute(),
  awaited: AWAITED,
  over: ['Ready'],
  ended: ['Invalid'],
  revives: ({ uploadEtag }, { etag }) => etag !== uploadEtag,
  async arrive({ database, queue }, { id, state }, { size, etag }) {
    // Bytes that were judged meanwhile must not bring the photo back.
    const from = state === 'Invalid' ? state : AWAITED;
    const facts = { size, uploadEtag: etag };
    const moved = await moveImage(database, id, { from, to: 'Uploaded', facts });
    if (moved) await sendOn(queue, database, [moved]);
    return moved;
  },
};
