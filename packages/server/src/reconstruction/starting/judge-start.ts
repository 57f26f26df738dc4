import { type Engine, judgeOptions, type TaskOptions } from '@tiepoint/engines';
import type { Database } from '../../database/database.ts';
import { findImport } from '../../models/find-imports.ts';
import type { Storage } from '../../storage/bucket.ts';
import type { MissingPhotos } from '../tasks/task.ts';
import { judgePhotos } from './judge-photos.ts';
import type { PolicyVerdict } from './judge-policy.ts';
import { readPhotoFacts } from './photo-facts.ts';
import { refusal, refuseOption, type StartRefusal } from './start-refusal.ts';

/** What judging a request to start needs. */
export interface JudgementNeeds {
  database: Database;
  storage: Storage;
  engines: ReadonlyMap<string, Engine>;
  /** The operator's limit; undefined where there is none. */
  maxTaskPhotos: number | undefined;
}

/** Why this project can't be reconstructed with these options, whatever its photos are; undefined where it can. */
export async function judgeRequest(
  needs: JudgementNeeds,
  projectId: string,
  options: TaskOptions,
): Promise<StartRefusal | undefined> {
  if (await findImport(needs.database, projectId)) {
    const message = 'This project has an imported model. Create a project for photos, and upload them there.';
    return refusal('ImportedProject', message);
  }
  const problem = await judgeOptions(needs.engines, options);
  return problem && refuseOption(problem.option, problem.message);
}

/** Whether a reconstruction can begin, and without which photos. */
export interface Readiness {
  refused: StartRefusal | undefined;
  missing?: MissingPhotos;
}

/** Whether a reconstruction of the project's photos can begin with these options. */
export async function judgeReadiness(
  needs: JudgementNeeds,
  projectId: string,
  { options, leavesOut }: { options: TaskOptions; leavesOut: boolean },
): Promise<Readiness> {
  const photos = await readPhotoFacts(needs, projectId, options);
  const refused = judgePhotos(photos, { options, leavesOut, maxPhotos: needs.maxTaskPhotos });
  return { refused, missing: photos.missing };
}

/**
 * Whether a reconstruction that a policy starts can begin; it is not refused where nobody knows yet because it still
 * waits for photos.
 */
export async function judgeWaiting(
  needs: JudgementNeeds,
  projectId: string,
  { options, verdict }: { options: TaskOptions; verdict: PolicyVerdict },
): Promise<Readiness> {
  const refused = await judgeRequest(needs, projectId, options);
  if (refused || verdict.start === 'later') return { refused };
  if (verdict.start === 'never') return { refused: refusal('TooFewReady', verdict.reason) };
  return judgeReadiness(needs, projectId, { options, leavesOut: true });
}

/** Why the engine can't be used at present; undefined where it can. */
export async function judgeEngine(
  { engines }: JudgementNeeds,
  options: TaskOptions,
): Promise<StartRefusal | undefined> {
  const description = await engines.get(options.engine)?.describe();
  return description?.problem ? refusal('EngineUnavailable', description.problem) : undefined;
}
