import { breathe, type LongOperation } from '../progress.ts';
import type { Candidates } from './view-costs.ts';

/** Iterations of message passing, each forward and backward over all faces. */
const SWEEPS = 12;
/** Final iterations of iterated conditional modes. */
const SETTLING_ROUNDS = 10;
/** Cost of an edge between two views, where the best view of a face costs 0 and the worst 1 or more. */
const SEAM_COST = 0.6;
/** A message that changes by less is not passed on: most faces converge early. */
const NEWS = 1e-3;

/** The face is visible in no view. */
export const UNSEEN = -1;

/**
 * View selection: selects one view for each face, with low costs and few edges between different views. A Potts model,
 * solved by min-sum loopy belief propagation and iterated conditional modes. `neighbours` is the result of
 * `faceAdjacency`. Returns the view of each face, or UNSEEN.
 */
export async function selectViews(
  candidates: Candidates,
  neighbours: Int32Array,
  operation: LongOperation = {},
): Promise<Int32Array> {
  const messages = createMessages(candidates, neighbours);
  const graph = { candidates, neighbours, messages };
  const { starts, views } = candidates;
  const faceCount = starts.length - 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    await breathe(operation);
    operation.onProgress?.(sweep / SWEEPS);
    for (let face = 0; face < faceCount; face++) sendMessages(graph, face);
    for (let face = faceCount - 1; face >= 0; face--) sendMessages(graph, face);
  }
  const chosen = new Int32Array(faceCount).fill(UNSEEN);
  for (let face = 0; face < faceCount; face++) {
    const beliefs = beliefsOf(candidates, messages, face);
    const entry = cheapest(candidates, face, (candidate) => beliefs[candidate - starts[face]!]!);
    if (entry >= 0) chosen[face] = views[entry]!;
  }
  settle(candidates, neighbours, chosen);
  return chosen;
}

/** The messages that each face has received: for each of its edges one number per candidate. */
interface Messages {
  /** Those through the edge `3 * face + i` start at `3 * starts[face] + i * (number of candidates)`. */
  received: Float32Array;
  /** For each edge the number (0 to 2) of the same edge in the neighbouring face. */
  reverseEdges: Uint8Array;
  /** Whether (1) a face has received changed messages since it last sent its own. */
  hasNews: Uint8Array;
  /** The beliefs of one face; reused for each. */
  beliefs: Float64Array;
}

function createMessages({ starts }: Candidates, neighbours: Int32Array): Messages {
  const reverseEdges = new Uint8Array(neighbours.length);
  for (let edge = 0; edge < neighbours.length; edge++) {
    const other = neighbours[edge]!;
    const face = Math.floor(edge / 3);
    for (let i = 0; other >= 0 && i < 3; i++) if (neighbours[3 * other + i] === face) reverseEdges[edge] = i;
  }
  let mostCandidates = 0;
  for (let face = 0; face + 1 < starts.length; face++) {
    mostCandidates = Math.max(mostCandidates, starts[face + 1]! - starts[face]!);
  }
  const received = new Float32Array(3 * starts[starts.length - 1]!);
  const hasNews = new Uint8Array(starts.length - 1).fill(1);
  return { received, reverseEdges, hasNews, beliefs: new Float64Array(mostCandidates) };
}

/** The belief of each candidate of a face: its cost and the messages of the neighbours. */
function beliefsOf(
  { starts, costs }: Candidates,
  { received, beliefs }: Messages,
  face: number,
): Float64Array {
  const start = starts[face]!;
  const count = starts[face + 1]! - start;
  for (let i = 0; i < count; i++) {
    const at = 3 * start + i;
    beliefs[i] = costs[start + i]! + received[at]! + received[at + count]! + received[at + 2 * count]!;
  }
  return beliefs;
}

interface FaceGraph {
  candidates: Candidates;
  neighbours: Int32Array;
  messages: Messages;
}

function sendMessages({ candidates, neighbours, messages }: FaceGraph, face: number): void {
  const { starts, views } = candidates;
  const start = starts[face]!;
  const count = starts[face + 1]! - start;
  const { received, reverseEdges, hasNews } = messages;
  if (!hasNews[face]) return;
  hasNews[face] = 0;
  const beliefs = beliefsOf(candidates, messages, face);
  for (let edge = 3 * face; edge < 3 * face + 3; edge++) {
    const other = neighbours[edge]!;
    if (other < 0) continue;
    const own = 3 * start + (edge - 3 * face) * count;
    let least = Infinity;
    for (let i = 0; i < count; i++) {
      const cost = beliefs[i]! - received[own + i]!;
      if (cost < least) least = cost;
    }
    const otherStart = starts[other]!;
    const otherCount = starts[other + 1]! - otherStart;
    const target = 3 * otherStart + reverseEdges[edge]! * otherCount;
    for (let i = 0, j = 0; j < otherCount; j++) {
      const view = views[otherStart + j]!;
      while (i < count && views[start + i]! < view) i++;
      let message = count > 0 ? SEAM_COST : 0;
      if (i < count && views[start + i] === view) {
        message = Math.min(message, beliefs[i]! - received[own + i]! - least);
      }
      if (Math.abs(message - received[target + j]!) > NEWS) hasNews[other] = 1;
      received[target + j] = message;
    }
  }
}

/** The candidate of a face with the lowest `costOf`, or -1 if it has none. */
function cheapest({ starts }: Candidates, face: number, costOf: (entry: number) => number): number {
  let best = -1;
  let bestCost = Infinity;
  for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
    const cost = costOf(entry);
    if (cost < bestCost) [best, bestCost] = [entry, cost];
  }
  return best;
}

function settle(candidates: Candidates, neighbours: Int32Array, chosen: Int32Array): void {
  const { views, costs } = candidates;
  for (let round = 0; round < SETTLING_ROUNDS; round++) {
    let changes = 0;
    for (let face = 0; face < chosen.length; face++) {
      const entry = cheapest(candidates, face, (candidate) => {
        let cost = costs[candidate]!;
        for (let edge = 3 * face; edge < 3 * face + 3; edge++) {
          const other = neighbours[edge]!;
          if (other >= 0 && chosen[other]! >= 0 && chosen[other] !== views[candidate]) cost += SEAM_COST;
        }
        return cost;
      });
      if (entry < 0 || views[entry] === chosen[face]) continue;
      chosen[face] = views[entry]!;
      changes++;
    }
    if (changes === 0) return;
  }
}
