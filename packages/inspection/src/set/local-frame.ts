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

/** Semi-major axis and squared eccentricity of the WGS 84 ellipsoid. */
const WGS84_RADIUS_METERS = 6_378_137;
const WGS84_ECCENTRICITY_SQUARED = 6.694_379_990_141_4e-3;

/**
 * A frame around the median position, which a wrong position does not move. Plane: degrees are scaled by the
 * ellipsoid's two radii of curvature at the origin (Snyder, "Map Projections: A Working Manual", 1987, p. 24), right to
 * about a metre in 10 km.
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
  const latitude = radians(origin.latitude);
  const flattening = 1 - WGS84_ECCENTRICITY_SQUARED * Math.sin(latitude) ** 2;
  const acrossMeters = WGS84_RADIUS_METERS / Math.sqrt(flattening);
  const alongMeters = (WGS84_RADIUS_METERS * (1 - WGS84_ECCENTRICITY_SQUARED)) / flattening ** 1.5;
  const eastPerDegree = radians(acrossMeters * Math.max(Math.cos(latitude), 1e-6));
  const northPerDegree = radians(alongMeters);
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

/** An angle in radians. */
export function radians(angle: number): number {
  return (angle * Math.PI) / 180;
}

function degrees(angle: number): number {
  return (angle * 180) / Math.PI;
}

/** An angle brought into -180 to 180. */
function turn(angle: number): number {
  return ((((angle + 180) % 360) + 360) % 360) - 180;
}
