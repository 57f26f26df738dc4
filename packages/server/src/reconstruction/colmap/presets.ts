import type { Quality } from '../engine.ts';

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
  maxUndistortedSize: number;
  /** The surface's finest cell is the scene's size divided by two to this power. */
  surfaceDepth: number;
}

/** The numbers behind each quality. */
export const PRESETS: Record<Quality, Preset> = {
  preview: {
    maxFeatureImageSize: 1600,
    firstOctave: 0,
    maxFeatures: 4000,
    neighbours: 8,
    globalAdjustmentRatio: 1.3,
    maxUndistortedSize: 1600,
    surfaceDepth: 9,
  },
  standard: {
    maxFeatureImageSize: 1600,
    firstOctave: -1,
    maxFeatures: 8192,
    neighbours: 12,
    globalAdjustmentRatio: 1.1,
    maxUndistortedSize: 2400,
    surfaceDepth: 9,
  },
};
