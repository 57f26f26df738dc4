import type { ColmapJob, ColmapPhoto } from './colmap-job.ts';

/**
 * The photos of a job by the cameras that they share, as its options say. Photos of different sizes never share
 * one: a lens is described in pixels.
 */
export function photosByCamera({ photos, options }: Pick<ColmapJob, 'photos' | 'options'>): ColmapPhoto[][] {
  if (options.cameraSharing === 'perPhoto') return photos.map((photo) => [photo]);
  const keyOf = ({ cameraKey, width, height }: ColmapPhoto) =>
    options.cameraSharing === 'single' ? `${width} x ${height}` : cameraKey;
  return [...Map.groupBy(photos, keyOf).values()];
}
