import type { Engine } from '@tiepoint/engines';
import type { Database } from '../../database/database.ts';
import { type QueueTimes, queueTimes } from '../tasks/remaining-time.ts';
import { RUNNING_STATES } from '../tasks/task-state.ts';
import { reconstructionJobOf } from './jobs.ts';

interface Needs {
  database: Database;
  engines: ReadonlyMap<string, Engine>;
  now: () => Date;
}

/** When each task that waits begins and ends, by its id: one query, whoever's tasks they are. */
export async function readQueueTimes({ database, engines, now }: Needs): Promise<Map<string, QueueTimes>> {
  const tasks = await database
    .selectFrom('tasks')
    .select(['id', 'state', 'options', 'expectedSteps', 'steps', 'stepName', 'percent', 'stepStartedAt'])
    .where('state', 'in', [...RUNNING_STATES])
    .orderBy('id')
    .execute();
  const queues = Map.groupBy(tasks, ({ options }) => reconstructionJobOf(engines.get(options.engine)).name);
  return new Map([...queues.values()].flatMap((queue) => [...queueTimes(queue, now())]));
}
