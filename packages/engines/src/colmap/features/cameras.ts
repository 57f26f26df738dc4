import type { LocalJob, LocalPhoto } from '../../local/workspaces/local-job.ts';

/**
 * The photos of a job grouped by shared camera, as its options say. Photos of different sizes never share one:
 * intrinsics are in pixels.
 */
export function photosByCamera({ photos, options }: Pick<LocalJob, 'photos' | 'options'>): LocalPhoto[][] {
  if (options.cameraSharing === 'perPhoto') return photos.map((photo) => [photo]);
  const keyOf = ({ cameraKey, width, height }: LocalPhoto) =>
    options.cameraSharing === 'single' ? `${width} x ${height}` : cameraKey;
  return [...Map.groupBy(photos, keyOf).values()];
}
