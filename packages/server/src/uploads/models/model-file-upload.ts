import { conversionJob } from '../../conversion/convert-model.ts';
import { findModelFileByFilename } from '../../models/find-imports.ts';
import { type ModelFile, modelUploadKey } from '../../models/imported-model.ts';
import { moveModelFile } from '../../models/move-model-file.ts';
import type { UploadKind } from '../upload-kind.ts';

/** Files of imported models: the conversion finds out whether more is to come. */
export const modelFileUpload: UploadKind<ModelFile> = {
  keyOf: modelUploadKey,
  find: findModelFileByFilename,
  awaited: ['Pending'],
  over: ['Failed'],
  async arrive({ database, queue }, { id, projectId, uploadId }, size) {
    const moved = await moveModelFile(database, id, { to: 'Uploaded', size });
    if (moved) await queue.send(database, conversionJob, { projectId, uploadId });
    return moved;
  },
};
