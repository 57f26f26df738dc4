import { type EngineEvent, isDiskFull, type LeftOutPhoto } from '@tiepoint/engines';
import { Unwanted } from '@tiepoint/processes';
import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Queue } from '../../queue/queue.ts';
import type { Storage } from '../../storage/bucket.ts';
import { type RemovalJob, removalJob } from '../../storage/removal-job.ts';
import { moveTask } from '../tasks/move-task.ts';
import { outputsPrefix, type StoredOutput, storeOutput, storeOutputs } from '../tasks/outputs.ts';
import { MANIFEST_NAME, manifestOver } from '../tasks/read-manifest.ts';
import type { Task } from '../tasks/task.ts';

export interface FinishNeeds {
  database: Database;
  queue: Queue;
  storage: Storage;
  now: () => Date;
}

type DoneEvent = Extract<EngineEvent, { type: 'done' }>;

/**
 * Stores what the engine has made, and the manifest, and moves the task to Done. Throws Unwanted, and leaves nothing
 * behind, where the task was stopped, removed or taken over in the meantime.
 */
export async function finishTask(needs: FinishNeeds, task: Task, done: DoneEvent): Promise<void> {
  try {
    await storeResult(needs, task, done);
  } catch (error) {
    // What a full disk has taken of it makes room; the next try stores all of it.
    if (isDiskFull(error)) await needs.storage.private.removeAll(outputsPrefix(task, task.fence));
    throw error;
  }
}

async function storeResult(needs: FinishNeeds, task: Task, done: DoneEvent): Promise<void> {
  const outputs = await storeOutputs(needs.storage, task, done.outputs);
  await noteLeftOut(needs.database, task, done.leftOut ?? []);
  const endedAt = needs.now();
  const manifest = await storeManifest(needs, task, { done, outputs, endedAt });
  const values = { result: JSON.stringify(done.result), percent: 100, error: null, endedAt };
  const moved = await needs.database.transaction().execute(async (trx) => {
    const moved = await moveTask(trx, task.id, { from: 'Processing', to: 'Done', values, fence: task.fence });
    await needs.queue.sendAll(trx, removalJob, leftovers(task, moved !== undefined));
    if (!moved) return false;
    const rows = [...outputs, ...manifest].map((output) => ({ taskId: task.id, ...output }));
    await trx.insertInto('taskOutputs').values(rows).execute();
    return true;
  });
  if (!moved) throw new Unwanted();
}

/** In one statement, as a task can have thousands of photos. */
async function noteLeftOut(
  database: Database,
  { id, fence }: Task,
  photos: readonly LeftOutPhoto[],
): Promise<void> {
  const fileNames = photos.map(({ fileName }) => fileName);
  const reasons = photos.map(({ reason }) => reason);
  await sql`
    update task_photos set left_out = told.reason
    from unnest(${fileNames}::text[], ${reasons}::text[]) as told (file_name, reason)
    where task_id = ${id} and task_photos.file_name = told.file_name
      and exists (select from tasks where id = ${id} and fence = ${fence})`.execute(database);
}

/** None where the task is gone. */
async function storeManifest(
  { database, storage }: FinishNeeds,
  { id, fence }: Task,
  { done, outputs, endedAt }: { done: DoneEvent; outputs: StoredOutput[]; endedAt: Date },
): Promise<StoredOutput[]> {
  const task = await database.selectFrom('tasks').selectAll().where('id', '=', id).executeTakeFirst();
  if (!task) return [];
  const ended: Task = { ...task, fence, state: 'Done', result: done.result, endedAt };
  const manifest = await manifestOver(database, ended, outputs);
  if (!manifest) return [];
  const body = [Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`)];
  return [await storeOutput(storage, ended, { name: MANIFEST_NAME, contentType: 'application/json', body })];
}

/** What attempts have stored and nobody needs: those before one that ends the task, or this one where it does not. */
function leftovers(task: Task, moved: boolean): RemovalJob[] {
  if (!moved) return [{ prefix: outputsPrefix(task, task.fence) }];
  return Array.from({ length: task.fence - 1 }, (_, index) => ({ prefix: outputsPrefix(task, index + 1) }));
}
