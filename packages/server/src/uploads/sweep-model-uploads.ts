import { conversionJob } from '../conversion/conversion-job.ts';
import { failImport } from '../conversion/settle-import.ts';
import type { Database } from '../database/database.ts';
import { listModelFiles } from '../models/find-imports.ts';
import type { ImportedModel, ModelFile } from '../models/imported-model.ts';
import { judgeUpload } from '../models/judge-upload.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { confirmModelFile } from './confirm-model-file.ts';
import { JOB_LOST_MILLISECONDS, STUCK_MILLISECONDS } from './deadlines.ts';
import { modelFetchJob } from './model-fetch-job.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  now: () => Date;
}

const CHUNK = 100;

/**
 * Looks at every imported model that is on its way: finds arrived files whose event was lost, enqueues lost jobs
 * again, and ends what has passed its deadline. A model that nothing was sent for may wait for ever.
 */
export async function sweepModelUploads(needs: Needs, signal: AbortSignal): Promise<void> {
  let after = '';
  while (!signal.aborted) {
    const models = await needs.database
      .selectFrom('importedModels')
      .selectAll()
      .where('state', 'in', ['Pending', 'Converting'])
      .where('projectId', '>', after)
      .orderBy('projectId')
      .limit(CHUNK)
      .execute();
    for (const model of models) await sweepModel(needs, model);
    const last = models.at(-1);
    if (!last) return;
    after = last.projectId;
  }
}

async function sweepModel(needs: Needs, model: ImportedModel): Promise<void> {
  const { projectId, uploadId } = model;
  const files = await listModelFiles(needs.database, uploadId);
  if (files.length === 0) return;
  for (const file of files) if (file.state === 'Pending') await sweepFile(needs, file);
  const progress = judgeUpload(model, files);
  const idleMilliseconds = idleFor(needs.now(), model, files);
  const convertible = progress === 'complete' || progress === 'probably complete';
  if (model.state === 'Converting' || convertible) {
    // A conversion that waits for its turn or runs is not doubled; a lost one begins again.
    if (idleMilliseconds > JOB_LOST_MILLISECONDS) {
      await needs.queue.send(needs.database, conversionJob, { projectId, uploadId });
    }
    return;
  }
  if (idleMilliseconds <= STUCK_MILLISECONDS) return;
  await failImport(needs, model, { to: 'Failed', reason: reasonOf(files) });
}

async function sweepFile(needs: Needs, file: ModelFile): Promise<void> {
  if (file.sourceUrl === null) return confirmModelFile(needs, file);
  const idleMilliseconds = needs.now().getTime() - file.movedAt.getTime();
  if (idleMilliseconds > JOB_LOST_MILLISECONDS) {
    await needs.queue.send(needs.database, modelFetchJob, { fileId: file.id });
  }
}

function idleFor(now: Date, model: ImportedModel, files: readonly ModelFile[]): number {
  const moves = [model, ...files].map(({ movedAt }) => movedAt.getTime());
  return now.getTime() - Math.max(...moves);
}

function reasonOf(files: readonly ModelFile[]): string {
  const missing = files.filter(({ state }) => state !== 'Uploaded');
  const [first] = missing;
  if (!first) return 'Nobody has said that the last part was sent, for 65 minutes. Upload the model again.';
  const others = missing.length > 1 ? ` and ${missing.length - 1} more` : '';
  return `${first.name}${others} did not arrive within 65 minutes. Upload the model again.`;
}
