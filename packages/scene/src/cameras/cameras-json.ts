import type { Geodetic } from '../earth/geodetic.ts';
import type { Matrix3 } from '../linear-algebra/matrix.ts';
import type { Vector3 } from '../linear-algebra/vector.ts';
import type { Pinhole } from './camera.ts';
import { type Pose, poseAt } from './pose.ts';

/** The frame in which positions are given. */
export type CameraFrame =
  /** Metres east, north and up of the origin (WGS 84, degrees, metres above the ellipsoid). */
  | { type: 'enu'; origin: Geodetic }
  /**
   * Metres in a projected coordinate system: easting, northing and height (above the WGS 84 ellipsoid), each less its
   * `offset`.
   */
  | { type: 'projected'; system: string; offset: readonly number[] }
  /**
   * Metres in the local frame in which control points or the positions of the photos were given, each coordinate less
   * its `offset`, if there is one.
   */
  | { type: 'model'; offset?: readonly number[] }
  /** Not georeferenced: position, heading and scale are arbitrary. */
  | { type: 'local' };

/** Pose and intrinsics of one photo. */
export interface CameraJson extends Pinhole {
  /** The photo's name in the model. */
  name: string;
  /** The photo's name as it was uploaded. */
  photo: string;
  /** The camera's centre in the frame, which is also that of `points.ply`: Z is up. */
  position: Vector3;
  /** Rotation from world to camera, 3 x 3, row by row. Camera axes: x right, y down, z forward. */
  rotation: Matrix3;
}

/** The contents of `cameras.json`, one of the outputs of a reconstruction. */
export interface CamerasJson {
  frame: CameraFrame;
  upAxis: 'z';
  cameras: CameraJson[];
}

/** The pose of a camera in the file. */
export function poseOf({ position, rotation }: Pick<CameraJson, 'position' | 'rotation'>): Pose {
  return poseAt(position, rotation);
}
