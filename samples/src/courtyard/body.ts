import type { Vector3 } from '@tiepoint/scene';

/** The least and greatest corner of an upright box around something, metres. */
export interface Extent {
  min: Vector3;
  max: Vector3;
}

/** What the surface of a body is like at a point; reused between points. */
export interface Spot {
  normal: [number, number, number];
  /** Place on the face, metres: u level, v upward where there is an upward. */
  u: number;
  v: number;
}

/** A shape that rays and distances can be computed of. */
export interface Body {
  readonly extent: Extent;
  /** How far along a ray it enters the body from outside; infinite where it misses. */
  meet(from: Vector3, ray: Vector3): number;
  /** The distance from a point to the surface, negative inside the body. */
  distanceFrom(x: number, y: number, z: number): number;
  /** Writes down what the surface is like at a point on it. */
  describe(x: number, y: number, z: number, spot: Spot): void;
}

/** Whether a point lies in an extent. */
export function isWithin({ min, max }: Extent, [x, y, z]: Vector3): boolean {
  return x >= min[0] && x <= max[0] && y >= min[1] && y <= max[1] && z >= min[2] && z <= max[2];
}

/** The extent that reaches so far from a centre. */
export function extentAround(centre: Vector3, reach: Vector3): Extent {
  return {
    min: [centre[0] - reach[0], centre[1] - reach[1], centre[2] - reach[2]],
    max: [centre[0] + reach[0], centre[1] + reach[1], centre[2] + reach[2]],
  };
}

/** Writes down which way a surface faces. */
export function writeNormal(spot: Spot, x: number, y: number, z: number): void {
  spot.normal[0] = x;
  spot.normal[1] = y;
  spot.normal[2] = z;
}
