import type { Trx } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { appendEvents } from '../events/append-events.ts';
import { countPhotos, type StartNeeds, startTask } from './start.ts';

/**
 * Starts what a project has asked for (`preStartReconstruction`) when no photo is on its way any more. Called
 * in the transaction that settles a photo; the project's row orders the last two photos. Where the start is
 * refused, a Failed task says why.
 */
export async function startWhenSettled(needs: StartNeeds<Trx>, projectId: string): Promise<void> {
  const trx = needs.database;
  const project = await trx
    .selectFrom('projects')
    .select(['id', 'prestart'])
    .where('id', '=', projectId)
    .where('prestart', 'is not', null)
    .forUpdate()
    .executeTakeFirst();
  if (!project?.prestart) return;
  const { inFlight } = await countPhotos(trx, projectId);
  if (inFlight > 0) return;
  await trx.updateTable('projects').set({ prestart: null }).where('id', '=', projectId).execute();
  const { error } = await startTask(needs, projectId, project.prestart);
  if (!error || error.name === 'AlreadyRunning') return;
  const now = needs.now();
  const id = newId(now);
  await trx
    .insertInto('tasks')
    .values({
      id,
      projectId,
      type: 'Native',
      quality: project.prestart.quality,
      state: 'Failed',
      engine: needs.engineName,
      error: error.message,
      errorCode: error.name,
      endedAt: now,
    })
    .execute();
  await appendEvents(trx, [{ projectId, kind: 'TaskMoved', subjectId: id, facts: { taskState: 'Failed' } }]);
}
