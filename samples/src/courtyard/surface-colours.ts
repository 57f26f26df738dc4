import { dot, type Vector3 } from '@tiepoint/scene';
import { addLight, type Light, SUN } from '../landscape/lighting.ts';
import { type Paint, packLit } from '../landscape/paint.ts';
import { smoothstep } from '../noise.ts';
import type { Hit } from '../photo/render-photo.ts';
import { type Body, type Extent, isWithin, type Spot } from './body.ts';
import { paintFinish } from './finishes.ts';
import type { NearestBody } from './nearest-body.ts';
import type { Finish } from './part.ts';
import type { Shadows } from './shadows.ts';

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
  readonly #spot: Spot = { normal: [0, 0, 1], u: 0, v: 0 };
  /** The point that is being coloured, and one before it: reused, because there are millions of them. */
  readonly #place: [number, number, number] = [0, 0, 0];
  readonly #off: [number, number, number] = [0, 0, 0];
  readonly #paint: Paint = { r: 0, g: 0, b: 0 };
  readonly #light: Light = { r: 0, g: 0, b: 0 };

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
    const spot = this.#spot;
    body.describe(place[0], place[1], place[2], spot);
    const [nx, ny, nz] = spot.normal;
    const length = Math.sqrt(ray[0] * ray[0] + ray[1] * ray[1] + ray[2] * ray[2]);
    const cosine = Math.abs(nx * ray[0] + ny * ray[1] + nz * ray[2]) / length;
    // The root stands for the mean of a pixel's width and its height, which grows as the face turns away.
    const pixel = hit.distance / focalLengthPixels / Math.sqrt(Math.max(LEAST_COSINE, cosine));
    paintFinish(finish, spot, place, pixel, this.#paint);
    this.#lightUp(place, spot.normal);
    return packLit(this.#paint, this.#light);
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
    addLight(this.#light, facing, sun, (0.82 + 0.13 * normal[2]) * (0.45 + 0.55 * openness));
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
