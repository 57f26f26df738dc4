import type { PastTask } from '@tiepoint/inspection';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import '../reconstruction/task.ts';

/** Older tasks tell less of the machine as it is now. */
const MAX_TASKS = 100;

/** The reconstructions that this installation has finished, of all users, the newest first: their sizes and times. */
export async function listPastTasks(database: Database): Promise<PastTask[]> {
  const rows = await database
    .selectFrom('tasks')
    .select(['quality', 'steps', 'result'])
    .select(
      sql<number | null>`(select sum(size)::float8 from task_outputs where task_id = tasks.id)`.as(
        'outputBytes',
      ),
    )
    .where('state', '=', 'Done')
    .orderBy('id', 'desc')
    .limit(MAX_TASKS)
    .execute();
  return rows.flatMap(({ quality, steps, result, outputBytes }) =>
    result && result.photos > 0 && steps.length > 0
      ? [
          {
            quality,
            photos: result.photos,
            positioned: result.georeferenced,
            steps,
            ...(outputBytes !== null && { outputBytes }),
          },
        ]
      : [],
  );
}
