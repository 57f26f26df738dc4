import type { Gain } from './balance-exposures.ts';
import type { FaceViews } from './face-views.ts';

/** Iterations of outlier rejection. */
const MAX_ROUNDS = 10;
/** With fewer views there is no majority. */
const MIN_VIEWS = 3;
/** A view whose colour has a lower likelihood under the Gaussian of the others is an outlier (value of the paper). */
const MIN_LIKELIHOOD = 6e-3;
/** Standard deviation (0 to 255) from noise and sampling: the Gaussian never gets narrower. */
const MIN_DEVIATION = 9;

/**
 * Photo-consistency: for each candidate how far its colour (times its view's gain) is from the consensus of the views of
 * the face. 0 is at the mean, 1 at the limit; more is an outlier, because an object occludes the face in that photo or
 * moved. Iterative rejection after M. Waechter, N. Moehrle, M. Goesele, "Let There Be Color!" (2014), section 4.1.
 */
export function photoInconsistencies(
  { starts, views, colours }: FaceViews,
  gains: readonly Gain[],
): Float32Array {
  const result = new Float32Array(views.length);
  // Reused for each face: there are millions.
  const balanced: number[] = [];
  for (let face = 0; face + 1 < starts.length; face++) {
    const [start, end] = [starts[face]!, starts[face + 1]!];
    if (end - start < MIN_VIEWS) continue;
    balanced.length = 0;
    for (let entry = start; entry < end; entry++) {
      const gain = gains[views[entry]!]!;
      for (let c = 0; c < 3; c++) balanced.push(colours[3 * entry + c]! * gain[c]!);
    }
    rejectOutliers(balanced, start, result);
  }
  return result;
}

/** The squared Mahalanobis distance at which the likelihood falls to the limit. */
const MAX_SQUARED_DISTANCE = -2 * Math.log(MIN_LIKELIHOOD);

/** Writes the inconsistencies of the views of a face, from `start` on. */
function rejectOutliers(colours: readonly number[], start: number, result: Float32Array): void {
  let centre = medianColour(colours);
  let deviations: Colour = [3 * MIN_DEVIATION, 3 * MIN_DEVIATION, 3 * MIN_DEVIATION];
  let inlierCount = 0;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const inliers: number[] = [];
    for (let i = 0; 3 * i < colours.length; i++) {
      const distance = squaredDistance(colours, i, { centre, deviations }) / MAX_SQUARED_DISTANCE;
      result[start + i] = distance;
      if (distance <= 1) inliers.push(i);
    }
    if (inliers.length < 2 || (round > 0 && inliers.length === inlierCount)) return;
    inlierCount = inliers.length;
    ({ centre, deviations } = fitGaussian(colours, inliers));
  }
}

type Colour = [number, number, number];

/** Mean and standard deviations of colours, by channel. */
interface Gaussian {
  centre: Colour;
  deviations: Colour;
}

function squaredDistance(
  colours: readonly number[],
  entry: number,
  { centre, deviations }: Gaussian,
): number {
  let sum = 0;
  for (const channel of [0, 1, 2] as const) {
    sum += ((colours[3 * entry + channel]! - centre[channel]) / deviations[channel]) ** 2;
  }
  return sum;
}

/** By channel, because the full covariance of a handful of views would be unreliable. */
function fitGaussian(colours: readonly number[], entries: number[]): Gaussian {
  const centre: Colour = [0, 0, 0];
  const deviations: Colour = [0, 0, 0];
  for (const channel of [0, 1, 2] as const) {
    for (const entry of entries) centre[channel] += colours[3 * entry + channel]! / entries.length;
    let variance = MIN_DEVIATION ** 2;
    for (const entry of entries)
      variance += (colours[3 * entry + channel]! - centre[channel]) ** 2 / entries.length;
    deviations[channel] = Math.sqrt(variance);
  }
  return { centre, deviations };
}

function medianColour(colours: readonly number[]): Colour {
  const middle = (channel: number) => {
    const values = colours.filter((_, i) => i % 3 === channel).sort((a, b) => a - b);
    return values[values.length >> 1]!;
  };
  return [middle(0), middle(1), middle(2)];
}
