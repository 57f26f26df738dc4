import { createHash } from 'node:crypto';
import type { PROJECT_ERROR_CODE } from '@tiepoint/protocol';
import type { Database } from '../database/database.ts';
import { listReadyImages } from '../images/find-images.ts';
import type { Image } from '../images/image.ts';
import { awaitChecks } from '../meta-files/await-checks.ts';
import { readPhotoHints } from '../meta-files/read-photo-hints.ts';
import type { Logger } from '../observability/logger.ts';
import type { Attempt, Queue } from '../queue/queue.ts';
import { Unwanted, whileWanted } from '../queue/while-wanted.ts';
import type { Storage } from '../storage/bucket.ts';
import { removalJob } from '../storage/removal-job.ts';
import { describePhotos } from './describe-photos.ts';
import type { Engine, EngineEvent, EngineHandle } from './engine.ts';
import type { ReconstructionJob } from './jobs.ts';
import { moveTask } from './move-task.ts';
import { outputsPrefix, storeOutputs } from './outputs.ts';
import { createProgressRecorder } from './record-progress.ts';
import type { Task } from './task.ts';
import type { TaskState } from './task-state.ts';

export interface RunNeeds {
  database: Database;
  queue: Queue;
  storage: Storage;
  engines: ReadonlyMap<string, Engine>;
  logger: Logger;
}

/** A step that was begun so often without an end will not end. */
const MAX_ATTEMPTS = 10;

/** Runs a task to its end, or goes on with it where an earlier attempt was interrupted. */
export async function runTask(needs: RunNeeds, job: ReconstructionJob, attempt: Attempt): Promise<void> {
  const task = await beginAttempt(needs.database, job.taskId);
  if (!task) return;
  const engine = needs.engines.get(task.engine);
  if (!engine) return fail(needs, task, 'EngineMissing', `This server has no engine called ${task.engine}.`);
  if (task.attempts > MAX_ATTEMPTS) {
    const where = task.stepName ? ` in the step “${task.stepName}”` : '';
    return fail(
      needs,
      task,
      'Interrupted',
      `It was interrupted ${MAX_ATTEMPTS} times${where}. See the server's log.`,
    );
  }
  const handle = task.handle ?? (await submit(needs, engine, task, attempt.signal));
  const isWanted = async () => (await stateOf(needs.database, task)) === 'Processing';
  try {
    await whileWanted(isWanted, attempt.signal, (signal) => follow(needs, engine, task, handle, signal));
  } catch (error) {
    if (!(error instanceof Unwanted)) throw error;
    // Stopped work is kept to go on from; with its project, the task is gone for good.
    if ((await stateOf(needs.database, task)) === undefined) await engine.discard(handle);
  }
}

async function follow(
  needs: RunNeeds,
  engine: Engine,
  task: Task,
  handle: EngineHandle,
  signal: AbortSignal,
): Promise<void> {
  const recorder = createProgressRecorder(needs.database, task);
  for await (const event of engine.watch(handle, signal)) {
    if (event.type === 'done') return finish(needs, engine, task, handle, event);
    if (event.type === 'failed') return fail(needs, task, event.code, event.reason);
    if (!(await recorder.record(event))) throw new Unwanted();
  }
}

/** Undefined where the task is gone. */
async function stateOf(database: Database, { id }: Task): Promise<TaskState | undefined> {
  const task = await database.selectFrom('tasks').select('state').where('id', '=', id).executeTakeFirst();
  return task?.state;
}

async function beginAttempt(database: Database, taskId: string): Promise<Task | undefined> {
  await moveTask(database, taskId, { from: 'Pending', to: 'Processing' });
  return database
    .updateTable('tasks')
    .set((expression) => ({ attempts: expression('attempts', '+', 1) }))
    .where('id', '=', taskId)
    .where('state', '=', 'Processing')
    .returningAll()
    .executeTakeFirst();
}

/** Hands the Ready photos to the engine and stores where it works on them. */
async function submit(
  needs: RunNeeds,
  engine: Engine,
  task: Task,
  signal: AbortSignal,
): Promise<EngineHandle> {
  const images = await listReadyImages(needs.database, task.projectId);
  await awaitChecks(needs.database, task.projectId, signal);
  const hints = await readPhotoHints(needs, task.projectId, images);
  const workKey = workKeyOf(task, images, hints.sources);
  const job = { workKey, quality: task.quality, ...describePhotos(needs.storage, images, hints) };
  const handle = await engine.submit(job, signal);
  await needs.database
    .updateTable('tasks')
    .set({ handle: JSON.stringify(handle) })
    .where('id', '=', task.id)
    .execute();
  await discardEarlierWork(needs, task, handle);
  return handle;
}

function workKeyOf(task: Task, images: Image[], metaFiles: string[]): string {
  const what = [task.projectId, task.quality, ...images.map((image) => image.sha1), ...metaFiles];
  return createHash('sha256').update(what.join(' ')).digest('hex').slice(0, 32);
}

/** Failed and stopped work is kept to go on from; where this task is about something else, nobody will. */
async function discardEarlierWork(needs: RunNeeds, task: Task, handle: EngineHandle): Promise<void> {
  const earlier = await needs.database
    .updateTable('tasks as kept')
    .from('tasks as old')
    .set({ handle: null })
    .whereRef('kept.id', '=', 'old.id')
    .where('old.projectId', '=', task.projectId)
    .where('old.state', 'in', ['Failed', 'Stopped'])
    .where('old.handle', 'is not', null)
    .returning(['old.handle', 'old.engine'])
    .execute();
  const own = JSON.stringify(handle);
  for (const work of earlier) {
    if (work.handle && JSON.stringify(work.handle) !== own) {
      await needs.engines.get(work.engine)?.discard(work.handle);
    }
  }
}

async function finish(
  needs: RunNeeds,
  engine: Engine,
  task: Task,
  handle: EngineHandle,
  event: Extract<EngineEvent, { type: 'done' }>,
): Promise<void> {
  const outputs = await storeOutputs(needs.storage, task, event.outputs);
  await needs.database.transaction().execute(async (trx) => {
    const values = { result: JSON.stringify(event.result), percent: 100 };
    const moved = await moveTask(trx, task.id, { from: 'Processing', to: 'Done', values });
    // Stopped at the last moment, or removed with its project.
    if (!moved) return needs.queue.send(trx, removalJob, { prefix: outputsPrefix(task) });
    await trx
      .insertInto('taskOutputs')
      .values(outputs.map((output) => ({ taskId: task.id, ...output })))
      .execute();
  });
  await engine.discard(handle);
}

async function fail(
  needs: RunNeeds,
  task: Task,
  errorCode: PROJECT_ERROR_CODE,
  error: string,
): Promise<void> {
  needs.logger.warn({ task: task.id, reason: error }, 'task failed');
  await moveTask(needs.database, task.id, { from: 'Processing', to: 'Failed', values: { error, errorCode } });
}
