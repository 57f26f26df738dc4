import { type FaceViews, keepCandidates } from './face-views.ts';
import { disagreements } from './photo-consistency.ts';

/** A view at the limit of the consensus costs so much more than one in its middle. */
const DISAGREEMENT_COST = 0.5;

/** Views that may be chosen, and what each costs: 0 is the face's best view. */
export interface Candidates {
  faceViews: FaceViews;
  /** One for each entry of `faceViews`. */
  costs: Float32Array;
}

/** Leaves out the views that contradict the consensus, and says what each of the others costs. */
export function viewCosts(measured: FaceViews): Candidates {
  const disagreement = disagreements(measured);
  const faceViews = keepCandidates(measured, (entry) => disagreement[entry]! <= 1);
  const remaining = disagreement.filter((value) => value <= 1);
  const costs = new Float32Array(remaining.length);
  for (let face = 0; face + 1 < faceViews.starts.length; face++) {
    let best = 0;
    for (let entry = faceViews.starts[face]!; entry < faceViews.starts[face + 1]!; entry++) {
      best = Math.max(best, faceViews.qualities[entry]!);
    }
    for (let entry = faceViews.starts[face]!; entry < faceViews.starts[face + 1]!; entry++) {
      costs[entry] = 1 - faceViews.qualities[entry]! / best + DISAGREEMENT_COST * remaining[entry]!;
    }
  }
  return { faceViews, costs };
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
