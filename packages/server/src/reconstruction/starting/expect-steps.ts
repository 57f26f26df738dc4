import type { TaskOptions } from '@tiepoint/engines';
import { estimateSteps } from '@tiepoint/inspection';
import { sql } from 'kysely';
import type { Executor } from '../../database/database.ts';
import { listPastTasks } from '../tasks/list-past-tasks.ts';
import type { ExpectedStep } from '../tasks/task.ts';

/** The engine that was measured: its first tasks can be estimated before it has finished one here. */
const MEASURED_ENGINE = 'colmap';

/**
 * The steps that a reconstruction of the project's Ready photos will take, with the seconds that earlier ones on this
 * installation let expect. Undefined where nothing is known of the engine.
 */
export async function expectSteps(
  executor: Executor,
  projectId: string,
  { engine, quality }: TaskOptions,
): Promise<ExpectedStep[] | undefined> {
  const history = await listPastTasks(executor, engine);
  if (history.length === 0 && engine !== MEASURED_ENGINE) return undefined;
  const { photos, positioned } = await executor
    .selectFrom('images')
    .select(({ fn }) => [
      fn.countAll<number>().as('photos'),
      sql<number>`count(*) filter (where exif ? 'latitude')`.as('positioned'),
    ])
    .where('projectId', '=', projectId)
    .where('state', '=', 'Ready')
    .executeTakeFirstOrThrow();
  const size = { photos, positioned: positioned > photos / 2 };
  return estimateSteps(quality, size, history).steps;
}
