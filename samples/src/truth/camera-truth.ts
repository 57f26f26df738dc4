import {
  type Camera,
  type Geodetic,
  type Matrix3,
  type Pose,
  pinholeOf,
  poseAt,
  type Vector3,
} from '@tiepoint/scene';
import { GPS_NOISE_METRES, type Survey } from '../capture/survey.ts';

/** A camera of the ground truth, in metres east, north, up of the origin. */
export interface TrueCamera extends Pose {
  name: string;
}

/** What is known exactly about the cameras of a generated scene. */
export interface CameraTruth {
  /** Place of the point (0, 0, 0) of the east-north-up frame. */
  origin: Geodetic;
  /** The camera that took all photos: SIMPLE_RADIAL. */
  camera: Camera;
  cameras: TrueCamera[];
  /** Standard deviation of the noise on the photos' GPS positions. */
  gpsNoiseMetres: { horizontal: number; vertical: number };
}

/** What `truth.json` holds of the cameras. */
export interface CameraTruthFile extends Pick<CameraTruth, 'origin' | 'gpsNoiseMetres'> {
  intrinsics: {
    width: number;
    height: number;
    focalLengthPixels: number;
    centreX: number;
    centreY: number;
    k1: number;
  };
  /** Rotations are camera from world. */
  cameras: { name: string; centre: Vector3; rotation: Matrix3 }[];
}

/** The true cameras of a survey. */
export function trueCameras({ origin, camera, shots }: Survey): CameraTruth {
  return {
    origin,
    camera,
    cameras: shots.map(({ name, cameraFromWorld, centre }) => ({ name, cameraFromWorld, centre })),
    gpsNoiseMetres: GPS_NOISE_METRES,
  };
}

/** The true cameras as `truth.json` holds them. */
export function cameraTruthFile({ origin, camera, cameras, gpsNoiseMetres }: CameraTruth): CameraTruthFile {
  const { width, height, fx, cx, cy } = pinholeOf(camera);
  const k1 = camera.params[3] ?? 0;
  return {
    origin,
    intrinsics: { width, height, focalLengthPixels: fx, centreX: cx, centreY: cy, k1 },
    cameras: cameras.map(({ name, centre, cameraFromWorld: { rotation } }) => ({ name, centre, rotation })),
    gpsNoiseMetres,
  };
}

/** The true cameras that `truth.json` holds. */
export function cameraTruthFrom({
  origin,
  intrinsics,
  cameras,
  gpsNoiseMetres,
}: CameraTruthFile): CameraTruth {
  const { width, height, focalLengthPixels, centreX, centreY, k1 } = intrinsics;
  const params = [focalLengthPixels, centreX, centreY, k1];
  return {
    origin,
    camera: { model: 'SIMPLE_RADIAL', width, height, params },
    cameras: cameras.map(({ name, centre, rotation }) => ({ name, ...poseAt(centre, rotation) })),
    gpsNoiseMetres,
  };
}
