import type { CAMERA_SHARING, MATCHER, QUALITY } from '@tiepoint/protocol';

/** What a reconstruction is asked to do, nothing left open: kept with its task, and told in its manifest. */
export interface TaskOptions {
  quality: QUALITY;
  /** Name of the engine that does it. */
  engine: string;
  /** Photos are scaled down to this longer side, in pixels, before anything is done with them; null: as the quality says. */
  maxImageSize: number | null;
  matcher: MATCHER;
  cameraSharing: CAMERA_SHARING;
  /** `local` (metres east, north and up of an origin) or a projected system by its EPSG code, such as `EPSG:32633`. */
  coordinateSystem: string;
  /** The finished model has about so many triangles; null: as many as the photos give. */
  targetFaces: number | null;
}

/** What a task was asked for where nothing was said. */
export const DEFAULT_TASK_OPTIONS: Readonly<Omit<TaskOptions, 'engine'>> = {
  quality: 'standard',
  maxImageSize: null,
  matcher: 'auto',
  cameraSharing: 'auto',
  coordinateSystem: 'local',
  targetFaces: null,
};
