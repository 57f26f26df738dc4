import { cross, dot, normalise, type Vector3 } from '@tiepoint/scene';
import { SUN } from '../../colour/light.ts';
import { type Body, type Extent, isWithin } from './body.ts';

/** Side of the cells, seen from the sun, that know which bodies can shade them, metres. */
const CELL_METRES = 0.25;
/** Two directions across the sunlight. */
const EAST_OF_SUN: Vector3 = normalise(cross([0, 0, 1], SUN));
const ABOVE_SUN: Vector3 = cross(SUN, EAST_OF_SUN);

/** Says what lies in the shadow of bodies within an extent; outside of it everything is sunlit. */
export class Shadows {
  readonly #bodies: readonly Body[];
  readonly #extent: Extent;
  readonly #cells: Body[][];
  readonly #origin: readonly [number, number];
  readonly #columns: number;

  constructor(bodies: readonly Body[], extent: Extent) {
    this.#bodies = bodies;
    this.#extent = extent;
    const [fromX, toX] = spanOf(extent, EAST_OF_SUN);
    const [fromY, toY] = spanOf(extent, ABOVE_SUN);
    this.#origin = [fromX, fromY];
    this.#columns = Math.ceil((toX - fromX) / CELL_METRES);
    const rows = Math.ceil((toY - fromY) / CELL_METRES);
    this.#cells = Array.from({ length: this.#columns * rows }, () => []);
    this.#listBodies(rows);
  }

  /** The share of the sun, 0 or 1, that reaches a point just outside a surface. */
  sunReaching(point: Vector3): number {
    if (!isWithin(this.#extent, point)) return 1;
    const column = Math.floor((dot(point, EAST_OF_SUN) - this.#origin[0]) / CELL_METRES);
    const row = Math.floor((dot(point, ABOVE_SUN) - this.#origin[1]) / CELL_METRES);
    const cell = this.#cells[row * this.#columns + column];
    if (!cell) return 1;
    for (let index = 0; index < cell.length; index++) {
      if (cell[index]!.intersect(point, SUN) !== Number.POSITIVE_INFINITY) return 0;
    }
    return 1;
  }

  #listBodies(rows: number): void {
    const clamp = (value: number, count: number) => Math.min(count - 1, Math.max(0, Math.floor(value)));
    for (const body of this.#bodies) {
      // The ground shades nothing that stands on it.
      if (body.extent.max[2] <= 0) continue;
      const [fromX, toX] = spanOf(body.extent, EAST_OF_SUN);
      const [fromY, toY] = spanOf(body.extent, ABOVE_SUN);
      const lastColumn = clamp((toX - this.#origin[0]) / CELL_METRES, this.#columns);
      const lastRow = clamp((toY - this.#origin[1]) / CELL_METRES, rows);
      for (let row = clamp((fromY - this.#origin[1]) / CELL_METRES, rows); row <= lastRow; row++) {
        const first = clamp((fromX - this.#origin[0]) / CELL_METRES, this.#columns);
        for (let column = first; column <= lastColumn; column++) {
          this.#cells[row * this.#columns + column]?.push(body);
        }
      }
    }
  }
}

/** The least and greatest value that a direction reaches on a box. */
function spanOf({ min, max }: Extent, direction: Vector3): [number, number] {
  let [low, high] = [0, 0];
  for (const axis of [0, 1, 2] as const) {
    const [a, b] = [direction[axis] * min[axis], direction[axis] * max[axis]];
    low += Math.min(a, b);
    high += Math.max(a, b);
  }
  return [low, high];
}
