import type { Database, Trx } from '../database/database.ts';
import { listModelFiles, listModelOutputs } from '../models/find-imports.ts';
import {
  type ConversionReport,
  type ImportedModel,
  importPrefix,
  importSourcesPrefix,
  type ModelOutput,
  removalsOfModelFile,
} from '../models/imported-model.ts';
import { moveImport } from '../models/move-import.ts';
import type { Queue } from '../queue/queue.ts';
import { removalJob } from '../storage/removal-job.ts';

interface Needs {
  database: Database;
  queue: Queue;
}

type Upload = Pick<ImportedModel, 'projectId' | 'uploadId'>;

/** A file in private storage that is not listed in a project yet. */
export type StoredOutput = Pick<ModelOutput, 'name' | 'storageKey' | 'contentType' | 'size' | 'sha256'>;

/**
 * Completes a conversion: its files replace those of an earlier one. When the upload is superseded, or the project is
 * gone, the new files are removed instead.
 */
export async function completeImport(
  { database, queue }: Needs,
  upload: Upload,
  { outputs, report }: { outputs: readonly StoredOutput[]; report: ConversionReport },
): Promise<void> {
  const { projectId } = upload;
  await database.transaction().execute(async (trx) => {
    const moved = await moveImport(trx, upload, { to: 'Ready', report });
    if (!moved) return queue.send(trx, removalJob, { prefix: importPrefix(upload) });
    const replaced = await listModelOutputs(trx, projectId);
    await trx.deleteFrom('modelOutputs').where('projectId', '=', projectId).execute();
    await trx
      .insertInto('modelOutputs')
      .values(outputs.map((output) => ({ projectId, ...output })))
      .execute();
    await queue.sendAll(
      trx,
      removalJob,
      replaced.map(({ storageKey }) => ({ prefix: storageKey })),
    );
    await removeSources(queue, trx, upload);
  });
}

/** Fails an upload or a conversion with a reason; the files of an earlier conversion stay. */
export async function failImport(
  { database, queue }: Needs,
  upload: Upload,
  { to, reason }: { to: 'Failed' | 'LimitExceeded'; reason: string },
): Promise<void> {
  await database.transaction().execute(async (trx) => {
    const moved = await moveImport(trx, upload, { to, error: reason });
    if (moved) await removeSources(queue, trx, upload);
  });
}

async function removeSources(queue: Queue, trx: Trx, upload: Upload): Promise<void> {
  // The source URLs are no longer needed, and may be secrets.
  await trx
    .updateTable('modelFiles')
    .set({ sourceUrl: null })
    .where('uploadId', '=', upload.uploadId)
    .execute();
  const files = await listModelFiles(trx, upload.uploadId);
  const sent = files.flatMap(removalsOfModelFile);
  await queue.sendAll(trx, removalJob, [...sent, { prefix: importSourcesPrefix(upload) }]);
}
