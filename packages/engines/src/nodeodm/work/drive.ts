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

/** A model for the viewer. */
export interface ConvertedModel {
  /** A GLB. */
  path: string;
  /** The same packed for browsers, if possible. */
  webPath?: string;
  report: Pick<ImportReport, 'triangles' | 'notes'>;
}

/**
 * Converts untrusted files (z up) to a GLB in `folder`, which is emptied first. Throws an ImportFault if the files are
 * invalid.
 */
export type ConvertModel = (
  files: { name: string; path: string }[],
  folder: string,
  signal: AbortSignal,
) => Promise<ConvertedModel>;

/** Limits of a node's results for one job. */
export interface ResultLimits {
  maxArchiveBytes: number;
}

/** What the steps of a job need. */
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

/** A refusal is final after so many times. */
const MAX_REFUSALS = 3;
/** A lost task is submitted again so many times. */
const MAX_LOSSES = 1;

/** The node of the task; throws WorkLost if it is no longer configured. */
export async function nodeOf(drive: Drive): Promise<NodeOdmNode> {
  const name = drive.state.now.node;
  const node = drive.nodes.find((one) => one.name === name);
  if (!node) throw await lose(drive, `The NodeODM node ${name} is no longer configured.`);
  return node;
}

/**
 * Retries until it succeeds. NodeUnreachable is thrown after the longest outage; a refusal after several ones, and at
 * once if the task is unknown or the token wrong.
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

/** The error for a lost task: WorkLost once, then a failure. */
export async function lose(
  { state }: Drive,
  what: string,
  options?: ErrorOptions,
): Promise<WorkLost | ReconstructionFailure> {
  const losses = state.now.losses + 1;
  await state.change({ losses });
  await state.forgetTask(options?.cause instanceof NodeUnreachable ? 'is unreachable' : 'has none');
  if (losses <= MAX_LOSSES) return new WorkLost(what, options);
  const reason = `${what} It was already submitted again once. Check the node’s own log, and start again.`;
  return new ReconstructionFailure('EngineFailed', reason, options);
}
