import { sql } from 'kysely';
import { conversionJob } from '../../conversion/convert-model.ts';
import type { Executor, Trx } from '../../database/database.ts';
import { findModelFileByFilename } from '../../models/find-imports.ts';
import { type ImportedModel, type ModelFile, modelUploadKey } from '../../models/imported-model.ts';
import { moveImport } from '../../models/move-import.ts';
import { moveModelFile } from '../../models/move-model-file.ts';
import { matchPlaces } from '../../storage/match-places.ts';
import type { UploadPlace } from '../../storage/upload-key.ts';
import type { UploadKind } from '../upload-kind.ts';

/** Files of imported models: the conversion finds out whether more is to come. */
export const modelFileUpload: UploadKind<ModelFile> = {
  keyOf: modelUploadKey,
  find: findModelFileByFilename,
  findAll: findUsable,
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

/** Files of models that are still to be converted, or may be once more: when the last file is a day late. */
async function findUsable(executor: Executor, places: readonly UploadPlace[]): Promise<ModelFile[]> {
  return executor
    .selectFrom('modelFiles')
    .innerJoin('importedModels as model', 'model.uploadId', 'modelFiles.uploadId')
    .selectAll('modelFiles')
    .where(matchPlaces('modelFiles', places))
    .where(({ or, eb, and }) =>
      or([
        eb('model.state', 'in', ['Pending', 'Converting']),
        and([eb('model.timedOut', '=', true), sql<boolean>`model.moved_at > now() - interval '1 day'`]),
      ]),
    )
    .execute();
}

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
