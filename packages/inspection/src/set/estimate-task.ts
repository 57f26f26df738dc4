import type { QUALITY, ReportEstimate } from '@tiepoint/protocol';
import { median } from './median.ts';
import type { PastTask, ReadyPhoto } from './set-photo.ts';

/** What a reconstruction is about, as far as its cost goes. */
export interface SetSize {
  photos: number;
  /** Whether most photos say where they were taken: then only near ones are matched. */
  positioned: boolean;
}

interface StepCost {
  name: string;
  /** Seconds, and what they are counted by. */
  seconds: number;
  per: 'photo' | 'pair' | 'task';
}

/**
 * Seconds on two cores without a GPU: preview measured on 24 photos of the sample scene; standard up to the cameras
 * from the processor's seconds for 18 photos of 12 megapixels, the steps behind them scaled from preview by what they
 * make, and high from standard. They stand in until this installation has finished a task.
 */
const STEP_COSTS: Readonly<Record<QUALITY, readonly StepCost[]>> = {
  preview: [
    { name: 'Find features', seconds: 0.63, per: 'photo' },
    { name: 'Match photos', seconds: 0.28, per: 'pair' },
    { name: 'Locate cameras', seconds: 0.75, per: 'photo' },
    { name: 'Place the model', seconds: 1, per: 'task' },
    { name: 'Undistort photos', seconds: 0.14, per: 'photo' },
    { name: 'Build the surface', seconds: 2.3, per: 'task' },
    { name: 'Texture the model', seconds: 0.46, per: 'photo' },
  ],
  standard: [
    { name: 'Find features', seconds: 2.3, per: 'photo' },
    { name: 'Match photos', seconds: 0.8, per: 'pair' },
    { name: 'Locate cameras', seconds: 1.3, per: 'photo' },
    { name: 'Place the model', seconds: 1, per: 'task' },
    { name: 'Undistort photos', seconds: 0.4, per: 'photo' },
    { name: 'Measure depths', seconds: 4.5, per: 'photo' },
    { name: 'Build the surface', seconds: 20, per: 'task' },
    { name: 'Texture the model', seconds: 2.5, per: 'photo' },
  ],
  high: [
    { name: 'Find features', seconds: 5, per: 'photo' },
    { name: 'Match photos', seconds: 1.7, per: 'pair' },
    { name: 'Locate cameras', seconds: 2, per: 'photo' },
    { name: 'Place the model', seconds: 1, per: 'task' },
    { name: 'Undistort photos', seconds: 0.9, per: 'photo' },
    { name: 'Measure depths', seconds: 18, per: 'photo' },
    { name: 'Build the surface', seconds: 60, per: 'task' },
    { name: 'Texture the model', seconds: 6, per: 'photo' },
  ],
};
/** As the presets of the COLMAP engine have it: neighbours by position, features a photo, pixels of an undistorted side. */
const PRESETS: Readonly<Record<QUALITY, { neighbours: number; features: number; undistortedSide: number }>> =
  {
    preview: { neighbours: 8, features: 4000, undistortedSide: 1600 },
    standard: { neighbours: 12, features: 8192, undistortedSide: 2400 },
    high: { neighbours: 18, features: 12_000, undistortedSide: 4000 },
  };
/** Where photos don't say their place: all pairs of so many photos, else so many neighbours by name. */
const MAX_EXHAUSTIVE_PHOTOS = 40;
const SEQUENCE_NEIGHBOURS = 15;
/** Both photos of a pair choose each other in about this share of all choices. */
const MUTUAL_CHOICES = 0.3;
/** SIFT on two threads at 1600 pixels, measured; what is added to it below is reckoned from sizes, not measured. */
const BASE_MEMORY_BYTES = 1.1 * 2 ** 30;
/** A descriptor has 128 bytes, a keypoint 24, and a feature's tracks and matches about as much again. */
const FEATURE_BYTES = 300;
/** A pixel of the largest photo, decoded to floats on two threads. */
const DECODED_PIXEL_BYTES = 8;
/** An undistorted photo as JPEG, and what COLMAP keeps beside it. */
const UNDISTORTED_PIXEL_BYTES = 0.6;
const OUTPUT_BYTES_PER_PHOTO = 1_500_000;
const PHOTO_PIXEL_BYTES = 0.5;
/** Tasks of fewer different sizes than this say nothing about how the time grows. */
const MIN_SIZES = 3;

