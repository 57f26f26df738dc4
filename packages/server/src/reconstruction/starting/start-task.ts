import type { Engine, TaskOptions } from '@tiepoint/engines';
import type { Trx } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { appendEvents } from '../../events/append-events.ts';
import type { Queue } from '../../queue/queue.ts';
import { reconstructionJobOf } from '../running/jobs.ts';
import type { MissingPhotos, Task } from '../tasks/task.ts';
import { RUNNING_STATES } from '../tasks/task-state.ts';
import { expectSteps } from './expect-steps.ts';
import { refusal, type StartOutcome, type StartRefusal } from './start-refusal.ts';

interface Needs {
  database: Trx;
  queue: Queue;
  engines: ReadonlyMap<string, Engine>;
  now: () => Date;
}

/** A task as it is asked for. */
export interface WantedTask {
  options: TaskOptions;
  /** Why it begins now, as a sentence; null where it is started by hand. */
  startReason: string | null;
  /** Registered photos that are not here. */
  missing?: MissingPhotos | undefined;
}

/**
 * Makes a task, unless one of the project waits or runs already or `refused` says that it can't be. Called in a
 * transaction that holds the project's row, which makes one task of many requests. The start that waited is over then.
 */
export async function startTask(
  needs: Needs,
  projectId: string,
  { options, startReason, missing, refused }: WantedTask & { refused: StartRefusal | undefined },
): Promise<StartOutcome> {
  const running = await findRunningTask(needs.database, projectId);
  if (running) {
    const message =
      'A reconstruction of this project is already waiting or running. Wait for its end, or stop it first ' +
      '(stopReconstruction).';
    return { error: refusal('AlreadyRunning', message), task: running };
  }
  if (refused) return { error: refused, task: null };
  const expectedSteps = await expectSteps(needs.database, projectId, options);
  const task = await needs.database
    .insertInto('tasks')
    .values({
      id: newId(needs.now()),
      projectId,
      type: 'Native',
      options: JSON.stringify(options),
      startReason,
      missingPhotos: missing && missing.count > 0 ? JSON.stringify(missing) : null,
      state: 'Pending',
      expectedSteps: expectedSteps ? JSON.stringify(expectedSteps) : null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await needs.database.updateTable('projects').set({ prestart: null }).where('id', '=', projectId).execute();
  const facts = {
    taskState: task.state,
    ...(task.missingPhotos && { missingPhotos: task.missingPhotos.count }),
  };
  const told = { projectId, subjectId: task.id, facts };
  await appendEvents(needs.database, [{ kind: 'TaskQueued', ...told }]);
  const job = reconstructionJobOf(needs.engines.get(options.engine));
  await needs.queue.send(needs.database, job, { taskId: task.id });
  return { error: null, task };
}

/** The task of a project that waits or runs. */
export async function findRunningTask(trx: Trx, projectId: string): Promise<Task | undefined> {
  return trx
    .selectFrom('tasks')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('state', 'in', [...RUNNING_STATES])
    .executeTakeFirst();
}
