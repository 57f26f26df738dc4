import type { Engine } from '@tiepoint/engines';
import type { Database } from '../../database/database.ts';
import type { Queue } from '../../queue/queue.ts';
import { RUNNING_STATES } from '../tasks/task-state.ts';
import { reconstructionJobOf } from './jobs.ts';

export interface TaskSweepNeeds {
  database: Database;
  queue: Queue;
  engines: ReadonlyMap<string, Engine>;
}

/**
 * Enqueues every task that waits or runs, so that none is left for ever whose job was lost: where there is a job, the
 * queue takes no second one.
 */
export async function sweepTasks({ database, queue, engines }: TaskSweepNeeds): Promise<void> {
  const tasks = await database
    .selectFrom('tasks')
    .select(['id', 'options'])
    .where('state', 'in', [...RUNNING_STATES])
    .execute();
  const byKind = Map.groupBy(tasks, ({ options }) => reconstructionJobOf(engines.get(options.engine)));
  for (const [kind, ofKind] of byKind) {
    await queue.sendAll(
      database,
      kind,
      ofKind.map(({ id }) => ({ taskId: id })),
    );
  }
}
