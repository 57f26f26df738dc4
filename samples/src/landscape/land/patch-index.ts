import type { Patch } from './settlement.ts';

/** Side of the look-up cells, metres: about the size of a patch. */
const CELL_METRES = 6;

/** Finds the few patches near a place quickly. */
export class PatchIndex {
  readonly #cells = new Map<number, Patch[]>();
  readonly #none: readonly Patch[] = [];

  constructor(patches: readonly Patch[]) {
    for (const patch of patches) {
      const reach = Math.hypot(patch.halfU, patch.halfV) + 0.5;
      for (let row = cellOf(patch.y - reach); row <= cellOf(patch.y + reach); row++) {
        for (let column = cellOf(patch.x - reach); column <= cellOf(patch.x + reach); column++) {
          const key = column * 65536 + row;
          const cell = this.#cells.get(key);
          if (cell) cell.push(patch);
          else this.#cells.set(key, [patch]);
        }
      }
    }
  }

  /** Patches that may cover the place, in the order they were laid. */
  near(x: number, y: number): readonly Patch[] {
    return this.#cells.get(cellOf(x) * 65536 + cellOf(y)) ?? this.#none;
  }
}

function cellOf(metres: number): number {
  return Math.floor(metres / CELL_METRES);
}
