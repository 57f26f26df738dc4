import type { Geodetic } from '../earth/geodetic.ts';
import type { Matrix3 } from '../linear-algebra/matrix.ts';
import type { Vector3 } from '../linear-algebra/vector.ts';
import type { Pinhole } from './camera.ts';
import { type Pose, poseAt } from './pose.ts';

/** Two plane coordinates and a height in a projected coordinate system, each less its `offset`. */
export interface ProjectedCameraFrame {
  type: 'projected';
  /** Its code, PROJ string or WKT. */
  system: string;
  offset: readonly number[];
  /** Of all three coordinates; files of earlier versions do not state it, nor what follows. */
  unit?: { name: string; metres: number };
  /** What heights are above. */
  heights?: string;
  /** How WGS 84 became the system, and how accurate that is. */
  operation?: { name: string; accuracyMetres?: number };
}

/** The frame in which positions are given. */
export type CameraFrame =
  /**
   * Metres east, north and up of the origin (WGS 84, degrees and metres). `heights` is what its altitude is above;
   * files of earlier versions do not state it.
   */
  | { type: 'enu'; origin: Geodetic; heights?: string }
  | ProjectedCameraFrame
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
