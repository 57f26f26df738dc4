import type { Point } from './local-frame.ts';

/** A grid of square cells over points, to find near points without visiting all. */
export class PointGrid {
  readonly #cellMetres: number;
  readonly #cells = new Map<string, number[]>();

  /** Undefined points are left out. */
  constructor(points: readonly (Point | undefined)[], cellMetres: number) {
    this.#cellMetres = Math.max(cellMetres, 1e-3);
    for (const [index, point] of points.entries()) {
      if (!point) continue;
      const key = this.#keyOf(this.#cellOf(point[0]), this.#cellOf(point[1]));
      const cell = this.#cells.get(key);
      if (cell) cell.push(index);
      else this.#cells.set(key, [index]);
    }
  }

  /**
   * Indices of the points in the cell of `point` and the eight cells around it: all points within one cell side, and
   * some others. With `after`, only greater indices; `atMost` limits the number from each cell, lowest indices first.
   */
  *near(point: Point, { after = -1, atMost = Infinity } = {}): Generator<number> {
    const [column, row] = [this.#cellOf(point[0]), this.#cellOf(point[1])];
    for (let x = column - 1; x <= column + 1; x++) {
      for (let y = row - 1; y <= row + 1; y++) {
        const cell = this.#cells.get(this.#keyOf(x, y)) ?? [];
        const start = firstAbove(cell, after);
        for (let at = start; at < Math.min(cell.length, start + atMost); at++) {
          const index = cell[at];
          if (index !== undefined) yield index;
        }
      }
    }
  }

  #cellOf(metres: number): number {
    return Math.floor(metres / this.#cellMetres);
  }

  #keyOf(column: number, row: number): string {
    return `${column} ${row}`;
  }
}

/** The index of the first number above `limit` in an ascending list. */
function firstAbove(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
