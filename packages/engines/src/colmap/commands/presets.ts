import type { QUALITY } from '@tiepoint/protocol';
import type { TaskOptions } from '../../port/task-options.ts';

/** The parameters of a quality. Sizes are longer sides in pixels. */
export interface Preset {
  /** Features are extracted from photos scaled down to this size; more gained nothing in tests. */
  maxFeatureImageSize: number;
  /** SIFT: -1 upsamples the photos first, for smaller features: four times the work. */
  firstOctave: number;
  maxFeatures: number;
  /** With known positions, each photo is matched with this many others. */
  neighbours: number;
  /** Growth of the model until the next global bundle adjustment. */
  globalAdjustmentRatio: number;
  /** Size of the undistorted photos, which the texture is made from. */
  maxUndistortedSize: number;
  /** Size of the depth maps on a GPU. */
  maxDepthMapSize: number;
  /** Size of the depth maps on the CPU: about 8 CPU seconds per photo at 1000 pixels. */
  maxCpuDepthMapSize: number;
  /** Depth of the octree of Poisson surface reconstruction from sparse points. */
  octreeDepth: number;
  /** The same from dense points. */
  denseOctreeDepth: number;
  /** A mesh from dense points is simplified to so many triangles, which browsers show smoothly. */
  maxDenseFaces: number;
}

const PRESETS: Record<QUALITY, Preset> = {
  preview: {
    maxFeatureImageSize: 1600,
    firstOctave: 0,
    maxFeatures: 4000,
    neighbours: 8,
    globalAdjustmentRatio: 1.3,
    maxUndistortedSize: 1600,
    maxDepthMapSize: 1000,
    maxCpuDepthMapSize: 500,
    octreeDepth: 9,
    denseOctreeDepth: 9,
    maxDenseFaces: 300_000,
  },
  standard: {
    maxFeatureImageSize: 1600,
    firstOctave: -1,
    maxFeatures: 8192,
    neighbours: 12,
    globalAdjustmentRatio: 1.1,
    maxUndistortedSize: 2400,
    maxDepthMapSize: 1600,
    maxCpuDepthMapSize: 1000,
    octreeDepth: 9,
    denseOctreeDepth: 10,
    maxDenseFaces: 500_000,
  },
  high: {
    maxFeatureImageSize: 2400,
    firstOctave: -1,
    maxFeatures: 12_000,
    neighbours: 18,
    globalAdjustmentRatio: 1.1,
    maxUndistortedSize: 4000,
    maxDepthMapSize: 2400,
    maxCpuDepthMapSize: 2000,
    octreeDepth: 10,
    denseOctreeDepth: 11,
    maxDenseFaces: 1_000_000,
  },
};

/** The parameters of a job: those of its quality, with its own image size if it has one. */
export function presetOf({ quality, maxImageSize }: Pick<TaskOptions, 'quality' | 'maxImageSize'>): Preset {
  const preset = PRESETS[quality];
  if (maxImageSize === null) return preset;
  return {
    ...preset,
    maxFeatureImageSize: maxImageSize,
    maxUndistortedSize: maxImageSize,
    maxDepthMapSize: Math.min(maxImageSize, preset.maxDepthMapSize),
    maxCpuDepthMapSize: Math.min(maxImageSize, preset.maxCpuDepthMapSize),
  };
}
