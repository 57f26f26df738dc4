import type { Vector3 } from '@tiepoint/scene';

/** The least and greatest corner of an upright box around something, metres. */
export interface Extent {
  min: Vector3;
  max: Vector3;
}

/** The normal and the texture coordinates of a point on a body's surface; reused between points. */
export class SurfacePoint {
  /** Unit vector, outward. */
  readonly normal: [number, number, number] = [0, 0, 1];
  /** Texture coordinates on the face, metres: u level, v upward where there is an upward. */
  u = 0;
  v = 0;

  /** Sets the normal. */
  setNormal(x: number, y: number, z: number): void {
    this.normal[0] = x;
    this.normal[1] = y;
    this.normal[2] = z;
  }
}

/** A shape that rays can be intersected with and distances measured to, metres. */
export interface Body {
  readonly extent: Extent;
  /** How far along a ray it enters the body from outside, in units of `ray`; infinite where it misses. */
  intersect(from: Vector3, ray: Vector3): number;
  /** The distance from a point to the surface, negative inside the body. */
  distanceFrom(x: number, y: number, z: number): number;
  /** Writes normal and texture coordinates of a point on the surface into `surface`. */
  describe(point: Vector3, surface: SurfacePoint): void;
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
