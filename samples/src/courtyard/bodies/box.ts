import { dot, type Matrix3, type Vector3 } from '@tiepoint/scene';
import { type Body, type Extent, extentAround, type SurfacePoint } from './body.ts';
import type { Shape } from './shapes.ts';

/** An oriented box. Textures continue over boxes with the same axes that touch. */
export class Box implements Body {
  readonly extent: Extent;
  readonly #axes: Matrix3;
  readonly #half: Vector3;
  /** The centre along the three axes. */
  readonly #middle: Vector3;

  constructor({ centre, half, axes }: Extract<Shape, { kind: 'box' }>) {
    const [u, v, w] = rowsOf(axes);
    this.#axes = axes;
    this.#half = half;
    this.#middle = [dot(u, centre), dot(v, centre), dot(w, centre)];
    const reach = (axis: 0 | 1 | 2) =>
      Math.abs(u[axis]) * half[0] + Math.abs(v[axis]) * half[1] + Math.abs(w[axis]) * half[2];
    this.extent = extentAround(centre, [reach(0), reach(1), reach(2)]);
  }

  /** By slabs (T. Kay, J. Kajiya, "Ray tracing complex scenes", SIGGRAPH 1986). */
  intersect(from: Vector3, ray: Vector3): number {
    const a = this.#axes;
    let enter = 0;
    let leave = Number.POSITIVE_INFINITY;
    for (let axis = 0; axis < 3; axis++) {
      const ax = a[3 * axis]!;
      const ay = a[3 * axis + 1]!;
      const az = a[3 * axis + 2]!;
      const start = ax * from[0] + ay * from[1] + az * from[2] - this.#middle[axis]!;
      const speed = ax * ray[0] + ay * ray[1] + az * ray[2];
      const half = this.#half[axis]!;
      if (Math.abs(speed) < 1e-12) {
        if (Math.abs(start) > half) return Number.POSITIVE_INFINITY;
        continue;
      }
      const side = speed > 0 ? -half : half;
      const near = (side - start) / speed;
      const far = (-side - start) / speed;
      if (near > enter) enter = near;
      if (far < leave) leave = far;
      if (enter >= leave) return Number.POSITIVE_INFINITY;
    }
    return enter > 0 ? enter : Number.POSITIVE_INFINITY;
  }

  distanceFrom(x: number, y: number, z: number): number {
    const a = this.#axes;
    const u = Math.abs(a[0] * x + a[1] * y + a[2] * z - this.#middle[0]) - this.#half[0];
    const v = Math.abs(a[3] * x + a[4] * y + a[5] * z - this.#middle[1]) - this.#half[1];
    const w = Math.abs(a[6] * x + a[7] * y + a[8] * z - this.#middle[2]) - this.#half[2];
    if (u <= 0 && v <= 0 && w <= 0) return Math.max(u, v, w);
    const outU = Math.max(u, 0);
    const outV = Math.max(v, 0);
    const outW = Math.max(w, 0);
    return Math.sqrt(outU * outU + outV * outV + outW * outW);
  }

  describe([x, y, z]: Vector3, surface: SurfacePoint): void {
    const a = this.#axes;
    const u = a[0] * x + a[1] * y + a[2] * z;
    const v = a[3] * x + a[4] * y + a[5] * z;
    const w = a[6] * x + a[7] * y + a[8] * z;
    const fromU = u - this.#middle[0];
    const fromV = v - this.#middle[1];
    const fromW = w - this.#middle[2];
    const offU = Math.abs(fromU) - this.#half[0];
    const offV = Math.abs(fromV) - this.#half[1];
    const offW = Math.abs(fromW) - this.#half[2];
    const axis = offU > offV && offU > offW ? 0 : offV > offW ? 1 : 2;
    const sign = (axis === 0 ? fromU : axis === 1 ? fromV : fromW) > 0 ? 1 : -1;
    surface.setNormal(sign * a[3 * axis]!, sign * a[3 * axis + 1]!, sign * a[3 * axis + 2]!);
    surface.u = axis === 0 ? v : u;
    surface.v = axis === 2 ? v : w;
  }
}

function rowsOf(m: Matrix3): [Vector3, Vector3, Vector3] {
  return [
    [m[0], m[1], m[2]],
    [m[3], m[4], m[5]],
    [m[6], m[7], m[8]],
  ];
}
