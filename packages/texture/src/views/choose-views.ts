import type { LongOperation } from '../progress.ts';
import type { FaceViews } from './face-views.ts';
import type { Candidates } from './view-costs.ts';

/** Rounds of message passing, each once forward and once backward over all faces. */
const SWEEPS = 12;
/** Rounds of letting each face take its best view given its neighbours', at the end. */
const SETTLING_ROUNDS = 10;
/** What a border between two views costs, where the best view of a face costs 0 and the worst 1 or more. */
const SEAM_COST = 0.6;

/** No view sees the face. */
export const UNSEEN = -1;

/**
 * Chooses one view for each face so that the views are good (`costs`, one a candidate) and neighbouring faces mostly
 * share one: a Potts model solved by min-sum loopy belief propagation, settled by iterated conditional modes.
 * `neighbours` is what `faceAdjacency` gives. Returns the view of each face, or UNSEEN.
 */
export function chooseViews(
  { faceViews, costs }: Candidates,
  neighbours: Int32Array,
  onProgress?: LongOperation['onProgress'],
): Int32Array {
  const messages = messageStore(faceViews, neighbours);
  const faceCount = faceViews.starts.length - 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let face = 0; face < faceCount; face++) sendMessages(faceViews, costs, neighbours, messages, face);
    for (let face = faceCount - 1; face >= 0; face--)
      sendMessages(faceViews, costs, neighbours, messages, face);
    onProgress?.((sweep + 1) / SWEEPS);
  }
  const chosen = new Int32Array(faceCount).fill(UNSEEN);
  for (let face = 0; face < faceCount; face++) {
    const entry = cheapest(faceViews, face, (candidate) =>
      belief(faceViews, costs, messages, face, candidate),
    );
    if (entry >= 0) chosen[face] = faceViews.views[entry]!;
  }
  settle(faceViews, costs, neighbours, chosen);
  return chosen;
}

/** The messages that each face has received: for each of its edges one number a candidate. */
interface Messages {
  /** Those through the edge `3 * face + i` start at `3 * starts[face] + i * (number of candidates)`. */
  received: Float32Array;
  /** For each edge the number (0 to 2) of the same edge in the neighbouring face. */
  reverseEdges: Uint8Array;
}

function messageStore({ starts }: FaceViews, neighbours: Int32Array): Messages {
  const reverseEdges = new Uint8Array(neighbours.length);
  for (let edge = 0; edge < neighbours.length; edge++) {
    const other = neighbours[edge]!;
    const face = Math.floor(edge / 3);
    for (let i = 0; other >= 0 && i < 3; i++) if (neighbours[3 * other + i] === face) reverseEdges[edge] = i;
  }
  return { received: new Float32Array(3 * starts[starts.length - 1]!), reverseEdges };
}

/** What a candidate costs a face by itself and by all that its neighbours say. */
function belief(
  { starts }: FaceViews,
  costs: Float32Array,
  { received }: Messages,
  face: number,
  entry: number,
): number {
  const count = starts[face + 1]! - starts[face]!;
  const at = 3 * starts[face]! + (entry - starts[face]!);
  return costs[entry]! + received[at]! + received[at + count]! + received[at + 2 * count]!;
}

function sendMessages(
  faceViews: FaceViews,
  costs: Float32Array,
  neighbours: Int32Array,
  messages: Messages,
  face: number,
): void {
  const { starts, views } = faceViews;
  const start = starts[face]!;
  const end = starts[face + 1]!;
  const { received, reverseEdges } = messages;
  for (let i = 0; i < 3; i++) {
    const other = neighbours[3 * face + i]!;
    if (other < 0) continue;
    const own = 3 * start + i * (end - start) - start;
    let least = Infinity;
    for (let entry = start; entry < end; entry++) {
      least = Math.min(least, belief(faceViews, costs, messages, face, entry) - received[own + entry]!);
    }
    const otherStart = starts[other]!;
    const otherEnd = starts[other + 1]!;
    const target = 3 * otherStart + reverseEdges[3 * face + i]! * (otherEnd - otherStart) - otherStart;
    let entry = start;
    for (let candidate = otherStart; candidate < otherEnd; candidate++) {
      while (entry < end && views[entry]! < views[candidate]!) entry++;
      let message = SEAM_COST;
      if (entry < end && views[entry] === views[candidate]) {
        const cost = belief(faceViews, costs, messages, face, entry) - received[own + entry]! - least;
        message = Math.min(SEAM_COST, cost);
      }
      received[target + candidate] = end > start ? message : 0;
    }
  }
}

/** The candidate of a face for which `costOf` is least, or -1 if it has none. */
function cheapest({ starts }: FaceViews, face: number, costOf: (entry: number) => number): number {
  let best = -1;
  let bestCost = Infinity;
  for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
    const cost = costOf(entry);
    if (cost < bestCost) [best, bestCost] = [entry, cost];
  }
  return best;
}

function settle(faceViews: FaceViews, costs: Float32Array, neighbours: Int32Array, chosen: Int32Array): void {
  for (let round = 0; round < SETTLING_ROUNDS; round++) {
    let changes = 0;
    for (let face = 0; face < chosen.length; face++) {
      const entry = cheapest(faceViews, face, (candidate) => {
        let cost = costs[candidate]!;
        for (let edge = 3 * face; edge < 3 * face + 3; edge++) {
          const other = neighbours[edge]!;
          if (other >= 0 && chosen[other]! >= 0 && chosen[other] !== faceViews.views[candidate])
            cost += SEAM_COST;
        }
        return cost;
      });
      if (entry < 0 || faceViews.views[entry] === chosen[face]) continue;
      chosen[face] = faceViews.views[entry]!;
      changes++;
    }
    if (changes === 0) return;
  }
}
