import { dot, type Vector3 } from '@tiepoint/scene';
import type { Hit } from '../../capture/render-photo.ts';
import { Light, SUN } from '../../colour/light.ts';
import { Paint } from '../../colour/paint.ts';
import { smoothstep } from '../../random/noise.ts';
import { type Body, type Extent, isWithin, SurfacePoint } from '../bodies/body.ts';
import type { NearestBody } from '../bodies/nearest-body.ts';
import type { Shadows } from '../bodies/shadows.ts';
import type { Finish } from '../parts/part.ts';
import { PaintedPoint, paintFinish } from './finishes.ts';

/** The scene as its colours need it. */
export interface LitScenery {
  bodies: readonly Body[];
  finishes: readonly Finish[];
  shadows: Shadows;
  nearest: NearestBody;
  /** Where corners are darkened and shadows fall. */
  extent: Extent;
  focalLengthPixels: number;
}

/** A corner takes light away within this distance, metres. */
const CORNER_METRES = 0.45;
/** Rays to the sun start this far off the surface, so as not to hit it. */
const LIFT_METRES = 2e-3;
/** A face is nearly edge-on below this cosine: its pixels are taken to cover no more than at it. */
const LEAST_COSINE = 0.2;

/** Paints and lights what rays hit in the courtyard. */
export class SurfaceColours {
  readonly #scenery: LitScenery;
  readonly #surface = new SurfacePoint();
  /** The point that is being coloured, and one before it: reused, because there are millions of them. */
  readonly #place: [number, number, number] = [0, 0, 0];
  readonly #off: [number, number, number] = [0, 0, 0];
  readonly #painted = new PaintedPoint();
  readonly #paint = new Paint();
  readonly #light = new Light();

  constructor(scenery: LitScenery) {
    this.#scenery = scenery;
  }

  /** The lit colour (0xBBGGRR) that is seen where a ray hit something, or of the sky. */
  at(from: Vector3, ray: Vector3, hit: Hit): number {
    const { bodies, finishes, focalLengthPixels } = this.#scenery;
    const body = bodies[hit.face];
    const finish = finishes[hit.face];
    if (!body || !finish) return skyColour(ray);
    const place = this.#place;
    for (let axis = 0; axis < 3; axis++) place[axis] = from[axis]! + ray[axis]! * hit.distance;
    const surface = this.#surface;
    body.describe(place, surface);
    const [nx, ny, nz] = surface.normal;
    const length = Math.sqrt(ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2]);
    const cosine = Math.abs(nx * ray[0] + ny * ray[1] + nz * ray[2]) / length;
    // The root stands for the mean of a pixel's width and its height, which grows as the face turns away.
    const painted = this.#painted;
    painted.pixel = hit.distance / focalLengthPixels / Math.sqrt(Math.max(LEAST_COSINE, cosine));
    painted.position = place;
    painted.u = surface.u;
    painted.v = surface.v;
    paintFinish(this.#paint, finish, painted);
    this.#lightUp(place, surface.normal);
    return this.#paint.packLit(this.#light);
  }

  #lightUp(place: Vector3, normal: Vector3): void {
    const facing = dot(normal, SUN);
    const { shadows, nearest, extent } = this.#scenery;
    const sun = facing > 0 ? shadows.sunReaching(this.#offSurface(place, normal, LIFT_METRES)) : 0;
    let openness = 1;
    if (isWithin(extent, place)) {
      const [x, y, z] = this.#offSurface(place, normal, CORNER_METRES);
      openness = Math.max(0, Math.min(1, nearest.distanceFrom(x, y, z) / CORNER_METRES));
    }
    // Walls see half the sky, and the sunlit yard before them.
    this.#light.set(facing, sun, (0.82 + 0.13 * normal[2]) * (0.45 + 0.55 * openness));
  }

  /** A point before the surface; overwritten by the next one. */
  #offSurface(place: Vector3, normal: Vector3, metres: number): Vector3 {
    for (let axis = 0; axis < 3; axis++) this.#off[axis] = place[axis]! + normal[axis]! * metres;
    return this.#off;
  }
}

/** Plain blue, paler toward the horizon. */
function skyColour([x, y, z]: Vector3): number {
  const pale = smoothstep(0.55, 0, z / Math.hypot(x, y, z));
  const [red, green, blue] = [118 + 86 * pale, 160 + 58 * pale, 206 + 28 * pale];
  return Math.round(red) | (Math.round(green) << 8) | (Math.round(blue) << 16);
}
