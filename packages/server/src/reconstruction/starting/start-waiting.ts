import { isDeepStrictEqual } from 'node:util';
import { type SqlBool, sql } from 'kysely';
import { SETTLED_STATES } from '../../images/image-state.ts';
import { type Running, startLoop } from '../../loop/start-loop.ts';
import type { Logger } from '../../observability/logger.ts';
import type { Prestart } from '../../projects/project.ts';
import { endWaiting } from '../tasks/end-waiting.ts';
import { RUNNING_STATES } from '../tasks/task-state.ts';
import { judgePolicy, type PolicyVerdict } from './judge-policy.ts';
import { judgeWaiting } from './judge-start.ts';
import { countPhotos, NO_PHOTOS } from './photo-facts.ts';
import type { StartNeeds } from './start.ts';
import { findRunningTask, startTask } from './start-task.ts';

interface Needs extends StartNeeds {
  logger: Logger;
}

interface WaitingProject {
  id: string;
  prestart: Prestart;
}

/** A look costs one query while nothing waits; people expect a start soon after the last photo. */
const INTERVAL_MS = 1000;

/** Starts what has waited for its photos or its time, until stopped. What fails is logged, and tried again at the next look. */
export function startWaiting(needs: Needs): Running {
  const loop = { name: 'starting what waits', restMs: INTERVAL_MS, logger: needs.logger };
  return startLoop(loop, (signal) => startDue(needs, signal));
}

/** Starts every project whose policy says so; where a start is refused then, a Failed task says why. */
async function startDue(needs: Needs, signal: AbortSignal): Promise<void> {
  const waiting = await listWaiting(needs);
  const photos = await countPhotos(
    needs.database,
    waiting.map(({ id }) => id),
  );
  for (const project of waiting) {
    if (signal.aborted) return;
    const verdict = judgePolicy(project.prestart.policy, photos.get(project.id) ?? NO_PHOTOS, needs.now());
    // One project's trouble holds up none of the others.
    await startIfDue(needs, project, verdict).catch((error) => {
      needs.logger.error({ err: error, project: project.id }, 'what waits could not be started');
    });
  }
}

async function startIfDue(needs: StartNeeds, project: WaitingProject, verdict: PolicyVerdict): Promise<void> {
  if (verdict.start === 'later') return;
  const { options } = project.prestart;
  // Not the engine: one that is not there at the moment is waited for by the task, or fails it with the reason.
  const { refused, missing } = await judgeWaiting(needs, project.id, { options, verdict });
  await needs.database.transaction().execute(async (trx) => {
    const current = await trx
      .selectFrom('projects')
      .select('prestart')
      .where('id', '=', project.id)
      .forUpdate()
      .executeTakeFirst();
    // Stopped, replaced or started meanwhile.
    if (!isDeepStrictEqual(current?.prestart, project.prestart)) return;
    if (await findRunningTask(trx, project.id)) return;
    const startReason = verdict.start === 'now' ? verdict.reason : null;
    const wanted = { options, startReason, missing };
    const within = { ...needs, database: trx };
    if (refused) await endWaiting(within, project.id, { ...wanted, state: 'Failed', refused });
    else await startTask(within, project.id, { ...wanted, refused: undefined });
  });
}

/**
 * Projects whose policy may have come true: without one, no photo of theirs is on its way. While a task of a project
 * runs, its next one waits for the end.
 */
async function listWaiting({ database, now }: StartNeeds): Promise<WaitingProject[]> {
  const startAt = sql<Date | null>`(prestart -> 'policy' ->> 'startAt')::timestamptz`;
  const percent = sql<string | null>`prestart -> 'policy' -> 'minReadyPercent'`;
  const projects = await database
    .selectFrom('projects')
    .select(['id', 'prestart'])
    .where('prestart', 'is not', null)
    .where(({ or, and, eb }) =>
      or([
        eb(startAt, '<=', now()),
        eb(percent, 'is not', null),
        and([
          eb(startAt, 'is', null),
          sql<SqlBool>`not exists (select from images
          where project_id = projects.id and state <> all(${[...SETTLED_STATES]}))`,
        ]),
      ]),
    )
    .where(sql<SqlBool>`not exists (select from tasks
      where project_id = projects.id and state = any(${[...RUNNING_STATES]}))`)
    .execute();
  return projects.flatMap(({ id, prestart }) => (prestart ? [{ id, prestart }] : []));
}
