import type { QUALITY } from '@tiepoint/protocol';
import type { TaskOptions } from '../../port/task-options.ts';

/** How much work COLMAP puts into a job. Lengths in pixels. */
export interface Preset {
  /** Features are looked for in photos scaled down to this size; more gained nothing in tests. */
  maxFeatureImageSize: number;
  /** -1 also looks for features smaller than a pixel's neighbourhood: four times the work. */
  firstOctave: number;
  maxFeatures: number;
  /** With known positions, each photo is matched with this many others. */
  neighbours: number;
  /** How much the model must have grown before all of it is adjusted again. */
  globalAdjustmentRatio: number;
  /** The texture is copied out of photos of this size. */
  maxUndistortedSize: number;
  /** Depths are measured in photos scaled down to this size, where a GPU measures them. */
  maxDepthSize: number;
  /** The same where the processor measures them: it takes about 8 seconds of its time a photo at 1000 pixels. */
  maxSearchSize: number;
  /** The surface's finest cell is the scene's size divided by two to this power. */
  surfaceDepth: number;
  /** The same for a surface through dense points, which carry more. */
  denseSurfaceDepth: number;
  /** A surface through dense points is simplified to so many triangles, which browsers still show fluently. */
  maxDenseFaces: number;
}

/** The numbers behind each quality. */
const PRESETS: Record<QUALITY, Preset> = {
  preview: {
    maxFeatureImageSize: 1600,
    firstOctave: 0,
    maxFeatures: 4000,
    neighbours: 8,
    globalAdjustmentRatio: 1.3,
    maxUndistortedSize: 1600,
    maxDepthSize: 1000,
    maxSearchSize: 500,
    surfaceDepth: 9,
    denseSurfaceDepth: 9,
    maxDenseFaces: 300_000,
  },
  standard: {
    maxFeatureImageSize: 1600,
    firstOctave: -1,
    maxFeatures: 8192,
    neighbours: 12,
    globalAdjustmentRatio: 1.1,
    maxUndistortedSize: 2400,
    maxDepthSize: 1600,
    maxSearchSize: 1000,
    surfaceDepth: 9,
    denseSurfaceDepth: 10,
    maxDenseFaces: 500_000,
  },
  high: {
    maxFeatureImageSize: 2400,
    firstOctave: -1,
    maxFeatures: 12_000,
    neighbours: 18,
    globalAdjustmentRatio: 1.1,
    maxUndistortedSize: 4000,
    maxDepthSize: 2400,
    maxSearchSize: 2000,
    surfaceDepth: 10,
    denseSurfaceDepth: 11,
    maxDenseFaces: 1_000_000,
  },
};

/** The numbers of a job: those of its quality, with its own image size where it has one. */
export function presetOf({ quality, maxImageSize }: Pick<TaskOptions, 'quality' | 'maxImageSize'>): Preset {
  const preset = PRESETS[quality];
  if (maxImageSize === null) return preset;
  return {
    ...preset,
    maxFeatureImageSize: maxImageSize,
    maxUndistortedSize: maxImageSize,
    maxDepthSize: Math.min(maxImageSize, preset.maxDepthSize),
    maxSearchSize: Math.min(maxImageSize, preset.maxSearchSize),
  };
}
