import type { Body, Extent } from './body.ts';

/** Side of the cells that remember which bodies can be nearest, metres. */
const CELL_METRES = 0.3;
/** No point of a cell is farther from its middle than this. */
const HALF_DIAGONAL = (CELL_METRES * Math.sqrt(3)) / 2;

/**
 * The distance to the nearest of many bodies. A distance changes by no more than one moves: so only bodies whose
 * distance from a cell's middle is within a diagonal of the least one can be nearest anywhere in the cell.
 */
export class NearestBody {
  readonly #bodies: readonly Body[];
  readonly #extent: Extent;
  readonly #columns: number;
  readonly #rows: number;
  readonly #layers: number;
  /** Filled when a cell is first asked about. */
  readonly #cells: (readonly Body[] | undefined)[];

  /** Is quick within the extent and right everywhere. */
  constructor(bodies: readonly Body[], extent: Extent) {
    this.#bodies = bodies;
    this.#extent = extent;
    const cells = (axis: 0 | 1 | 2) => Math.ceil((extent.max[axis] - extent.min[axis]) / CELL_METRES);
    this.#columns = cells(0);
    this.#rows = cells(1);
    this.#layers = cells(2);
    this.#cells = new Array(this.#columns * this.#rows * this.#layers);
  }

  /** Metres from a point to the surface of the nearest body; negative inside one, then of the deepest. */
  distanceFrom(x: number, y: number, z: number): number {
    let least = Number.POSITIVE_INFINITY;
    const nearby = this.#nearby(x, y, z);
    for (let index = 0; index < nearby.length; index++) {
      const distance = nearby[index]!.distanceFrom(x, y, z);
      if (distance < least) least = distance;
    }
    return least;
  }

  #nearby(x: number, y: number, z: number): readonly Body[] {
    const { min } = this.#extent;
    const column = Math.floor((x - min[0]) / CELL_METRES);
    const row = Math.floor((y - min[1]) / CELL_METRES);
    const layer = Math.floor((z - min[2]) / CELL_METRES);
    if (column < 0 || row < 0 || layer < 0) return this.#bodies;
    if (column >= this.#columns || row >= this.#rows || layer >= this.#layers) return this.#bodies;
    const cell = (layer * this.#rows + row) * this.#columns + column;
    const known = this.#cells[cell];
    if (known) return known;
    const found = this.#findNear(
      min[0] + (column + 0.5) * CELL_METRES,
      min[1] + (row + 0.5) * CELL_METRES,
      min[2] + (layer + 0.5) * CELL_METRES,
    );
    this.#cells[cell] = found;
    return found;
  }

  #findNear(x: number, y: number, z: number): Body[] {
    const distances = this.#bodies.map((body) => body.distanceFrom(x, y, z));
    const least = distances.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
    return this.#bodies.filter((_, index) => distances[index]! <= least + 2 * HALF_DIAGONAL);
  }
}
