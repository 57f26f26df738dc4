import { sql } from 'kysely';
import { conversionJob } from '../../conversion/convert-model.ts';
import { inChunks } from '../../database/in-chunks.ts';
import { recordLife } from '../../database/server-life.ts';
import { listModelFiles } from '../../models/find-imports.ts';
import type { ImportedModel, ModelFile } from '../../models/imported-model.ts';
import { judgeUpload } from '../../models/judge-upload.ts';
import { moveImport } from '../../models/move-import.ts';
import { type ConfirmNeeds, confirmUpload } from '../confirm-upload.ts';
import { jobLost, overdue } from '../deadlines.ts';
import { modelFileFetchJob } from './fetch-model-file.ts';
import { modelFileUpload } from './model-file-upload.ts';

/** When the model or one of its files moved last. */
const NEWEST = sql<Date>`greatest(moved_at, (select max(model_files.moved_at) from model_files
  where model_files.upload_id = imported_models.upload_id))`;

/**
 * Looks at every imported model that is on its way: finds arrived files whose event was lost, enqueues lost jobs
 * again, and ends what has passed its deadline. A model that nothing was sent for may wait for ever.
 */
export async function sweepImports(needs: ConfirmNeeds, signal: AbortSignal): Promise<void> {
  const moving = needs.database
    .selectFrom('importedModels')
    .selectAll()
    .select([jobLost(NEWEST).as('jobLost'), overdue(NEWEST).as('overdue')])
    .where('state', 'in', ['Pending', 'Converting']);
  for await (const models of inChunks(moving, 'projectId', signal)) {
    await recordLife(needs.database);
    for (const model of models) await sweepImport(needs, model);
  }
}

async function sweepImport(
  needs: ConfirmNeeds,
  model: ImportedModel & { jobLost: boolean; overdue: boolean },
): Promise<void> {
  const { projectId, uploadId } = model;
  await sweepFiles(needs, model);
  const files = await listModelFiles(needs.database, uploadId);
  if (files.length === 0) return;
  const progress = judgeUpload(model, files);
  const convertible = progress === 'complete' || progress === 'probably complete';
  if (model.state === 'Converting' || convertible) {
    // A conversion that waits for its turn or runs is not doubled; a lost one begins again.
    if (model.jobLost) await needs.queue.send(needs.database, conversionJob, { projectId, uploadId });
    return;
  }
  if (model.overdue) await timeOut(needs, model, reasonOf(files));
}

/** Ends an upload whose files have not arrived. They stay, and what arrives later brings the upload back. */
async function timeOut(needs: ConfirmNeeds, model: ImportedModel, error: string): Promise<void> {
  await needs.database.transaction().execute(async (trx) => {
    await moveImport(trx, model, { to: 'Failed', error, timedOut: true });
    // Nothing is fetched any more, and a URL may hold a secret.
    const { uploadId } = model;
    await trx.updateTable('modelFiles').set({ sourceUrl: null }).where('uploadId', '=', uploadId).execute();
  });
  // What has arrived at this moment.
  for (const file of await listModelFiles(needs.database, model.uploadId)) {
    await confirmUpload(needs, modelFileUpload, file);
  }
}

async function sweepFiles(needs: ConfirmNeeds, { uploadId }: ImportedModel): Promise<void> {
  const awaited = await needs.database
    .selectFrom('modelFiles')
    .selectAll()
    .select(jobLost(sql<Date>`moved_at`).as('jobLost'))
    .where('uploadId', '=', uploadId)
    .where('state', '=', 'Pending')
    .execute();
  for (const file of awaited) {
    if (file.sourceUrl === null) await confirmUpload(needs, modelFileUpload, file);
    else if (file.jobLost) await needs.queue.send(needs.database, modelFileFetchJob, { fileId: file.id });
  }
}

function reasonOf(files: readonly ModelFile[]): string {
  const missing = files.filter(({ state }) => state !== 'Uploaded');
  const [first] = missing;
  if (!first)
    return 'The upload was not completed within 65 minutes (doneModelUpload was not called). Upload the model again.';
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  return `${first.name}${others} did not arrive within 65 minutes. Upload the model again.`;
}
