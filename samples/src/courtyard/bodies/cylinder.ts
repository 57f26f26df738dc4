import { dot, perpendicular, type Vector3 } from '@tiepoint/scene';
import { type Body, type Extent, extentAround, type SurfacePoint } from './body.ts';
import type { Shape } from './shapes.ts';

/** A cylinder with flat ends. */
export class Cylinder implements Body {
  readonly extent: Extent;
  readonly #foot: Vector3;
  readonly #axis: Vector3;
  readonly #radius: number;
  readonly #height: number;
  /** Two directions across the axis, for the pattern. */
  readonly #across: readonly [Vector3, Vector3];

  constructor({ foot, axis, radius, height }: Extract<Shape, { kind: 'cylinder' }>) {
    this.#foot = foot;
    this.#axis = axis;
    this.#radius = radius;
    this.#height = height;
    const middle = foot.map((value, index) => value + (axis[index]! * height) / 2) as [
      number,
      number,
      number,
    ];
    const reach = (of: number) => Math.abs(of) * (height / 2) + Math.sqrt(Math.max(0, 1 - of * of)) * radius;
    this.extent = extentAround(middle, [reach(axis[0]), reach(axis[1]), reach(axis[2])]);
    this.#across = perpendicular(axis);
  }

  intersect(from: Vector3, ray: Vector3): number {
    const [ax, ay, az] = this.#axis;
    const ox = from[0] - this.#foot[0];
    const oy = from[1] - this.#foot[1];
    const oz = from[2] - this.#foot[2];
    const start = ox * ax + oy * ay + oz * az;
    const speed = ray[0] * ax + ray[1] * ay + ray[2] * az;
    const px = ox - start * ax;
    const py = oy - start * ay;
    const pz = oz - start * az;
    const qx = ray[0] - speed * ax;
    const qy = ray[1] - speed * ay;
    const qz = ray[2] - speed * az;
    const a = qx * qx + qy * qy + qz * qz;
    const b = px * qx + py * qy + pz * qz;
    const c = px * px + py * py + pz * pz - this.#radius * this.#radius;
    const root = b * b - a * c;
    if (root < 0 || (a < 1e-15 && c > 0)) return Number.POSITIVE_INFINITY;
    let enter = a < 1e-15 ? Number.NEGATIVE_INFINITY : (-b - Math.sqrt(root)) / a;
    let leave = a < 1e-15 ? Number.POSITIVE_INFINITY : (-b + Math.sqrt(root)) / a;
    if (Math.abs(speed) < 1e-12) {
      if (start < 0 || start > this.#height) return Number.POSITIVE_INFINITY;
    } else {
      const [first, second] = [-start / speed, (this.#height - start) / speed];
      enter = Math.max(enter, Math.min(first, second));
      leave = Math.min(leave, Math.max(first, second));
    }
    return enter > 0 && enter < leave ? enter : Number.POSITIVE_INFINITY;
  }

  distanceFrom(x: number, y: number, z: number): number {
    const along = this.#alongAxis(x, y, z);
    const beside = this.#fromAxis([x, y, z], along) - this.#radius;
    const beyond = Math.abs(along - this.#height / 2) - this.#height / 2;
    if (beside <= 0 && beyond <= 0) return Math.max(beside, beyond);
    const outside = Math.max(beside, 0);
    const past = Math.max(beyond, 0);
    return Math.sqrt(outside * outside + past * past);
  }

  describe([x, y, z]: Vector3, surface: SurfacePoint): void {
    const along = this.#alongAxis(x, y, z);
    const across = this.#fromAxis([x, y, z], along);
    const [ax, ay, az] = this.#axis;
    const [ox, oy, oz] = [x - this.#foot[0], y - this.#foot[1], z - this.#foot[2]];
    const beyond = Math.abs(along - this.#height / 2) - this.#height / 2;
    const [u, v] = [dot(this.#across[0], [ox, oy, oz]), dot(this.#across[1], [ox, oy, oz])];
    if (beyond > across - this.#radius) {
      const sign = along > this.#height / 2 ? 1 : -1;
      surface.setNormal(sign * ax, sign * ay, sign * az);
      surface.u = u;
      surface.v = v;
      return;
    }
    surface.setNormal((ox - along * ax) / across, (oy - along * ay) / across, (oz - along * az) / across);
    surface.u = Math.atan2(v, u) * this.#radius;
    surface.v = along;
  }

  /** The place along the axis, from the foot. */
  #alongAxis(x: number, y: number, z: number): number {
    const foot = this.#foot;
    const axis = this.#axis;
    return (x - foot[0]) * axis[0] + (y - foot[1]) * axis[1] + (z - foot[2]) * axis[2];
  }

  /** The distance of a point from the axis, when it lies at `along` on the axis. */
  #fromAxis([x, y, z]: Vector3, along: number): number {
    const foot = this.#foot;
    const axis = this.#axis;
    const ox = x - foot[0] - along * axis[0];
    const oy = y - foot[1] - along * axis[1];
    const oz = z - foot[2] - along * axis[2];
    return Math.sqrt(ox * ox + oy * oy + oz * oz);
  }
}
