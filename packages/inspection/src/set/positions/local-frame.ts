import { curvatureRadii, degrees, radians } from '@tiepoint/scene';
import { median } from '../median.ts';

/** Metres east and north of the origin. */
export type Point = readonly [east: number, north: number];

/** WGS 84, degrees. */
export interface GeographicPosition {
  longitude: number;
  latitude: number;
}

/** A plane frame in metres around an origin. */
export interface LocalFrame {
  origin: GeographicPosition;
  toLocal(position: GeographicPosition): Point;
  toGeographic(point: Point): GeographicPosition;
}

/**
 * A frame around the median position, which outliers do not move. Degrees are scaled with the two radii of curvature of
 * the ellipsoid at the origin: the error is about 1 m in 10 km. Unlike the local frame of a scene it needs no altitudes,
 * and a position on the other side of the earth stays far away. Undefined without positions.
 */
export function createLocalFrame(positions: readonly GeographicPosition[]): LocalFrame | undefined {
  const first = positions[0];
  if (!first) return undefined;
  // Longitudes relative to the first one, so that a set across the 180th meridian stays together.
  const eastward = median(positions.map(({ longitude }) => normaliseAngle(longitude - first.longitude))) ?? 0;
  const origin = {
    longitude: normaliseAngle(first.longitude + eastward),
    latitude: median(positions.map(({ latitude }) => latitude)) ?? first.latitude,
  };
  const { alongMetres, acrossMetres } = curvatureRadii(origin.latitude);
  const eastPerDegree = radians(acrossMetres * Math.max(Math.cos(radians(origin.latitude)), 1e-6));
  const northPerDegree = radians(alongMetres);
  return {
    origin,
    toLocal: (at) => [
      normaliseAngle(at.longitude - origin.longitude) * eastPerDegree,
      (at.latitude - origin.latitude) * northPerDegree,
    ],
    toGeographic: ([east, north]) => ({
      longitude: normaliseAngle(origin.longitude + east / eastPerDegree),
      latitude: origin.latitude + north / northPerDegree,
    }),
  };
}

/** Metres between two points. */
export function distanceOf(a: Point, b: Point): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1]);
}

/** The bearing from one point to another in degrees clockwise from north, 0 to 360. */
export function bearingOf(from: Point, to: Point): number {
  return (degrees(Math.atan2(to[0] - from[0], to[1] - from[1])) + 360) % 360;
}

/** The angle between two bearings in degrees, 0 to 180. */
export function angleBetween(a: number, b: number): number {
  return Math.abs(normaliseAngle(a - b));
}

/** Normalises an angle to -180 to 180 degrees. */
function normaliseAngle(angle: number): number {
  return ((((angle + 180) % 360) + 360) % 360) - 180;
}
