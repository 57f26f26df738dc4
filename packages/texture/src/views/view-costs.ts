import type { Gain } from './balance-exposures.ts';
import type { FaceViews } from './face-views.ts';
import { disagreements } from './photo-consistency.ts';

/** A view at the limit of the consensus costs so much more than one in its middle. */
const DISAGREEMENT_COST = 0.5;
/** Next to faces where the view shows something else, it shows some of that here too: taken only for want of others. */
const FRINGE_COST = 1;
/** How many faces wide such a fringe is. */
const FRINGE_FACES = 2;

/** For each face the views that may be chosen, as parallel arrays. */
export interface Candidates {
  /** Those of face `f` are the entries `starts[f]` to `starts[f + 1]`, in the order of their views. */
  starts: Uint32Array;
  views: Uint16Array;
  /** 0 is the face's best view. */
  costs: Float32Array;
}

/**
 * Leaves out the views that contradict the consensus when colours are multiplied by the views' gains, and says what
 * each of the others costs.
 */
export function viewCosts(measured: FaceViews, neighbours: Int32Array, gains: readonly Gain[]): Candidates {
  const { starts, qualities } = measured;
  const disagreement = disagreements(measured, gains);
  const isOutlier = (entry: number) => disagreement[entry]! > 1;
  const fringe = fringeOf(measured, neighbours, isOutlier);
  const candidates = roomFor(starts, (entry) => !isOutlier(entry));
  for (let face = 0, at = 0; face + 1 < starts.length; face++) {
    let best = 0;
    for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
      if (!isOutlier(entry)) best = Math.max(best, qualities[entry]!);
    }
    for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
      if (isOutlier(entry)) continue;
      const doubt = DISAGREEMENT_COST * disagreement[entry]! + FRINGE_COST * fringe[entry]!;
      candidates.views[at] = measured.views[entry]!;
      candidates.costs[at++] = 1 - qualities[entry]! / best + doubt;
    }
  }
  return candidates;
}

function roomFor(starts: Uint32Array, isKept: (entry: number) => boolean): Candidates {
  const keptStarts = new Uint32Array(starts.length);
  let count = 0;
  for (let face = 0; face + 1 < starts.length; face++) {
    for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) if (isKept(entry)) count++;
    keptStarts[face + 1] = count;
  }
  return { starts: keptStarts, views: new Uint16Array(count), costs: new Float32Array(count) };
}

/** Marks (1) the entries near faces for which the same view is an outlier. */
function fringeOf(
  { starts, views }: FaceViews,
  neighbours: Int32Array,
  isOutlier: (entry: number) => boolean,
): Uint8Array {
  let marked = Uint8Array.from(views, (_, entry) => Number(isOutlier(entry)));
  for (let ring = 0; ring < FRINGE_FACES; ring++) {
    const previous = marked;
    marked = previous.slice();
    for (let edge = 0; edge < neighbours.length; edge++) {
      const other = neighbours[edge]!;
      if (other < 0) continue;
      const face = Math.floor(edge / 3);
      let candidate = starts[other]!;
      for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
        while (candidate < starts[other + 1]! && views[candidate]! < views[entry]!) candidate++;
        if (candidate === starts[other + 1]) break;
        if (views[candidate] === views[entry] && previous[candidate]) marked[entry] = 1;
      }
    }
  }
  return marked;
}

/** A view that costs more is used for a face only where it must be, not in a mixture. */
const MAX_MIXING_COST = 0.85;

/** Whether a view shows a face well enough to take part in a mixture. */
export function isMixable({ starts, views, costs }: Candidates, face: number, view: number): boolean {
  for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
    if (views[entry] === view) return costs[entry]! <= MAX_MIXING_COST;
  }
  return false;
}
