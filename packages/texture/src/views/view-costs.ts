import { type FaceViews, keepCandidates } from './face-views.ts';
import { disagreements } from './photo-consistency.ts';

/** A view at the limit of the consensus costs so much more than one in its middle. */
const DISAGREEMENT_COST = 0.5;

/** The candidates that may be chosen, and what each costs: 0 is the face's best view. */
export function viewCosts(measured: FaceViews): { faceViews: FaceViews; costs: Float32Array } {
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
