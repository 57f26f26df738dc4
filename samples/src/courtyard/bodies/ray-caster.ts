import {
  apply,
  type Camera,
  dot,
  type Matrix3,
  type Pose,
  pixelRay,
  transpose,
  type Vector3,
} from '@tiepoint/scene';
import type { Hit } from '../../capture/render-photo.ts';
import type { Body, Extent } from './body.ts';

/** The picture is cut into so many tiles across and down; each knows the bodies that its rays can meet. */
const COLUMNS = 72;
const ROWS = 48;
/** Room around the picture, as a share of it: rays through the border pixels fall inside for certain. */
const MARGIN = 0.02;

/**
 * Finds what the rays of one photo hit first. Tiles are cut in the undistorted picture plane, where their edges
 * are planes through the camera: a body is in a tile's list unless it lies outside one of the four planes.
 */
export class RayCaster {
  readonly #bodies: readonly Body[];
  readonly #centre: Vector3;
  readonly #cameraFromWorld: Matrix3;
  readonly #worldFromCamera: Matrix3;
  readonly #halfWidth: number;
  readonly #halfHeight: number;
  /** Bodies by tile, those first that begin nearest. */
  readonly #tiles: number[][];
  /** The depth at which each body begins at the earliest. */
  readonly #near: Float64Array;

  constructor(bodies: readonly Body[], camera: Camera, pose: Pose) {
    this.#bodies = bodies;
    this.#centre = pose.centre;
    this.#cameraFromWorld = pose.cameraFromWorld.rotation;
    this.#worldFromCamera = transpose(this.#cameraFromWorld);
    const corner = apply(this.#cameraFromWorld, pixelRay(camera, pose, [0, 0]));
    this.#halfWidth = Math.abs(corner[0]) * (1 + MARGIN);
    this.#halfHeight = Math.abs(corner[1]) * (1 + MARGIN);
    this.#near = Float64Array.from(bodies, ({ extent }) => -this.#support(extent, [0, 0, -1]));
    this.#tiles = this.#fillTiles();
  }

  /** Casts a ray of depth 1 from the camera's centre; the face is a body's number, or -1 for the endless sky. */
  cast(from: Vector3, ray: Vector3, hit: Hit): void {
    hit.distance = Number.POSITIVE_INFINITY;
    hit.face = -1;
    const tile = this.#tiles[this.#tileOf(ray)];
    if (!tile) return;
    for (let place = 0; place < tile.length; place++) {
      const index = tile[place]!;
      if (this.#near[index]! > hit.distance) return;
      const distance = this.#bodies[index]!.intersect(from, ray);
      if (distance < hit.distance) {
        hit.distance = distance;
        hit.face = index;
      }
    }
  }

  #tileOf(ray: Vector3): number {
    const r = this.#cameraFromWorld;
    const x = r[0] * ray[0] + r[1] * ray[1] + r[2] * ray[2];
    const y = r[3] * ray[0] + r[4] * ray[1] + r[5] * ray[2];
    const column = Math.floor(((x / this.#halfWidth + 1) / 2) * COLUMNS);
    const row = Math.floor(((y / this.#halfHeight + 1) / 2) * ROWS);
    return row * COLUMNS + column;
  }

  #fillTiles(): number[][] {
    const tiles = Array.from({ length: COLUMNS * ROWS }, (): number[] => []);
    const order = this.#bodies.map((_, index) => index).sort((a, b) => this.#near[a]! - this.#near[b]!);
    for (const index of order) {
      const { extent } = this.#bodies[index]!;
      if (this.#support(extent, [0, 0, 1]) <= 0) continue;
      const rows = this.#stripsOf(extent, 1);
      for (const column of this.#stripsOf(extent, 0)) {
        for (const row of rows) tiles[row * COLUMNS + column]?.push(index);
      }
    }
    return tiles;
  }

  /** Which columns (axis 0) or rows (axis 1) of tiles a box reaches into. */
  #stripsOf(extent: Extent, axis: 0 | 1): number[] {
    const [count, half] = axis === 0 ? [COLUMNS, this.#halfWidth] : [ROWS, this.#halfHeight];
    const strips: number[] = [];
    const plane = (side: 1 | -1, edge: number): Vector3 =>
      axis === 0 ? [side, 0, -side * edge] : [0, side, -side * edge];
    for (let strip = 0; strip < count; strip++) {
      const low = ((2 * strip) / count - 1) * half;
      const high = ((2 * (strip + 1)) / count - 1) * half;
      if (this.#support(extent, plane(1, low)) >= 0 && this.#support(extent, plane(-1, high)) >= 0) {
        strips.push(strip);
      }
    }
    return strips;
  }

  /** The greatest value that a direction in camera axes reaches on a box, from the camera's centre. */
  #support({ min, max }: Extent, direction: Vector3): number {
    const world = apply(this.#worldFromCamera, direction);
    const farthest: Vector3 = [
      world[0] > 0 ? max[0] : min[0],
      world[1] > 0 ? max[1] : min[1],
      world[2] > 0 ? max[2] : min[2],
    ];
    return dot(world, farthest) - dot(world, this.#centre);
  }
}
