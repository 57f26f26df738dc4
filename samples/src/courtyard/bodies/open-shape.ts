import type { Vector3 } from '@tiepoint/scene';
import { type Body, type Extent, extentAround, type SurfacePoint } from './body.ts';
import { Box } from './box.ts';
import { Cylinder } from './cylinder.ts';
import type { Shape } from './shapes.ts';

/** The ground is endless; nothing farther is rendered. */
const GROUND_REACH_METRES = 2000;

/** The body of a shape, for ray casting and distances. */
export function openShape(shape: Shape): Body {
  switch (shape.kind) {
    case 'ground':
      return new Ground();
    case 'box':
      return new Box(shape);
    case 'cylinder':
      return new Cylinder(shape);
    case 'sphere':
      return new Sphere(shape.centre, shape.radius);
  }
}

class Ground implements Body {
  readonly extent: Extent = {
    min: [-GROUND_REACH_METRES, -GROUND_REACH_METRES, -10],
    max: [GROUND_REACH_METRES, GROUND_REACH_METRES, 0],
  };

  intersect(from: Vector3, ray: Vector3): number {
    return ray[2] < 0 && from[2] > 0 ? from[2] / -ray[2] : Number.POSITIVE_INFINITY;
  }

  distanceFrom(_x: number, _y: number, z: number): number {
    return z;
  }

  describe([x, y]: Vector3, surface: SurfacePoint): void {
    surface.setNormal(0, 0, 1);
    surface.u = x;
    surface.v = y;
  }
}

class Sphere implements Body {
  readonly extent: Extent;
  readonly #centre: Vector3;
  readonly #radius: number;

  constructor(centre: Vector3, radius: number) {
    this.#centre = centre;
    this.#radius = radius;
    this.extent = extentAround(centre, [radius, radius, radius]);
  }

  intersect(from: Vector3, ray: Vector3): number {
    const ox = from[0] - this.#centre[0];
    const oy = from[1] - this.#centre[1];
    const oz = from[2] - this.#centre[2];
    const a = ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2];
    const b = ox * ray[0] + oy * ray[1] + oz * ray[2];
    const root = b * b - a * (ox * ox + oy * oy + oz * oz - this.#radius * this.#radius);
    if (root < 0) return Number.POSITIVE_INFINITY;
    const enter = (-b - Math.sqrt(root)) / a;
    return enter > 0 ? enter : Number.POSITIVE_INFINITY;
  }

  distanceFrom(x: number, y: number, z: number): number {
    const ox = x - this.#centre[0];
    const oy = y - this.#centre[1];
    const oz = z - this.#centre[2];
    return Math.sqrt(ox * ox + oy * oy + oz * oz) - this.#radius;
  }

  describe([x, y, z]: Vector3, surface: SurfacePoint): void {
    const [cx, cy, cz] = this.#centre;
    surface.setNormal((x - cx) / this.#radius, (y - cy) / this.#radius, (z - cz) / this.#radius);
    surface.u = Math.atan2(y - cy, x - cx) * this.#radius;
    surface.v = z;
  }
}
