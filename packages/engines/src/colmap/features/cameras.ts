import type { LocalJob, LocalPhoto } from '../../local/workspaces/local-job.ts';

type CameraJob = Pick<LocalJob, 'photos' | 'options'>;

/** Cameras that notes describe; photos of a phone or a drone have one or a few. */
const MAX_DESCRIBED = 5;

/**
 * The photos of a job grouped by shared camera, as its options say. Photos of different sizes never share one, as
 * intrinsics are in pixels; photos that are stored turned by 90° do.
 */
export function photosByCamera({ photos, options }: CameraJob): LocalPhoto[][] {
  if (options.cameraSharing === 'perPhoto') return photos.map((photo) => [photo]);
  const keyOf = ({ cameraKey, width, height }: LocalPhoto) =>
    options.cameraSharing === 'single' ? `${width} x ${height}` : cameraKey;
  return [...Map.groupBy(photos, keyOf).values()];
}

/**
 * The photos that are stored upright while others of their camera are stored level. COLMAP has no camera for both: their
 * keypoints are turned before matching, and turned back in the model.
 */
export function turnedPhotosOf(job: CameraJob): LocalPhoto[] {
  return photosByCamera(job).flatMap(turnedIn);
}

/** What is shared, in sentences. */
export function describeCameras(job: CameraJob): string[] {
  const shared = photosByCamera(job).filter(({ length }) => length > 1);
  return shared.slice(0, MAX_DESCRIBED).flatMap((sharing) => {
    const [name, ...others] = new Set(sharing.map(({ cameraName }) => cameraName));
    if (name === undefined || others.length > 0) return [];
    const turned = turnedIn(sharing).length;
    const note = `${sharing.length} photos share one camera: ${name}.`;
    return [
      turned === 0
        ? note
        : `${note} Of these, ${turned} ${turned === 1 ? 'is' : 'are'} stored turned by 90°.`,
    ];
  });
}

function turnedIn(sharing: readonly LocalPhoto[]): LocalPhoto[] {
  const level = new Set(sharing.map(({ width, height }) => `${width} x ${height}`));
  return sharing.filter(({ width, height }) => width < height && level.has(`${height} x ${width}`));
}
