import { isDeepStrictEqual } from 'node:util';
import { completeOptions } from '@tiepoint/engines';
import type { StartPolicy as AskedPolicy, ReconstructionOptions } from '@tiepoint/protocol';
import type { User } from '../../auth/authenticate.ts';
import type { Trx } from '../../database/database.ts';
import { appendEvents } from '../../events/append-events.ts';
import { findProject } from '../../projects/find-project.ts';
import type { Prestart, Project } from '../../projects/project.ts';
import { completePolicy } from './complete-policy.ts';
import { judgePolicy } from './judge-policy.ts';
import { judgeEngine, judgeWaiting } from './judge-start.ts';
import { countPhotosOf } from './photo-facts.ts';
import { type StartNeeds, withProject } from './start.ts';
import { refuseUnknownProject, type StartOutcome } from './start-refusal.ts';
import { startTask } from './start-task.ts';

/** What is asked of a start that may wait. */
export interface AskedPrestart {
  projectId: string;
  options?: ReconstructionOptions | null;
  policy?: AskedPolicy | null;
}

/**
 * Starts now where the policy allows it, else by itself as soon as it does: without a policy, once every photo is
 * settled. A later call replaces an earlier one that still waits.
 */
export async function preStartReconstruction(
  needs: StartNeeds,
  user: User,
  { projectId, ...asked }: AskedPrestart,
): Promise<StartOutcome> {
  const project = await findProject(needs.database, user, projectId);
  if (!project) return refuseUnknownProject();
  const now = needs.now();
  const { policy, problem } = completePolicy(asked.policy, now);
  if (!policy) return { error: problem, task: null };
  const options = completeOptions(needs, asked.options);
  const verdict = judgePolicy(policy, await countPhotosOf(needs.database, project.id), now);
  // Told early: nobody wants to find in the morning that nothing could begin in the night.
  const { refused: unready, missing } = await judgeWaiting(needs, project.id, { options, verdict });
  const refused = unready ?? (await judgeEngine(needs, options));
  return withProject(needs.database, { user, id: project.id }, async (trx, current) => {
    if (verdict.start !== 'later') {
      const wanted = { options, startReason: verdict.reason, missing, refused };
      return startTask({ ...needs, database: trx }, project.id, wanted);
    }
    if (refused) return { error: refused, task: null };
    await wait(trx, current, { options, policy });
    return { error: null, task: null };
  });
}

async function wait(trx: Trx, project: Project, prestart: Prestart): Promise<void> {
  if (isDeepStrictEqual(project.prestart, prestart)) return;
  await trx
    .updateTable('projects')
    .set({ prestart: JSON.stringify(prestart) })
    .where('id', '=', project.id)
    .execute();
  await appendEvents(trx, [{ projectId: project.id, kind: 'PreStarted', subjectId: project.id }]);
}
