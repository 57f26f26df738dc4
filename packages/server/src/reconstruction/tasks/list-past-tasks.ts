import type { PastTask } from '@tiepoint/inspection';
import { sql } from 'kysely';
import type { Executor } from '../../database/database.ts';
import './task.ts';

/** Older tasks tell less of the machine as it is now. */
const MAX_TASKS = 100;

/** The reconstructions that an engine has finished here, of all users, the newest first: their sizes and times. */
export async function listPastTasks(executor: Executor, engine: string): Promise<PastTask[]> {
  const rows = await executor
    .selectFrom('tasks')
    .select(['options', 'steps', 'result'])
    .select(
      sql<number | null>`(select sum(size)::float8 from task_outputs where task_id = tasks.id)`.as(
        'outputBytes',
      ),
    )
    .where('state', '=', 'Done')
    .where(sql<boolean>`options ->> 'engine' = ${engine}`)
    .orderBy('id', 'desc')
    .limit(MAX_TASKS)
    .execute();
  return rows.flatMap(({ options, steps, result, outputBytes }) =>
    result && result.photos > 0 && steps.length > 0
      ? [
          {
            quality: options.quality,
            photos: result.photos,
            positioned: result.georeferenced,
            steps,
            ...(outputBytes !== null && { outputBytes }),
          },
        ]
      : [],
  );
}
