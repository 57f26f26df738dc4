import {
  type Camera,
  cross,
  type Geodetic,
  geodeticFromEnu,
  type Matrix3,
  normalise,
  type Pose,
  type Vector3,
} from '@tiepoint/scene';
import type { Random } from '../random/random.ts';

/** One photo of a scene: where the camera was, and what it wrote into the photo's EXIF block. */
export interface Shot extends Pose {
  name: string;
  /** The measured position: the true one with noise. */
  gps: Geodetic;
  takenAt: Date;
  /** Factor on the light that reaches the sensor, about 1. */
  exposure: number;
}

/** All photos of a scene, taken by one camera; the world frame is east-north-up metres at `origin`. */
export interface Survey {
  origin: Geodetic;
  camera: Camera;
  shots: Shot[];
}

/** How many photos of which size, and the seed of everything that varies. */
export interface SurveySettings {
  seed: number;
  photos: number;
  width: number;
  height: number;
}

/** Standard deviation of the simulated GPS receiver: that of a drone with a clear sky. */
export const GPS_NOISE_METRES = { horizontal: 0.35, vertical: 0.5 };
/** Equivalent focal length as written into EXIF: rounded, as cameras do. */
export const FOCAL_LENGTH_35MM = 24;

/** True equivalent focal length: not the rounded one, so that self-calibration has something to find. */
const TRUE_FOCAL_LENGTH_35MM = 24.4;
const K1 = -0.042;

/** The camera that takes the photos of all scenes. */
export function cameraOf({ width, height }: { width: number; height: number }): Camera {
  const focalLength = (TRUE_FOCAL_LENGTH_35MM / 36) * width;
  return { model: 'SIMPLE_RADIAL', width, height, params: [focalLength, width / 2, height / 2, K1] };
}

/** The position that the simulated GPS receiver measures at a camera centre. */
export function measurePlace(centre: Vector3, origin: Geodetic, random: Random): Geodetic {
  const measured: Vector3 = [
    centre[0] + random.normal(GPS_NOISE_METRES.horizontal),
    centre[1] + random.normal(GPS_NOISE_METRES.horizontal),
    centre[2] + random.normal(GPS_NOISE_METRES.vertical),
  ];
  return geodeticFromEnu(measured, origin);
}

/** The rotation, camera from world, that looks along `forward` with the picture's top toward `top`. */
export function lookAlong(forward: Vector3, top: Vector3): Matrix3 {
  const ahead = normalise(forward);
  const right = normalise(cross(ahead, top));
  const down = cross(ahead, right);
  return [...right, ...down, ...ahead];
}
