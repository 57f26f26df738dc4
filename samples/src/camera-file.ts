import { ecefToEnuRotation, enuToGeodetic, type Geodetic, geodeticToEnu } from './geodesy.ts';
import { type Matrix3, multiply, transpose, type Vector3 } from './matrix.ts';
import type { Similarity } from './similarity.ts';

/** Metres east, north, up of a recorded origin; or a frame of unknown place, orientation and scale. */
export type CameraFrame = { type: 'enu'; origin: Geodetic } | { type: 'local' };

/** A reconstructed camera as `cameras.json` lists it. */
export interface FileCamera {
  name: string;
  /** The optical centre in the file's frame. */
  position: Vector3;
  /** World to camera, row by row. */
  rotation: Matrix3;
  width: number;
  height: number;
  fx: number;
  fy: number;
  cx: number;
  cy: number;
}

/** The parsed `cameras.json` of a reconstruction. */
export interface CameraFile {
  frame: CameraFrame;
  upAxis: 'z';
  cameras: FileCamera[];
}

/**
 * The map from one east-north-up frame to another. Two such frames differ by a rotation and a translation:
 * no scale, and over a few kilometres hardly any rotation, but exact all the same.
 */
export function enuToEnu(from: Geodetic, to: Geodetic): Similarity {
  return {
    scale: 1,
    rotation: multiply(ecefToEnuRotation(to), transpose(ecefToEnuRotation(from))),
    translation: geodeticToEnu(enuToGeodetic([0, 0, 0], from), to),
  };
}
