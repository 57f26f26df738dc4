import { radians } from '@tiepoint/scene';
import type { ReadyPhoto } from '../set-photo.ts';
import type { Point } from './local-frame.ts';

/** A camera above level ground. */
export interface CameraOverGround {
  at: Point;
  /** Flying height above ground. */
  heightMetres: number;
  /** Direction of the upper image edge, clockwise from north. */
  headingDegrees: number;
  /** -90 is nadir. */
  pitchDegrees: number;
  /** Image size after EXIF orientation. */
  widthPixels: number;
  heightPixels: number;
  focalLengthPixels: number;
}

/** The ground that a photo covers: corners clockwise from the upper left, in the local frame (metres). */
export interface Footprint {
  corners: readonly Point[];
  centre: Point;
  /** From the centre to the farthest corner. */
  radiusMetres: number;
  /** Ground sampling distance (GSD) in the image centre, in metres per pixel. */
  gsdMetres: number;
}

/** Diagonal of a frame of 35 mm film, the reference of equivalent focal lengths (CIPA DCG-001). */
const FILM_DIAGONAL_MM = Math.hypot(36, 24);
/** Ground that is farther away than so many flying heights is too small in the image to be matched. */
const MAX_RANGE_HEIGHTS = 3;
/** A camera with a flatter view shows hardly any ground. */
const MAX_PITCH_DEGREES = -15;

/** Focal length in pixels, from the 35 mm equivalent in EXIF; undefined where that is missing. */
export function focalLengthPixelsOf({ facts }: ReadyPhoto): number | undefined {
  const { focalLengthIn35mm } = facts.metadata;
  if (!focalLengthIn35mm) return undefined;
  return (focalLengthIn35mm / FILM_DIAGONAL_MM) * Math.hypot(facts.width, facts.height);
}

/**
 * Intersects the rays through the four image corners with level ground; the camera's roll is assumed to be 0. The GSD
 * is distance along the optical axis / focal length in pixels, for a nadir view height / focal length. Undefined for a
 * camera that looks toward the horizon.
 */
export function projectFootprint(camera: CameraOverGround): Footprint | undefined {
  const { at, heightMetres, pitchDegrees, widthPixels, heightPixels, focalLengthPixels } = camera;
  if (pitchDegrees > MAX_PITCH_DEGREES || heightMetres <= 0) return undefined;
  const [halfWidth, halfHeight] = [widthPixels / 2, heightPixels / 2];
  const corner = (right: number, up: number) => groundPoint(camera, right, up);
  const corners = [
    corner(-halfWidth, halfHeight),
    corner(halfWidth, halfHeight),
    corner(halfWidth, -halfHeight),
    corner(-halfWidth, -halfHeight),
  ];
  const centre: Point = [
    corners.reduce((sum, [east]) => sum + east, 0) / 4,
    corners.reduce((sum, [, north]) => sum + north, 0) / 4,
  ];
  const radiusMetres = Math.max(
    ...corners.map(([east, north]) => Math.hypot(east - centre[0], north - centre[1])),
  );
  const slantMetres = heightMetres / Math.sin(radians(-pitchDegrees));
  return Number.isFinite(radiusMetres + at[0] + at[1])
    ? { corners, centre, radiusMetres, gsdMetres: slantMetres / focalLengthPixels }
    : undefined;
}

/** Where the ray through a pixel, counted right and up from the image centre, meets the ground. */
function groundPoint(camera: CameraOverGround, right: number, up: number): Point {
  const { at, heightMetres: height, focalLengthPixels: focal } = camera;
  const [heading, pitch] = [radians(camera.headingDegrees), radians(camera.pitchDegrees)];
  const [sin, cos] = [Math.sin(heading), Math.cos(heading)];
  // The ray in the axes ahead (along the heading), right and up.
  const ahead = focal * Math.cos(pitch) - up * Math.sin(pitch);
  const upward = focal * Math.sin(pitch) + up * Math.cos(pitch);
  const farthest = (MAX_RANGE_HEIGHTS * height) / Math.hypot(ahead, right);
  const scale = upward < 0 ? Math.min(height / -upward, farthest) : farthest;
  return [at[0] + scale * (ahead * sin + right * cos), at[1] + scale * (ahead * cos - right * sin)];
}
