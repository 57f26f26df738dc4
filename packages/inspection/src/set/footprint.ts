import { radians } from '@tiepoint/scene';
import type { Point } from './local-frame.ts';
import type { ReadyPhoto } from './set-photo.ts';

/** A camera over level ground. */
export interface CameraOverGround {
  at: Point;
  /** Metres above the ground. */
  height: number;
  /** Where the top of the picture points, degrees clockwise from north. */
  heading: number;
  /** Degrees; -90 looks straight down. */
  pitch: number;
  /** Pixels of the upright picture. */
  width: number;
  pictureHeight: number;
  focalPixels: number;
}

/** What a camera shows of the ground: corners clockwise from the top left, in metres. */
export interface Footprint {
  corners: readonly Point[];
  centre: Point;
  /** Metres from the centre to the farthest corner. */
  radius: number;
  /** Metres on the ground for a pixel in the middle. */
  resolution: number;
}

/** The diagonal of 35 mm film, which equivalent focal lengths are counted by (CIPA DCG-001). */
const FILM_DIAGONAL_MILLIMETERS = Math.hypot(36, 24);
/** What lies farther off than so many heights is too small in the picture to be matched. */
const MAX_RANGE_HEIGHTS = 3;
/** A camera that looks along the ground more than this shows no ground to speak of. */
const MAX_PITCH = -15;

/** Focal length in pixels from its equivalent on 35 mm film; undefined where EXIF does not tell that. */
export function focalPixelsOf({ facts }: ReadyPhoto): number | undefined {
  const { focalLengthIn35mm } = facts.metadata;
  if (!focalLengthIn35mm) return undefined;
  return (focalLengthIn35mm / FILM_DIAGONAL_MILLIMETERS) * Math.hypot(facts.width, facts.height);
}

/**
 * The rays through the four corners of the picture, cut with level ground; the camera's own roll is taken for 0.
 * Looking down, the resolution is height / focal length in pixels, as in any text book of photogrammetry; otherwise
 * the distance along the optical axis takes the height's place. Undefined for a camera that looks along the ground.
 */
export function projectFootprint(camera: CameraOverGround): Footprint | undefined {
  const { at, height, pitch, width, pictureHeight, focalPixels } = camera;
  if (pitch > MAX_PITCH || height <= 0) return undefined;
  const [halfWidth, halfHeight] = [width / 2, pictureHeight / 2];
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
  const radius = Math.max(...corners.map(([east, north]) => Math.hypot(east - centre[0], north - centre[1])));
  const slant = height / Math.sin(radians(-pitch));
  return Number.isFinite(radius + at[0] + at[1])
    ? { corners, centre, radius, resolution: slant / focalPixels }
    : undefined;
}

/** Where the ray through a pixel, counted right and up from the middle, meets the ground. */
function groundPoint(camera: CameraOverGround, right: number, up: number): Point {
  const { at, height, focalPixels } = camera;
  const [heading, pitch] = [radians(camera.heading), radians(camera.pitch)];
  const [sin, cos] = [Math.sin(heading), Math.cos(heading)];
  // Along the heading, across it to the right, and upward.
  const ahead = focalPixels * Math.cos(pitch) - up * Math.sin(pitch);
  const upward = focalPixels * Math.sin(pitch) + up * Math.cos(pitch);
  const farthest = (MAX_RANGE_HEIGHTS * height) / Math.hypot(ahead, right);
  const scale = upward < 0 ? Math.min(height / -upward, farthest) : farthest;
  return [at[0] + scale * (ahead * sin + right * cos), at[1] + scale * (ahead * cos - right * sin)];
}
