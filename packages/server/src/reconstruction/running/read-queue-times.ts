import type { Engine } from '@tiepoint/engines';
import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { placeInLine } from '../../queue/place-in-line.ts';
import { type QueueTimes, queueTimes } from '../tasks/remaining-time.ts';
import { RUNNING_STATES } from '../tasks/task-state.ts';
import { localReconstructionJob, reconstructionJobOf, remoteReconstructionJob } from './jobs.ts';

const KINDS = [localReconstructionJob.name, remoteReconstructionJob.name];

interface Needs {
  database: Database;
  engines: ReadonlyMap<string, Engine>;
  now: () => Date;
}

/**
 * When each waiting task begins and ends, by its id: one query for the tasks of all users. Tasks of users who have none
 * waiting yet may still come in between.
 */
export async function readQueueTimes({ database, engines, now }: Needs): Promise<Map<string, QueueTimes>> {
  const tasks = await database
    .selectFrom('tasks')
    .select(['id', 'state', 'options', 'expectedSteps', 'steps', 'stepName', 'percent', 'stepStartedAt'])
    .where('state', 'in', [...RUNNING_STATES])
    .orderBy((tasks) => sql`${placeInLine(KINDS, tasks.ref('tasks.id'))} desc nulls last`)
    .orderBy('id')
    .execute();
  const queues = Map.groupBy(tasks, ({ options }) => reconstructionJobOf(engines.get(options.engine)).name);
  return new Map([...queues.values()].flatMap((queue) => [...queueTimes(queue, now())]));
}
