import type { ImportReport } from '@tiepoint/texture';

import { type EngineEvent, WorkLost } from '../../port/engine.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { Logger } from '../../port/logger.ts';
import { NodeRefusal, NodeUnreachable } from '../node/node-answers.ts';
import type { NodeOdmNode, NodeTimes } from '../node/nodeodm-node.ts';
import type { NodeOdmJob } from './nodeodm-job.ts';
import { type Patience, pause } from './patience.ts';
import type { Work } from './work.ts';
import type { KeptState } from './work-state.ts';

/** A model that people can look at. */
export interface ConvertedModel {
  /** A GLB. */
  path: string;
  /** The same packed for browsers, where it can be. */
  webPath?: string;
  report: Pick<ImportReport, 'triangles' | 'notes'>;
}

/**
 * Makes a GLB of files that nobody vouches for (z is up), in `folder`, which it empties first. Throws an ImportFault
 * where the files are at fault.
 */
export type ConvertModel = (
  files: { name: string; path: string }[],
  folder: string,
  signal: AbortSignal,
) => Promise<ConvertedModel>;

/** What may come from a node for one job. */
export interface ResultLimits {
  maxArchiveBytes: number;
}

/** Everything that the steps of one job need. */
export interface Drive {
  work: Work;
  job: NodeOdmJob;
  state: KeptState;
  nodes: readonly NodeOdmNode[];
  convertModel: ConvertModel;
  emit: (event: EngineEvent) => void;
  signal: AbortSignal;
  patience: Patience & NodeTimes;
  limits: ResultLimits;
  logger: Logger | undefined;
  /** The clock, in milliseconds. */
  now: () => number;
}

/** A node that says no so often means it. */
const MAX_REFUSALS = 3;
/** A task that gets lost again after it was submitted anew will get lost for ever. */
const MAX_LOSSES = 1;

/** The node that has the task, as it was chosen; throws WorkLost where the operator has taken it away since. */
export async function nodeOf(drive: Drive): Promise<NodeOdmNode> {
  const name = drive.state.now.node;
  const node = drive.nodes.find((one) => one.name === name);
  if (!node) throw await lose(drive, `The NodeODM node ${name} is not among this server’s nodes any more.`);
  return node;
}

/**
 * Tries until it works. What does not answer is asked again for as long as it may be away, then NodeUnreachable is
 * thrown; a refusal is thrown when it was said several times, and at once where the task is unknown or the token bad.
 */
export async function persist<Result>(drive: Drive, attempt: () => Promise<Result>): Promise<Result> {
  const { patience, signal, now } = drive;
  let awaySince: number | undefined;
  let delay = patience.retryMs;
  let refusals = 0;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof NodeRefusal) {
        refusals++;
        if (error.kind !== 'other' || refusals >= MAX_REFUSALS) throw error;
      } else {
        awaySince ??= now();
        const isAway = error instanceof NodeUnreachable;
        if (!isAway || now() - awaySince > patience.unreachableMs) throw error;
      }
      drive.logger?.warn({ err: error, task: drive.work.uuid }, 'NodeODM');
    }
    await pause(delay, signal);
    delay = Math.min(2 * delay, patience.maxRetryMs);
  }
}

/** What to throw where the node has lost the task: WorkLost once, then a failure. */
export async function lose(
  { state }: Drive,
  what: string,
  options?: ErrorOptions,
): Promise<WorkLost | ReconstructionFailure> {
  const losses = state.now.losses + 1;
  await state.change({ losses });
  await state.forgetTask(options?.cause instanceof NodeUnreachable ? 'is away' : 'has none');
  if (losses <= MAX_LOSSES) return new WorkLost(what, options);
  const reason = `${what} It had been submitted anew before. See the node’s own log, and start again.`;
  return new ReconstructionFailure('EngineFailed', reason, options);
}
