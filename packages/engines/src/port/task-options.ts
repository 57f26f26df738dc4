import type { ALTITUDE_REFERENCE, CAMERA_SHARING, MATCHER, QUALITY } from '@tiepoint/protocol';

/** The options of a reconstruction with all defaults filled in; stored with its task and in its manifest. */
export interface TaskOptions {
  quality: QUALITY;
  /** Name of the engine. */
  engine: string;
  /** Photos are scaled down to this longer side in pixels; null: by quality. */
  maxImageSize: number | null;
  matcher: MATCHER;
  cameraSharing: CAMERA_SHARING;
  /**
   * `local` (metres east, north and up of an origin) or a projected system: a code such as `EPSG:32633` or
   * `EPSG:25832+5783`, a PROJ string or WKT.
   */
  coordinateSystem: string;
  /** What the altitudes of the photos are above; null: what each photo states. */
  altitudesAbove: ALTITUDE_REFERENCE | null;
  /** Approximate number of triangles of the model; null: by quality. */
  targetFaces: number | null;
}

/** The default options. */
export const DEFAULT_TASK_OPTIONS: Readonly<Omit<TaskOptions, 'engine'>> = {
  quality: 'standard',
  maxImageSize: null,
  matcher: 'auto',
  cameraSharing: 'auto',
  coordinateSystem: 'local',
  altitudesAbove: null,
  targetFaces: null,
};
