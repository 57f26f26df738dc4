import { completeOptions } from '@tiepoint/engines';
import type { ReconstructionOptions } from '@tiepoint/protocol';
import type { User } from '../../auth/authenticate.ts';
import type { Database, Trx } from '../../database/database.ts';
import { findProject } from '../../projects/find-project.ts';
import type { Project } from '../../projects/project.ts';
import type { Queue } from '../../queue/queue.ts';
import { type JudgementNeeds, judgeEngine, judgeReadiness, judgeRequest } from './judge-start.ts';
import { refuseUnknownProject, type StartOutcome } from './start-refusal.ts';
import { startTask } from './start-task.ts';

export interface StartNeeds extends JudgementNeeds {
  database: Database;
  queue: Queue;
  /** Name of the engine that does what asks for none. */
  defaultEngine: string;
  now: () => Date;
}

/**
 * Starts a reconstruction of the project's Ready photos now, unless others are on their way; registrations that nobody
 * fulfils are left out. Asked many times, it is one task.
 */
export async function startReconstruction(
  needs: StartNeeds,
  user: User,
  { projectId, options: asked }: { projectId: string; options?: ReconstructionOptions | null },
): Promise<StartOutcome> {
  const project = await findProject(needs.database, user, projectId);
  if (!project) return refuseUnknownProject();
  const options = completeOptions(needs, asked);
  const impossible = await judgeRequest(needs, project.id, options);
  const { refused: unready, missing } = impossible
    ? { refused: impossible }
    : await judgeReadiness(needs, project.id, { options, leavesOut: false });
  const refused = unready ?? (await judgeEngine(needs, options));
  return withProject(needs.database, { user, id: project.id }, (trx) =>
    startTask({ ...needs, database: trx }, project.id, { options, startReason: null, missing, refused }),
  );
}

/** Takes the project's row for a transaction: starts of one project wait for one another. */
export async function withProject(
  database: Database,
  { user, id }: { user: User; id: string },
  act: (trx: Trx, project: Project) => Promise<StartOutcome>,
): Promise<StartOutcome> {
  return database.transaction().execute(async (trx) => {
    await trx.selectFrom('projects').select('id').where('id', '=', id).forUpdate().execute();
    const project = await findProject(trx, user, id);
    return project ? act(trx, project) : refuseUnknownProject();
  });
}
