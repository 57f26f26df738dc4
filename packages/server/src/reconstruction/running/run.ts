import {
  describeHost,
  type Engine,
  type EngineHandle,
  EngineSilent,
  endSilence,
  ReconstructionFailure,
  WorkLost,
} from '@tiepoint/engines';
import { Unwanted, whileWanted } from '@tiepoint/processes';
import type { UserShares } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Attempt } from '../../queue/queue.ts';
import { moveTask } from '../tasks/move-task.ts';
import type { Task } from '../tasks/task.ts';
import { type FinishNeeds, finishTask } from './finish-task.ts';
import { noteProvenance } from './note-provenance.ts';
import { outlastSurroundings } from './outlast-surroundings.ts';
import { openLogRecorder } from './record-log.ts';
import { createProgressRecorder } from './record-progress.ts';
import { type EngineTask, type SubmitNeeds, submitTask } from './submit-task.ts';

export interface RunNeeds extends SubmitNeeds, FinishNeeds {
  objectsFolder: string;
  engines: ReadonlyMap<string, Engine>;
  logger: Logger;
  perUser: UserShares;
  /** Of this program, for manifests. */
  version: string;
}

/** One attempt at a task. */
export interface ReconstructionJob {
  taskId: string;
}

interface SubmittedRun extends EngineTask {
  handle: EngineHandle;
}

/** A step that was begun so often without an end will not end. */
const MAX_ATTEMPTS = 10;
/** Whatever ends in between: a task that was begun so often goes round in circles. */
const MAX_ATTEMPTS_IN_ALL = 200;
/** The longest steps of the largest sets tell something every few minutes. */
const MAX_SILENT_MS = 6 * 3_600_000;

/** Runs a task to its end, or goes on with it where an earlier attempt was interrupted. */
export async function runTask(needs: RunNeeds, job: ReconstructionJob, attempt: Attempt): Promise<void> {
  const task = await beginAttempt(needs.database, job.taskId);
  if (!task) return;
  try {
    const engine = engineOf(needs, task);
    assertNotInCircles(task);
    const isWanted = () => isOurs(needs.database, task);
    await whileWanted(isWanted, attempt.signal, (signal) => {
      const onWait = (reason: string | undefined) => noteWait(needs, task, reason);
      return outlastSurroundings(needs, { task, signal, onWait }, () =>
        drive(needs, { engine, task }, signal),
      );
    });
  } catch (error) {
    if (error instanceof Unwanted) return;
    attempt.signal.throwIfAborted();
    const failure = failureIn(error);
    if (!failure) throw error;
    await fail(needs, task, failure);
  }
}

/** Each attempt has a number of its own, the fence: what an earlier one still writes goes nowhere. */
async function beginAttempt(database: Database, taskId: string): Promise<Task | undefined> {
  await moveTask(database, taskId, { from: 'Pending', to: 'Processing' });
  return database
    .updateTable('tasks')
    .set((expression) => ({
      attempts: expression('attempts', '+', 1),
      fence: expression('fence', '+', 1),
    }))
    .where('id', '=', taskId)
    .where('state', '=', 'Processing')
    .returningAll()
    .executeTakeFirst();
}

function engineOf({ engines }: RunNeeds, task: Task): Engine {
  const engine = engines.get(task.options.engine);
  if (!engine) {
    const message = `This server has no engine called ${task.options.engine}.`;
    throw new ReconstructionFailure('EngineMissing', message);
  }
  return engine;
}

function assertNotInCircles({ attempts, fence, stepName }: Task): void {
  if (attempts <= MAX_ATTEMPTS && fence <= MAX_ATTEMPTS_IN_ALL) return;
  const times = attempts > MAX_ATTEMPTS ? MAX_ATTEMPTS : MAX_ATTEMPTS_IN_ALL;
  const where = stepName ? ` in the step “${stepName}”` : '';
  const message = `It was interrupted ${times} times${where}. See the server's log.`;
  throw new ReconstructionFailure('Interrupted', message);
}

