import { ReconstructionFailure } from '../../port/failure.ts';
import { NodeRefusal, NodeUnreachable } from '../node/node-answers.ts';
import type { NodeOdmNode } from '../node/nodeodm-node.ts';
import type { Drive } from '../work/drive.ts';
import { pause } from '../work/patience.ts';
import { type Candidate, chooseNode, judgeNode } from './choose-node.ts';

/** A node for a job, and whether it has the job's task already, from a submission that was not recorded. */
export interface FoundNode {
  node: NodeOdmNode;
  hasTask: boolean;
}

/** A node's answer to whether it accepts a job. */
type Offer = { node: NodeOdmNode } & (
  | { type: 'hasTask' }
  | { type: 'candidate'; candidate: Candidate<NodeOdmNode> }
  /** `why` is the rest of a sentence. */
  | { type: 'away'; why: string }
  | { type: 'unfit'; why: string }
);

/**
 * Finds the node that has the task, else the best one that accepts it; waits for unreachable nodes. `refusers` have
 * rejected the job: names with reasons. Throws a ReconstructionFailure with the problem of each node.
 */
export async function findNode(
  drive: Drive,
  refusers: ReadonlyMap<string, string> = new Map(),
): Promise<FoundNode> {
  const { patience, signal, now, job } = drive;
  const began = now();
  for (let delay = patience.retryMs; ; delay = Math.min(2 * delay, patience.maxRetryMs)) {
    const offers = await Promise.all(drive.nodes.map((node) => askForOffer(drive, node, refusers)));
    const holder = offers.find(({ type }) => type === 'hasTask');
    if (holder) return { node: holder.node, hasTask: true };
    const candidates = offers.flatMap((offer) => (offer.type === 'candidate' ? [offer.candidate] : []));
    const chosen = chooseNode(candidates, job.photos.length);
    if (chosen) return { node: chosen.node, hasTask: false };
    const away = offers.filter(({ type }) => type === 'away');
    if (away.length === 0 || now() - began > patience.unreachableMs) throw nobodyTakesIt(offers);
    await pause(delay, signal);
  }
}

async function askForOffer(
  { work, job, signal }: Drive,
  node: NodeOdmNode,
  refusers: ReadonlyMap<string, string>,
): Promise<Offer> {
  const refusal = refusers.get(node.name);
  if (refusal !== undefined) return { node, type: 'unfit', why: `says: “${refusal}”` };
  try {
    const info = await node.info(signal);
    if (await hasTask(node, work.uuid, signal)) return { node, type: 'hasTask' };
    const unfit = judgeNode(info, job.photos.length);
    if (unfit !== undefined) return { node, type: 'unfit', why: unfit };
    return { node, type: 'candidate', candidate: { node, info } };
  } catch (error) {
    if (error instanceof NodeUnreachable) return { node, type: 'away', why: 'does not answer' };
    if (!(error instanceof NodeRefusal)) throw error;
    const why = error.kind === 'token' ? 'does not accept this server’s token' : `says: “${error.message}”`;
    return { node, type: 'unfit', why };
  }
}

/** Whether a node knows a task that was committed. */
export async function hasTask(node: NodeOdmNode, uuid: string, signal: AbortSignal): Promise<boolean> {
  try {
    await node.taskInfo(uuid, signal);
    return true;
  } catch (error) {
    if (error instanceof NodeRefusal && error.kind === 'unknownTask') return false;
    throw error;
  }
}

function nobodyTakesIt(offers: readonly Offer[]): ReconstructionFailure {
  if (offers.length === 0) {
    const reason = 'No NodeODM node is configured: set TIEPOINT_NODEODM.';
    return new ReconstructionFailure('EngineMissing', reason);
  }
  const said = offers.map((offer) => `${offer.node.name} ${'why' in offer ? offer.why : 'was too slow'}`);
  const away = offers.every(({ type }) => type === 'away');
  return new ReconstructionFailure(
    away ? 'EngineMissing' : 'EngineFailed',
    `No NodeODM node accepts these photos: ${said.join('; ')}. Ask the operator, or choose another engine.`,
  );
}
