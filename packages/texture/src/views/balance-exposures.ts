import type { FaceViews } from './face-views.ts';

/** A photo's exposure: what its red, green and blue are multiplied by to match the other photos. */
export type Gain = [number, number, number];

/** Rounds of the alternation between surface colours and gains; it settles in a few. */
const ROUNDS = 8;
/** Nothing is brightened or darkened by more: beyond, it is not exposure that differs. */
const MAX_GAIN = 2;
/** Colours this near to black or white say nothing about exposure. */
const DARKEST = 12;
const BRIGHTEST = 243;
/** Faces looked at: more do not change a median. */
const MAX_FACES = 20_000;

/**
 * Finds the gain of each photo that makes faces seen by several photos look alike: by turns the median colour of
 * each face over its photos, and the median ratio of each photo to these. The mean gain of all photos is 1.
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
      const seenBy: number[] = [];
      for (let entry = starts[face]!; entry < starts[face + 1]!; entry++) {
        const colour = colours[3 * entry + channel]!;
        if (colour < DARKEST || colour > BRIGHTEST) continue;
        levels.push(Math.log(colour) + logGains[views[entry]!]!);
        seenBy.push(views[entry]!);
      }
      if (levels.length < 2) continue;
      const usual = median(levels);
      seenBy.forEach((view, i) => {
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
