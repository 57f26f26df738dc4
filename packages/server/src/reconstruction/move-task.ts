import { sql, type UpdateObject } from 'kysely';
import type { Executor, Tables } from '../database/database.ts';
import { tellOfEach } from '../events/tell-of-each.ts';
import type { Task } from './task.ts';
import { canMoveTask, type TaskState } from './task-state.ts';

/**
 * Moves a task by compare-and-set. Undefined when it is not (or no longer) in the state `from`: somebody else
 * was first, and nothing has changed. One statement moves it and tells of it.
 */
export async function moveTask(
  executor: Executor,
  id: string,
  move: { from: TaskState; to: TaskState; values?: UpdateObject<Tables, 'tasks'> },
): Promise<Task | undefined> {
  if (!canMoveTask(move.from, move.to)) throw new Error(`No task moves from ${move.from} to ${move.to}.`);
  const ended = move.to !== 'Pending' && move.to !== 'Processing';
  const values = {
    ...move.values,
    state: move.to,
    ...(ended ? { endedAt: sql<Date>`now()` } : { startedAt: sql<Date>`now()` }),
  };
  return executor
    .with('moved', (query) =>
      query
        .updateTable('tasks')
        .set(values)
        .where('id', '=', id)
        .where('state', '=', move.from)
        .returningAll(),
    )
    .with('told', () => tellOfEach('moved', 'TaskMoved', { taskState: move.to }))
    .selectFrom('moved')
    .selectAll()
    .executeTakeFirst();
}
