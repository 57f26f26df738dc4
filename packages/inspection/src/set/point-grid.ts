import type { Point } from './local-frame.ts';

/** Points sorted into square cells, so that near ones are found without a look at all. */
export class PointGrid {
  readonly #cellMeters: number;
  readonly #cells = new Map<string, number[]>();

  /** Where a point is undefined, its index is left out. */
  constructor(points: readonly (Point | undefined)[], cellMeters: number) {
    this.#cellMeters = Math.max(cellMeters, 1e-3);
    for (const [index, point] of points.entries()) {
      if (!point) continue;
      const key = this.#keyOf(this.#cellOf(point[0]), this.#cellOf(point[1]));
      const cell = this.#cells.get(key);
      if (cell) cell.push(index);
      else this.#cells.set(key, [index]);
    }
  }

  /**
   * Indices of the points in the cell of `point` and the eight around it: all that are nearer than a cell's side, and
   * some others. With `after`, those above that index alone; `atMost` bounds what each cell gives, lowest first.
   */
  *near(point: Point, { after = -1, atMost = Infinity } = {}): Generator<number> {
    const [column, row] = [this.#cellOf(point[0]), this.#cellOf(point[1])];
    for (let x = column - 1; x <= column + 1; x++) {
      for (let y = row - 1; y <= row + 1; y++) {
        const cell = this.#cells.get(this.#keyOf(x, y)) ?? [];
        const start = firstAbove(cell, after);
        for (let place = start; place < Math.min(cell.length, start + atMost); place++) {
          const index = cell[place];
          if (index !== undefined) yield index;
        }
      }
    }
  }

  #cellOf(meters: number): number {
    return Math.floor(meters / this.#cellMeters);
  }

  #keyOf(column: number, row: number): string {
    return `${column} ${row}`;
  }
}

/** The place of the first number above `limit` in ascending numbers. */
function firstAbove(ascending: readonly number[], limit: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ascending[middle] ?? Infinity) > limit) high = middle;
    else low = middle + 1;
  }
  return low;
}