/** What a reconstruction will take in each quality, learnt from what earlier ones took. */
export function estimateTasks(
  photos: readonly ReadyPhoto[],
  positioned: boolean,
  history: readonly PastTask[],
): ReportEstimate[] {
  const size = { photos: photos.length, positioned };
  const pixels = photos.map(({ facts }) => facts.width * facts.height);
  return (['preview', 'standard', 'high'] as const).map((quality) => {
    const times = estimateSteps(quality, size, history);
    const preset = PRESETS[quality];
    const features = photos.length * preset.features * FEATURE_BYTES;
    const undistorted = pixels.reduce((sum, own) => sum + Math.min(own, preset.undistortedSide ** 2), 0);
    const stored = pixels.reduce((sum, own) => sum + own, 0) * PHOTO_PIXEL_BYTES;
    const outputs = photos.length * (outputBytesPerPhoto(quality, history) ?? OUTPUT_BYTES_PER_PHOTO);
    const largest = pixels.reduce((most, own) => Math.max(most, own), 0);
    return {
      quality,
      ...times,
      seconds: times.steps.reduce((sum, { seconds }) => sum + seconds, 0),
      memory: Math.round(BASE_MEMORY_BYTES + features + largest * DECODED_PIXEL_BYTES),
      disk: Math.round(stored + features + undistorted * UNDISTORTED_PIXEL_BYTES + outputs),
    };
  });
}

/**
 * The steps of a reconstruction with the seconds that each will take, learnt from earlier ones with the same steps;
 * `learntFrom` is how many. None for no photos.
 */
export function estimateSteps(
  quality: QUALITY,
  size: SetSize,
  history: readonly PastTask[],
): Pick<ReportEstimate, 'steps' | 'learntFrom'> {
  if (size.photos === 0) return { steps: [], learntFrom: 0 };
  const own = history.filter((task) => task.quality === quality);
  const newest = own[0];
  if (!newest) {
    // Tasks of another quality tell how fast this machine is.
    const speed = median(history.map(slownessOf)) ?? 1;
    const steps = defaultSteps(quality, size).map(({ name, seconds }) => ({
      name,
      seconds: seconds * speed,
    }));
    return { steps, learntFrom: history.length };
  }
  const steps = newest.steps.map(({ name }) => {
    const seen = own.flatMap((task) => {
      const step = task.steps.find((step) => step.name === name);
      return step ? [{ units: unitsOf(name, task), seconds: step.seconds }] : [];
    });
    return { name, seconds: predict(seen, unitsOf(name, { ...size, quality })) };
  });
  return { steps, learntFrom: own.length };
}

/** How many times longer a task took than the figures of `STEP_COSTS` say. */
function slownessOf(task: PastTask): number {
  const expected = defaultSteps(task.quality, task).reduce((sum, { seconds }) => sum + seconds, 0);
  return task.steps.reduce((sum, { seconds }) => sum + seconds, 0) / expected;
}

function defaultSteps(quality: QUALITY, size: SetSize): ReportEstimate['steps'] {
  return STEP_COSTS[quality].map(({ name, seconds }) => ({
    name,
    seconds: seconds * unitsOf(name, { ...size, quality }),
  }));
}

/** What the seconds of a step grow with. */
function unitsOf(step: string, { photos, positioned, quality }: SetSize & { quality: QUALITY }): number {
  const per = STEP_COSTS[quality].find(({ name }) => name === step)?.per ?? 'photo';
  if (per === 'task') return 1;
  if (per === 'photo') return photos;
  const all = (photos * (photos - 1)) / 2;
  if (positioned) return Math.min(all, photos * PRESETS[quality].neighbours * (1 - MUTUAL_CHOICES));
  return photos <= MAX_EXHAUSTIVE_PHOTOS ? all : Math.min(all, photos * SEQUENCE_NEIGHBOURS);
}

/**
 * A line through what was seen: slope and height are medians, which a few odd tasks do not move (H. Theil, 1950; P. K.
 * Sen, "Estimates of the regression coefficient based on Kendall's tau", 1968). With few sizes, the median rate.
 */
function predict(seen: readonly { units: number; seconds: number }[], units: number): number {
  const rate = median(seen.map((one) => one.seconds / one.units)) ?? 0;
  if (new Set(seen.map((one) => one.units)).size < MIN_SIZES) return rate * units;
  const slopes = seen.flatMap((a, index) =>
    seen.slice(index + 1).flatMap((b) => {
      return a.units === b.units ? [] : [(b.seconds - a.seconds) / (b.units - a.units)];
    }),
  );
  const slope = median(slopes) ?? rate;
  const height = median(seen.map((one) => one.seconds - slope * one.units)) ?? 0;
  // Nothing gets cheaper with more photos, and nothing is cheaper than free.
  return slope < 0 || height < 0 ? rate * units : height + slope * units;
}

function outputBytesPerPhoto(quality: QUALITY, history: readonly PastTask[]): number | undefined {
  return median(
    history
      .filter((task) => task.quality === quality)
      .flatMap(({ outputBytes, photos }) => (outputBytes === undefined ? [] : [outputBytes / photos])),
  );
}
