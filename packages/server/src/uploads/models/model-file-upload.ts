import { conversionJob } from '../../conversion/convert-model.ts';
import type { Trx } from '../../database/database.ts';
import { findModelFileByFilename } from '../../models/find-imports.ts';
import { type ImportedModel, type ModelFile, modelUploadKey } from '../../models/imported-model.ts';
import { moveImport } from '../../models/move-import.ts';
import { moveModelFile } from '../../models/move-model-file.ts';
import type { UploadKind } from '../upload-kind.ts';

/** Files of imported models: the conversion finds out whether more is to come. */
export const modelFileUpload: UploadKind<ModelFile> = {
  keyOf: modelUploadKey,
  find: findModelFileByFilename,
  awaited: ['Pending'],
  ended: [],
  revives: () => false,
  over: ['Failed'],
  async arrive({ database, queue }, { id, projectId, uploadId }, { size }) {
    const moved = await moveModelFile(database, id, { to: 'Uploaded', size });
    if (!moved) return undefined;
    await reviveImport(database, { projectId, uploadId });
    await queue.send(database, conversionJob, { projectId, uploadId });
    return moved;
  },
};

/** An upload that was given up because this file was missing goes on, unless a new one has begun. */
async function reviveImport(trx: Trx, upload: Pick<ImportedModel, 'projectId' | 'uploadId'>): Promise<void> {
  const ended = await trx
    .selectFrom('importedModels')
    .selectAll()
    .where('projectId', '=', upload.projectId)
    .where('uploadId', '=', upload.uploadId)
    .where('timedOut', '=', true)
    .forUpdate()
    .executeTakeFirst();
  if (ended) await moveImport(trx, ended, { to: 'Pending' });
}