/** Submits the work where that is not done yet, once more where it was lost, and follows it to its end. */
async function drive(needs: RunNeeds, run: EngineTask, signal: AbortSignal): Promise<void> {
  const { engine, task } = run;
  const host = describeHost(needs.version);
  const { name, title, version } = await engine.describe();
  await noteProvenance(needs.database, task, { host, engine: { name, title, version } });
  // Where it has to be tried again, it goes on with what was submitted.
  task.handle ??= await submitTask(needs, run, signal);
  const { handle } = task;
  try {
    await follow(needs, { ...run, handle }, signal);
  } catch (error) {
    if (!(error instanceof WorkLost)) throw error;
    needs.logger.warn({ err: error, task: task.id }, 'work lost, submitted anew');
    task.handle = await submitTask(needs, run, signal);
    await follow(needs, { ...run, handle: task.handle }, signal);
  }
}

async function follow(needs: RunNeeds, run: SubmittedRun, signal: AbortSignal): Promise<void> {
  const { engine, task, handle } = run;
  const progress = createProgressRecorder(needs, task, signal);
  const log = await openLogRecorder(needs, task);
  try {
    const watch = (signal: AbortSignal) => engine.watch(handle, signal);
    for await (const event of endSilence(watch, signal, MAX_SILENT_MS)) {
      if (event.type === 'failed') throw new ReconstructionFailure(event.code, event.reason);
      if (event.type === 'log') log.add(event.lines);
      else if (event.type !== 'done') {
        if (!(await progress.record(event))) throw new Unwanted();
      } else {
        await log.close();
        await finishTask(needs, task, event);
        await discard(needs, run);
      }
    }
  } catch (error) {
    // Stopped work is kept to go on from; with its project, the task is gone for good.
    if (error instanceof Unwanted && !(await isThere(needs.database, task))) {
      await discard(needs, run);
      await engine.forget(task.projectId);
    }
    throw error;
  } finally {
    await log.close();
  }
}

/** Whether the task is to be run, by this attempt. */
async function isOurs(database: Database, { id, fence }: Task): Promise<boolean> {
  const query = database.selectFrom('tasks').select(['state', 'fence']).where('id', '=', id);
  const task = await query.executeTakeFirst();
  return task?.state === 'Processing' && task.fence === fence;
}

async function isThere(database: Database, { id }: Task): Promise<boolean> {
  const query = database.selectFrom('tasks').select('id').where('id', '=', id);
  return (await query.executeTakeFirst()) !== undefined;
}

async function discard(needs: RunNeeds, { engine, task, handle }: SubmittedRun): Promise<void> {
  try {
    await engine.discard(handle);
  } catch (error) {
    needs.logger.warn({ err: error, task: task.id }, 'work not discarded');
  }
}

/** Why the task can't succeed, where that is what the error says; anything else is transient and retried. */
function failureIn(error: unknown): ReconstructionFailure | undefined {
  if (error instanceof ReconstructionFailure) return error;
  if (error instanceof EngineSilent) {
    const message = `${error.message} Start it again; if it fails again, see the server's log.`;
    return new ReconstructionFailure('EngineFailed', message, { cause: error });
  }
  return undefined;
}

/** Says what a running task waits for, as far as the database can be written while the disk is full. */
async function noteWait(
  { database, logger }: RunNeeds,
  { id, fence }: Task,
  reason: string | undefined,
): Promise<void> {
  try {
    await database
      .updateTable('tasks')
      .set({ error: reason ?? null })
      .where('id', '=', id)
      .where('fence', '=', fence)
      .where('state', '=', 'Processing')
      .execute();
  } catch (error) {
    logger.warn({ err: error, task: id }, 'what the task waits for is not noted');
  }
}

async function fail(
  needs: RunNeeds,
  { id, fence }: Task,
  { code, message }: ReconstructionFailure,
): Promise<void> {
  needs.logger.warn({ task: id, reason: message }, 'task failed');
  const values = { error: message, errorCode: code };
  await moveTask(needs.database, id, { from: 'Processing', to: 'Failed', values, fence });
}
