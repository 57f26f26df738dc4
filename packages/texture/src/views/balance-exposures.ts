import type { FaceViews } from './face-views.ts';

/** A photo's exposure compensation: factors of red, green and blue that match it to the other photos. */
export type Gain = [number, number, number];

/** Iterations of alternating between surface colours and gains; they converge in a few. */
const ROUNDS = 8;
/** Largest gain: greater differences do not come from exposure. */
const MAX_GAIN = 2;
/** Clipped colours, close to black or white, say nothing about exposure. */
const DARKEST = 12;
const BRIGHTEST = 243;
/** Faces that are sampled: more do not change a median. */
const MAX_FACES = 20_000;

/**
 * Exposure compensation: the gain of each photo with which faces have the same colour in several photos. Alternates the
 * median colour of each face over its photos, and the median ratio of each photo to these. The mean gain (logarithmic) is 1.
 */
export function balanceExposures(faceViews: FaceViews, viewCount: number): Gain[] {
  const gains = Array.from({ length: viewCount }, (): Gain => [1, 1, 1]);
  for (const channel of [0, 1, 2] as const) {
    const logGains = channelLogGains(faceViews, viewCount, channel);
    logGains.forEach((logGain, view) => {
      gains[view]![channel] = Math.min(MAX_GAIN, Math.max(1 / MAX_GAIN, Math.exp(logGain)));
    });
  }
  return gains;
}

function channelLogGains(
  { starts, views, colours }: FaceViews,
  viewCount: number,
  channel: number,
): Float64Array {
  const faceCount = starts.length - 1;
  const step = Math.max(1, Math.ceil(faceCount / MAX_FACES));
  const logGains = new Float64Array(viewCount);
  for (let round = 0; round < ROUNDS; round++) {
    const ratios = Array.from({ length: viewCount }, (): number[] => []);
    for (let face = 0; face < faceCount; face += step) {
      const levels: number[] = [];
      const observedBy: number[] = [];
      for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
        const colour = colours[3 * entry + channel]!;
        if (colour < DARKEST || colour > BRIGHTEST) continue;
        levels.push(Math.log(colour) + logGains[views[entry]!]!);
        observedBy.push(views[entry]!);
      }
      if (levels.length < 2) continue;
      const usual = median(levels);
      observedBy.forEach((view, i) => {
        ratios[view]!.push(usual - levels[i]!);
      });
    }
    ratios.forEach((values, view) => {
      if (values.length > 0) logGains[view]! += median(values);
    });
    const mean = logGains.reduce((sum, gain) => sum + gain, 0) / viewCount;
    for (let view = 0; view < viewCount; view++) logGains[view]! -= mean;
  }
  return logGains;
}

/** The middle value; of an even number the mean of the two in the middle. */
function median(values: number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
