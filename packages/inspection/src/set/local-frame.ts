import { curvatureRadii, degrees, radians } from '@tiepoint/scene';
import { median } from './median.ts';

/** Metres east and north of an origin. */
export type Point = readonly [east: number, north: number];

/** Degrees WGS 84. */
export interface Degrees {
  longitude: number;
  latitude: number;
}

/** A map in metres around an origin. */
export interface LocalFrame {
  origin: Degrees;
  toLocal(degrees: Degrees): Point;
  toDegrees(point: Point): Degrees;
}

/**
 * A frame around the median position, which a wrong position does not move. Plane: degrees are scaled by the
 * ellipsoid's two radii of curvature at the origin, right to about a metre in 10 km. Unlike a scene's local frame it
 * needs no altitudes, and what lies on the other side of the earth stays far away.
 */
export function createLocalFrame(positions: readonly Degrees[]): LocalFrame | undefined {
  const first = positions[0];
  if (!first) return undefined;
  // Longitudes as seen from the first, so that a set across the 180th meridian stays together.
  const eastward = median(positions.map(({ longitude }) => turn(longitude - first.longitude))) ?? 0;
  const origin = {
    longitude: turn(first.longitude + eastward),
    latitude: median(positions.map(({ latitude }) => latitude)) ?? first.latitude,
  };
  const { alongMetres, acrossMetres } = curvatureRadii(origin.latitude);
  const eastPerDegree = radians(acrossMetres * Math.max(Math.cos(radians(origin.latitude)), 1e-6));
  const northPerDegree = radians(alongMetres);
  return {
    origin,
    toLocal: (at) => [
      turn(at.longitude - origin.longitude) * eastPerDegree,
      (at.latitude - origin.latitude) * northPerDegree,
    ],
    toDegrees: ([east, north]) => ({
      longitude: turn(origin.longitude + east / eastPerDegree),
      latitude: origin.latitude + north / northPerDegree,
    }),
  };
}

/** Metres between two points. */
export function distanceOf(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** Degrees clockwise from north, 0 to 360, from one point to another. */
export function bearingOf(from: Point, to: Point): number {
  return (degrees(Math.atan2(to[0] - from[0], to[1] - from[1])) + 360) % 360;
}

/** Degrees between two directions, 0 to 180. */
export function angleBetween(a: number, b: number): number {
  return Math.abs(turn(a - b));
}

/** An angle brought into -180 to 180. */
function turn(angle: number): number {
  return ((((angle + 180) % 360) + 360) % 360) - 180;
}
