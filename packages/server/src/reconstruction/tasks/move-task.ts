import { sql, type UpdateObject } from 'kysely';
import type { Executor, Tables } from '../../database/database.ts';
import { tellOfEach } from '../../events/tell-of-each.ts';
import type { Task } from './task.ts';
import { canMoveTask, type TaskState } from './task-state.ts';

/** From where to where, with what is written on the way. */
export interface TaskMove {
  from: TaskState;
  to: TaskState;
  values?: UpdateObject<Tables, 'tasks'>;
  /** The attempt that moves it: it does not, once another one has begun. Left out by those who are no attempt. */
  fence?: number;
}

/**
 * Moves a task by compare-and-set. Undefined when it is not (or no longer) in the state `from`: somebody else
 * was first, and nothing has changed. One statement moves it and tells of it.
 */
export async function moveTask(executor: Executor, id: string, move: TaskMove): Promise<Task | undefined> {
  if (!canMoveTask(move.from, move.to)) throw new Error(`No task moves from ${move.from} to ${move.to}.`);
  const ended = move.to !== 'Pending' && move.to !== 'Processing';
  const values = {
    ...(ended ? { endedAt: sql<Date>`now()` } : { startedAt: sql<Date>`now()` }),
    ...move.values,
    state: move.to,
  };
  return executor
    .with('moved', (query) =>
      query
        .updateTable('tasks')
        .set(values)
        .where('id', '=', id)
        .where('state', '=', move.from)
        .$if(move.fence !== undefined, (update) => update.where('fence', '=', move.fence ?? 0))
        .returningAll(),
    )
    .with('told', () => tellOfEach('moved', 'TaskMoved', { taskState: move.to }))
    .selectFrom('moved')
    .selectAll()
    .executeTakeFirst();
}
