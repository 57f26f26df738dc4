import type { Vector3 } from '@tiepoint/scene';
import type { Surface } from './compare-surface.ts';
import { squaredDistanceToTriangle, type TriangleList } from './triangle-distance.ts';

/** An upright box, metres. */
interface Range {
  min: number[];
  max: number[];
}

/** Pieces along an edge, at most: a triangle may span the whole scene. */
const MAX_CUTS = 2000;
/** The steps from a cell to the cells around it, those across a face first: what they hold spares the others. */
const NEIGHBOURS = [-1, 0, 1]
  .flatMap((x) => [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z) => [x, y, z] as const)))
  .filter((step) => step.some((side) => side !== 0))
  .sort((a, b) => Math.hypot(...a) - Math.hypot(...b));

/**
 * A reconstructed surface in a hash grid, for the distance from a point to the nearest triangle, or to the nearest
 * point where there are no triangles. Cells are as wide as the farthest distance that can be asked for, so that
 * a point's cell and its 26 neighbours hold all candidates.
 */
export class SurfaceGrid {
  readonly #mesh: TriangleList;
  readonly #cellMetres: number;
  readonly #range: Range;
  /** Newest entry of each bucket, or -1. */
  readonly #newest: Int32Array;
  /** Of each entry its triangle, and the entry before it in its bucket. Different cells may share a bucket. */
  #triangles: Int32Array;
  #before: Int32Array;
  #entries = 0;

