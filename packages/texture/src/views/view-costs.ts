import type { Gain } from './balance-exposures.ts';
import type { FaceViews } from './face-views.ts';
import { photoInconsistencies } from './photo-consistency.ts';

/** Cost of a view at the limit of photo-consistency. */
const INCONSISTENCY_COST = 0.5;
/** Cost of a view close to faces where it is an outlier: an occluder may reach into this face. */
const NEAR_OUTLIER_COST = 1;
/** The width of this margin, in faces. */
const NEAR_OUTLIER_FACES = 2;

/** For each face the candidate views, as parallel arrays. */
export interface Candidates {
  /** Those of face `f` are the entries `starts[f]` to `starts[f + 1]`, in the order of their views. */
  starts: Uint32Array;
  views: Uint16Array;
  /** 0 is the face's best view. */
  costs: Float32Array;
}

/**
 * Drops the views that are outliers of photo-consistency (after exposure compensation), and computes the costs of the
 * others.
 */
export function viewCosts(measured: FaceViews, neighbours: Int32Array, gains: readonly Gain[]): Candidates {
  const { starts, qualities } = measured;
  const inconsistency = photoInconsistencies(measured, gains);
  const isOutlier = (entry: number) => inconsistency[entry]! > 1;
  const nearOutlier = nearOutliers(measured, neighbours, isOutlier);
  const candidates = roomFor(starts, (entry) => !isOutlier(entry));
  for (let face = 0, at = 0; face + 1 < starts.length; face++) {
    let best = 0;
    for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
      if (!isOutlier(entry)) best = Math.max(best, qualities[entry]!);
    }
    for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
      if (isOutlier(entry)) continue;
      const doubt = INCONSISTENCY_COST * inconsistency[entry]! + NEAR_OUTLIER_COST * nearOutlier[entry]!;
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
function nearOutliers(
  { starts, views }: FaceViews,
  neighbours: Int32Array,
  isOutlier: (entry: number) => boolean,
): Uint8Array {
  let marked = Uint8Array.from(views, (_, entry) => Number(isOutlier(entry)));
  for (let ring = 0; ring < NEAR_OUTLIER_FACES; ring++) {
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

/** A view with a higher cost is not blended with others. */
const MAX_BLENDING_COST = 0.85;

/** Whether a view shows a face well enough to be blended with others. */
export function isBlendable({ starts, views, costs }: Candidates, face: number, view: number): boolean {
  for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
    if (views[entry] === view) return costs[entry]! <= MAX_BLENDING_COST;
  }
  return false;
}
