import type { QUALITY, ReportEstimate } from '@tiepoint/protocol';
import { median } from './median.ts';
import type { PastTask, ReadyPhoto } from './set-photo.ts';

/** What the time of a reconstruction depends on. */
export interface SetSize {
  photos: number;
  /** Whether most photos have a position: then only near ones are matched. */
  positioned: boolean;
}

interface StepCost {
  name: string;
  /** Seconds for each `per`. */
  seconds: number;
  per: 'photo' | 'pair' | 'task';
}

/**
 * Defaults until this installation has finished a task, in seconds on two cores without a GPU. Preview: measured on 24
 * photos of the sample scene. Standard: up to structure from motion the CPU time of 18 photos of 12 megapixels, the later
 * steps scaled from preview by the size of their output. High: scaled from standard.
 */
const STEP_COSTS: Readonly<Record<QUALITY, readonly StepCost[]>> = {
  preview: [
    { name: 'Feature extraction', seconds: 0.63, per: 'photo' },
    { name: 'Image matching', seconds: 0.28, per: 'pair' },
    { name: 'Structure from motion', seconds: 0.75, per: 'photo' },
    { name: 'Georeferencing', seconds: 1, per: 'task' },
    { name: 'Undistortion', seconds: 0.14, per: 'photo' },
    { name: 'Meshing', seconds: 2.3, per: 'task' },
    { name: 'Texturing', seconds: 0.46, per: 'photo' },
  ],
  standard: [
    { name: 'Feature extraction', seconds: 2.3, per: 'photo' },
    { name: 'Image matching', seconds: 0.8, per: 'pair' },
    { name: 'Structure from motion', seconds: 1.3, per: 'photo' },
    { name: 'Georeferencing', seconds: 1, per: 'task' },
    { name: 'Undistortion', seconds: 0.4, per: 'photo' },
    { name: 'Dense matching', seconds: 4.5, per: 'photo' },
    { name: 'Meshing', seconds: 20, per: 'task' },
    { name: 'Texturing', seconds: 2.5, per: 'photo' },
  ],
  high: [
    { name: 'Feature extraction', seconds: 5, per: 'photo' },
    { name: 'Image matching', seconds: 1.7, per: 'pair' },
    { name: 'Structure from motion', seconds: 2, per: 'photo' },
    { name: 'Georeferencing', seconds: 1, per: 'task' },
    { name: 'Undistortion', seconds: 0.9, per: 'photo' },
    { name: 'Dense matching', seconds: 18, per: 'photo' },
    { name: 'Meshing', seconds: 60, per: 'task' },
    { name: 'Texturing', seconds: 6, per: 'photo' },
  ],
};
/**
 * The presets of the COLMAP engine: nearest neighbours matched with each photo, features per photo, longer side of the
 * undistorted photos in pixels.
 */
const PRESETS: Readonly<Record<QUALITY, { neighbours: number; features: number; undistortedSide: number }>> =
  {
    preview: { neighbours: 8, features: 4000, undistortedSide: 1600 },
    standard: { neighbours: 12, features: 8192, undistortedSide: 2400 },
    high: { neighbours: 18, features: 12_000, undistortedSide: 4000 },
  };
/** Photos without positions: up to so many photos are matched exhaustively, more with so many neighbours by name. */
const MAX_EXHAUSTIVE_PHOTOS = 40;
const SEQUENCE_NEIGHBOURS = 15;
/** About this share of the pairs of nearest neighbours is found from both photos. */
const MUTUAL_CHOICES = 0.3;
/** Measured: SIFT on two threads at 1600 pixels. What is added to it below is computed from sizes, not measured. */
const BASE_MEMORY_BYTES = 1.1 * 2 ** 30;
/** A SIFT descriptor has 128 bytes, a keypoint 24; matches and tracks take about as much again. */
const FEATURE_BYTES = 300;
/** Bytes for each pixel of the largest photo, decoded to floats on two threads. */
const DECODED_PIXEL_BYTES = 8;
/** Bytes for each pixel of an undistorted photo: a JPEG, and what COLMAP writes beside it. */
const UNDISTORTED_PIXEL_BYTES = 0.6;
const OUTPUT_BYTES_PER_PHOTO = 1_500_000;
const PHOTO_PIXEL_BYTES = 0.5;
/** A regression needs tasks of at least so many different sizes. */
const MIN_SIZES = 3;