  /** Distances up to `reachMetres` can be asked for, from places (x, y, z each) within the range of `near`. */
  constructor(surface: Surface, reachMetres: number, near: Float32Array) {
    const { positions, triangles } = surface;
    this.#mesh = {
      positions: Float64Array.from(positions),
      // A point is a triangle whose corners are one.
      triangles:
        triangles ?? Uint32Array.from({ length: positions.length }, (_, index) => Math.floor(index / 3)),
    };
    this.#cellMetres = reachMetres;
    this.#range = rangeAround(near, reachMetres);
    const count = this.#mesh.triangles.length / 3;
    this.#newest = new Int32Array(2 ** Math.ceil(Math.log2(2 * count + 1024))).fill(-1);
    this.#triangles = new Int32Array(4 * count + 1024);
    this.#before = new Int32Array(this.#triangles.length);
    for (let triangle = 0; triangle < count; triangle++) this.#enterTriangle(triangle);
  }

  /** The distance to the nearest triangle, or infinity where none is within reach. */
  distanceFrom(x: number, y: number, z: number): number {
    const cell = this.#cellMetres;
    const i = Math.floor(x / cell);
    const j = Math.floor(y / cell);
    const k = Math.floor(z / cell);
    const reach = cell * cell;
    const place: Vector3 = [x, y, z];
    // How far the place is from the cells before and behind its own, on each axis.
    const [beforeX, behindX] = [x - i * cell, (i + 1) * cell - x];
    const [beforeY, behindY] = [y - j * cell, (j + 1) * cell - y];
    const [beforeZ, behindZ] = [z - k * cell, (k + 1) * cell - z];
    let least = Math.min(reach, this.#leastInBucket(this.#bucketOf(i, j, k), place));
    let found = least < reach;
    for (const [across, along, up] of NEIGHBOURS) {
      const outX = across === 0 ? 0 : across < 0 ? beforeX : behindX;
      const outY = along === 0 ? 0 : along < 0 ? beforeY : behindY;
      const outZ = up === 0 ? 0 : up < 0 ? beforeZ : behindZ;
      // Nothing in a cell is nearer than the cell itself.
      if (outX * outX + outY * outY + outZ * outZ >= least) continue;
      const there = this.#leastInBucket(this.#bucketOf(i + across, j + along, k + up), place);
      if (there > least) continue;
      least = there;
      found = true;
    }
    return found ? Math.sqrt(least) : Number.POSITIVE_INFINITY;
  }

  #leastInBucket(bucket: number, place: Vector3): number {
    let least = Number.POSITIVE_INFINITY;
    for (let entry = this.#newest[bucket]!; entry >= 0; entry = this.#before[entry]!) {
      const squared = squaredDistanceToTriangle(this.#mesh, this.#triangles[entry]!, place);
      if (squared < least) least = squared;
    }
    return least;
  }

  /** Enters a triangle piece by piece, none longer than a cell: it then is in few cells that it does not touch. */
  #enterTriangle(triangle: number): void {
    const p = this.#mesh.positions;
    const { triangles } = this.#mesh;
    const a = 3 * triangles[3 * triangle]!;
    const b = 3 * triangles[3 * triangle + 1]!;
    const c = 3 * triangles[3 * triangle + 2]!;
    if (!this.#isInRange(a, b, c)) return;
    const edge = (from: number, to: number) =>
      Math.hypot(p[to]! - p[from]!, p[to + 1]! - p[from + 1]!, p[to + 2]! - p[from + 2]!);
    const longest = Math.max(edge(a, b), edge(b, c), edge(c, a));
    const cuts = Math.max(1, Math.min(MAX_CUTS, Math.ceil(longest / this.#cellMetres)));
    for (let i = 0; i < cuts; i++) {
      for (let j = 0; i + j < cuts; j++) {
        this.#enterPiece(triangle, [a, b, c], { s: i / cuts, t: j / cuts, step: 1 / cuts });
      }
    }
  }

  /** Enters the piece between the shares (s, t) and (s + step, t + step) of two edges. */
  #enterPiece(
    triangle: number,
    [a, b, c]: readonly [number, number, number],
    { s, t, step }: { s: number; t: number; step: number },
  ): void {
    const p = this.#mesh.positions;
    const low = [0, 0, 0];
    const high = [0, 0, 0];
    for (let axis = 0; axis < 3; axis++) {
      const at = p[a + axis]!;
      const u = p[b + axis]! - at;
      const v = p[c + axis]! - at;
      const corner = at + s * u + t * v;
      const least = corner + step * (Math.min(u, 0) + Math.min(v, 0));
      const most = corner + step * (Math.max(u, 0) + Math.max(v, 0));
      if (most < this.#range.min[axis]! || least > this.#range.max[axis]!) return;
      low[axis] = Math.floor(least / this.#cellMetres);
      high[axis] = Math.floor(most / this.#cellMetres);
    }
    for (let k = low[2]!; k <= high[2]!; k++) {
      for (let j = low[1]!; j <= high[1]!; j++) {
        for (let i = low[0]!; i <= high[0]!; i++) this.#enter(triangle, this.#bucketOf(i, j, k));
      }
    }
  }

  #enter(triangle: number, bucket: number): void {
    const newest = this.#newest[bucket]!;
    if (newest >= 0 && this.#triangles[newest] === triangle) return;
    if (this.#entries === this.#triangles.length) this.#grow();
    this.#triangles[this.#entries] = triangle;
    this.#before[this.#entries] = newest;
    this.#newest[bucket] = this.#entries++;
  }

  #grow(): void {
    const grown = (entries: Int32Array) => {
      const larger = new Int32Array(2 * entries.length);
      larger.set(entries);
      return larger;
    };
    this.#triangles = grown(this.#triangles);
    this.#before = grown(this.#before);
  }

  #isInRange(a: number, b: number, c: number): boolean {
    const { min, max } = this.#range;
    const { positions } = this.#mesh;
    for (let axis = 0; axis < 3; axis++) {
      const [p, q, r] = [positions[a + axis]!, positions[b + axis]!, positions[c + axis]!];
      if (Math.max(p, q, r) < min[axis]! || Math.min(p, q, r) > max[axis]!) return false;
    }
    return true;
  }

  #bucketOf(i: number, j: number, k: number): number {
    const mixed = Math.imul(i, 0x27d4eb2d) ^ Math.imul(j, 0x165667b1) ^ Math.imul(k, 0x9e3779b1);
    return (mixed ^ (mixed >>> 15)) & (this.#newest.length - 1);
  }
}

function rangeAround(places: Float32Array, by: number): Range {
  const range: Range = { min: [Infinity, Infinity, Infinity], max: [-Infinity, -Infinity, -Infinity] };
  for (let index = 0; index < places.length; index++) {
    const axis = index % 3;
    range.min[axis] = Math.min(range.min[axis]!, places[index]! - by);
    range.max[axis] = Math.max(range.max[axis]!, places[index]! + by);
  }
  return range;
}
