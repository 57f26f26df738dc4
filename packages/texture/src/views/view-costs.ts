import { type FaceViews, keepCandidates } from './face-views.ts';
import { disagreements } from './photo-consistency.ts';

/** A view at the limit of the consensus costs so much more than one in its middle. */
const DISAGREEMENT_COST = 0.5;
/** Next to faces where the view shows something else, it shows some of that here too: taken only for want of others. */
const FRINGE_COST = 1;
/** How many faces wide such a fringe is. */
const FRINGE_FACES = 2;

/** Views that may be chosen, and what each costs: 0 is the face's best view. */
export interface Candidates {
  faceViews: FaceViews;
  /** One for each entry of `faceViews`. */
  costs: Float32Array;
}

/** Leaves out the views that contradict the consensus, and says what each of the others costs. */
export function viewCosts(measured: FaceViews, neighbours: Int32Array): Candidates {
  const disagreement = disagreements(measured);
  const fringe = fringeOf(measured, neighbours, (entry) => disagreement[entry]! > 1);
  const isKept = (entry: number) => disagreement[entry]! <= 1;
  const faceViews = keepCandidates(measured, isKept);
  const remaining = disagreement
    .map((value, entry) => DISAGREEMENT_COST * value + FRINGE_COST * fringe[entry]!)
    .filter((_, entry) => isKept(entry));
  const costs = new Float32Array(remaining.length);
  for (let face = 0; face + 1 < faceViews.starts.length; face++) {
    let best = 0;
    for (let entry = faceViews.starts[face]!; entry < faceViews.starts[face + 1]!; entry++) {
      best = Math.max(best, faceViews.qualities[entry]!);
    }
    for (let entry = faceViews.starts[face]!; entry < faceViews.starts[face + 1]!; entry++) {
      costs[entry] = 1 - faceViews.qualities[entry]! / best + remaining[entry]!;
    }
  }
  return { faceViews, costs };
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
export function isMixable({ faceViews, costs }: Candidates, face: number, view: number): boolean {
  const { starts, views } = faceViews;
  for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
    if (views[entry] === view) return costs[entry]! <= MAX_MIXING_COST;
  }
  return false;
}