/** Estimates time (seconds), memory and disk space (bytes) of a reconstruction in each quality, from earlier ones. */
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
 * The steps of a reconstruction with their estimated seconds, from earlier reconstructions; `learntFrom` is their count.
 * Without photos there are no steps.
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
    // Tasks of other qualities tell how fast this machine is.
    const slowdown = median(history.map(slowdownOf)) ?? 1;
    const steps = defaultSteps(quality, size).map(({ name, seconds }) => ({
      name,
      seconds: seconds * slowdown,
    }));
    return { steps, learntFrom: history.length };
  }
  const steps = newest.steps.map(({ name }) => {
    const measured = own.flatMap((task) => {
      const step = task.steps.find((step) => step.name === name);
      return step ? [{ units: unitsOf(name, task), seconds: step.seconds }] : [];
    });
    return { name, seconds: predict(measured, unitsOf(name, { ...size, quality })) };
  });
  return { steps, learntFrom: own.length };
}

/** How many times longer a task took than `STEP_COSTS` predicts. */
function slowdownOf(task: PastTask): number {
  const expected = defaultSteps(task.quality, task).reduce((sum, { seconds }) => sum + seconds, 0);
  return task.steps.reduce((sum, { seconds }) => sum + seconds, 0) / expected;
}

function defaultSteps(quality: QUALITY, size: SetSize): ReportEstimate['steps'] {
  return STEP_COSTS[quality].map(({ name, seconds }) => ({
    name,
    seconds: seconds * unitsOf(name, { ...size, quality }),
  }));
}

/** The number of photos, pairs or tasks that the time of a step is proportional to. */
function unitsOf(step: string, { photos, positioned, quality }: SetSize & { quality: QUALITY }): number {
  const per = STEP_COSTS[quality].find(({ name }) => name === step)?.per ?? 'photo';
  if (per === 'task') return 1;
  if (per === 'photo') return photos;
  const all = (photos * (photos - 1)) / 2;
  if (positioned) return Math.min(all, photos * PRESETS[quality].neighbours * (1 - MUTUAL_CHOICES));
  return photos <= MAX_EXHAUSTIVE_PHOTOS ? all : Math.min(all, photos * SEQUENCE_NEIGHBOURS);
}

/**
 * Theil–Sen regression of seconds over units: slope and intercept are medians, which a few outliers do not move (H.
 * Theil, 1950; P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", 1968). With few sizes: the
 * median rate.
 */
function predict(measured: readonly { units: number; seconds: number }[], units: number): number {
  const rate = median(measured.map((one) => one.seconds / one.units)) ?? 0;
  if (new Set(measured.map((one) => one.units)).size < MIN_SIZES) return rate * units;
  const slopes = measured.flatMap((a, index) =>
    measured.slice(index + 1).flatMap((b) => {
      return a.units === b.units ? [] : [(b.seconds - a.seconds) / (b.units - a.units)];
    }),
  );
  const slope = median(slopes) ?? rate;
  const intercept = median(measured.map((one) => one.seconds - slope * one.units)) ?? 0;
  // Time neither falls with more photos nor is negative.
  return slope < 0 || intercept < 0 ? rate * units : intercept + slope * units;
}

function outputBytesPerPhoto(quality: QUALITY, history: readonly PastTask[]): number | undefined {
  return median(
    history
      .filter((task) => task.quality === quality)
      .flatMap(({ outputBytes, photos }) => (outputBytes === undefined ? [] : [outputBytes / photos])),
  );
}
