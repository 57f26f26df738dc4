import { writeFile } from 'node:fs/promises';
import { pinholeOf, type SparseModel } from '../sparse-model/sparse-model.ts';

/** The frame in which positions are given. */
export type CameraFrame =
  /** Metres east, north and up of the origin (WGS 84, degrees, metres above the ellipsoid). */
  | { type: 'enu'; origin: { latitude: number; longitude: number; altitude: number } }
  /**
   * Metres in a projected coordinate system: easting, northing and height (above the WGS 84 ellipsoid), each less its
   * `offset`.
   */
  | { type: 'projected'; system: string; offset: readonly number[] }
  /** Metres in the owner's own frame, in which control points were given. */
  | { type: 'model' }
  /** No GPS: position, heading and scale mean nothing outside the model. */
  | { type: 'local' };

/** Where one photo was taken and how it maps the world to pixels. */
export interface CameraJson {
  /** The photo's name in the model. */
  name: string;
  /** What its owner calls the photo. */
  photo: string;
  /** The camera's centre in the frame, which is also that of `points.ply`: Z is up. */
  position: number[];
  /** World to camera, 3 x 3, row by row. Camera axes: x right, y down, z forward. */
  rotation: number[];
  /** In pixels, as everything that follows. */
  width: number;
  height: number;
  fx: number;
  fy: number;
  cx: number;
  cy: number;
}

/** What the cameras file holds. */
export interface CamerasJson {
  frame: CameraFrame;
  upAxis: 'z';
  cameras: CameraJson[];
}

/**
 * Writes all cameras of a model (Z up) as JSON for viewers, in the natural order of their photos' names; lens
 * distortion is left out. `photoNames` gives those names by the names in the model.
 */
export async function writeCamerasJson(
  path: string,
  model: SparseModel,
  { frame, photoNames }: { frame: CameraFrame; photoNames: ReadonlyMap<string, string> },
): Promise<void> {
  const naturally = new Intl.Collator('en', { numeric: true });
  const cameras = model.images.map(({ name, cameraId, rotation, centre }): CameraJson => {
    const camera = model.cameras.get(cameraId);
    if (!camera) throw new Error(`${name} refers to camera ${cameraId}, which is not in the model`);
    const { width, height } = camera;
    const photo = photoNames.get(name) ?? name;
    return {
      name,
      photo,
      position: [...centre],
      rotation: [...rotation],
      width,
      height,
      ...pinholeOf(camera),
    };
  });
  cameras.sort((a, b) => naturally.compare(a.photo, b.photo));
  const content: CamerasJson = { frame, upAxis: 'z', cameras };
  await writeFile(path, JSON.stringify(content));
}
