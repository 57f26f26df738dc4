const EMPTY = -1;

/** Numbers the distinct corners (vertex, texture coordinate, normal) of faces, in the order of their first use. */
export class CornerIndex {
  readonly #keys: Uint32Array;
  readonly #table: Int32Array;
  #count = 0;

  /** `maxCorners` is the largest number of distinct corners. */
  constructor(maxCorners: number) {
    this.#keys = new Uint32Array(3 * maxCorners);
    // At most half full, so that a search finds a free slot after a few steps.
    this.#table = new Int32Array(2 ** Math.ceil(Math.log2(2 * maxCorners + 1))).fill(EMPTY);
  }

  /** The corner's number; a new corner gets the next one. */
  numberOf(vertex: number, uv: number, normal: number): number {
    const mask = this.#table.length - 1;
    let slot =
      (Math.imul(vertex, 73_856_093) ^ Math.imul(uv, 19_349_663) ^ Math.imul(normal, 83_492_791)) & mask;
    for (;;) {
      const number = this.#table[slot]!;
      if (number === EMPTY) break;
      const at = 3 * number;
      if (this.#keys[at] === vertex && this.#keys[at + 1] === uv && this.#keys[at + 2] === normal)
        return number;
      slot = (slot + 1) & mask;
    }
    this.#keys.set([vertex, uv, normal], 3 * this.#count);
    this.#table[slot] = this.#count;
    return this.#count++;
  }

  /** Vertex, texture coordinate and normal of each distinct corner. */
  get corners(): Uint32Array {
    return this.#keys.subarray(0, 3 * this.#count);
  }
}
