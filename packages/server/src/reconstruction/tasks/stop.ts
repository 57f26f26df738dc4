import type { User } from '../../auth/authenticate.ts';
import type { Database } from '../../database/database.ts';
import { appendEvents } from '../../events/append-events.ts';
import { findProject } from '../../projects/find-project.ts';
import { endWaiting } from './end-waiting.ts';
import { moveTask } from './move-task.ts';
import type { Task } from './task.ts';
import { RUNNING_STATES } from './task-state.ts';

/**
 * Stops the reconstruction of a project that waits or runs, and one that was to start by itself. What is finished is
 * kept: the same photos with the same options go on from there. Where nothing was begun yet, the task tells what was
 * taken back. Undefined where nothing waits or runs, or where the user has no such project.
 */
export async function stopReconstruction(
  needs: { database: Database; now: () => Date },
  user: User,
  projectId: string,
): Promise<Task | undefined> {
  return needs.database.transaction().execute(async (trx) => {
    await trx.selectFrom('projects').select('id').where('id', '=', projectId).forUpdate().execute();
    const project = await findProject(trx, user, projectId);
    if (!project) return undefined;
    const waiting = project.prestart;
    if (waiting) {
      await trx.updateTable('projects').set({ prestart: null }).where('id', '=', project.id).execute();
      await appendEvents(trx, [{ projectId: project.id, kind: 'PreStarted', subjectId: project.id }]);
    }
    const running = await trx
      .selectFrom('tasks')
      .select(['id', 'state'])
      .where('projectId', '=', project.id)
      .where('state', 'in', [...RUNNING_STATES])
      .forUpdate()
      .executeTakeFirst();
    if (running) return moveTask(trx, running.id, { from: running.state, to: 'Stopped' });
    const { options } = waiting ?? {};
    // Clients take an answer without a task for a failure.
    return (
      options &&
      endWaiting({ ...needs, database: trx }, project.id, { options, startReason: null, state: 'Stopped' })
    );
  });
}
