import { closeSync, openSync, writeSync } from 'node:fs';

/** Points that are written at once. */
const BATCH_POINTS = 20_000;
const COLOR_BYTES = 3;

/** Points with colours and maybe normals, as parallel arrays: three numbers a point. */
export interface ColoredPoints {
  count: number;
  positions: ArrayLike<number>;
  normals?: ArrayLike<number>;
  /** Red, green, blue. */
  colors: Uint8Array;
}

/**
 * Writes points as a binary PLY: positions and, where they have them, normals as floats, then colours as bytes, as
 * viewers and COLMAP's `poisson_mesher` read them. `comments` are lines for its header.
 */
export function writePointsPly(
  path: string,
  { count, positions, normals, colors }: ColoredPoints,
  comments: readonly string[] = [],
): void {
  const file = openSync(path, 'w');
  try {
    writeSync(file, encodePlyHeader(count, { normals: normals !== undefined, comments }));
    const writer = new PlyPointWriter(file, { normals: normals !== undefined });
    const row = new Float64Array(9);
    for (let point = 0; point < count; point++) {
      for (let axis = 0; axis < 3; axis++) {
        const at = 3 * point + axis;
        row[axis] = positions[at]!;
        if (normals) row[3 + axis] = normals[at]!;
        row[6 + axis] = colors[at]!;
      }
      writer.add(row);
    }
    writer.flush();
  } finally {
    closeSync(file);
  }
}

/** The head of such a file. */
export function encodePlyHeader(
  count: number,
  { normals, comments = [] }: { normals: boolean; comments?: readonly string[] },
): Uint8Array {
  const floatNames = ['x', 'y', 'z', ...(normals ? ['nx', 'ny', 'nz'] : [])];
  const lines = [
    'ply',
    'format binary_little_endian 1.0',
    ...comments.map((comment) => `comment ${comment}`),
    `element vertex ${count}`,
    ...floatNames.map((name) => `property float ${name}`),
    ...['red', 'green', 'blue'].map((name) => `property uchar ${name}`),
    'end_header\n',
  ];
  return new TextEncoder().encode(lines.join('\n'));
}

/** Writes the points of such a file in batches behind its head. */
export class PlyPointWriter {
  /** All that were added. */
  points = 0;
  readonly #file: number;
  readonly #floats: number;
  readonly #rowBytes: number;
  readonly #batch: DataView;
  #inBatch = 0;

  constructor(file: number, { normals }: { normals: boolean }) {
    this.#file = file;
    this.#floats = normals ? 6 : 3;
    this.#rowBytes = this.#floats * Float32Array.BYTES_PER_ELEMENT + COLOR_BYTES;
    this.#batch = new DataView(new ArrayBuffer(BATCH_POINTS * this.#rowBytes));
  }

  /** Adds a point: position, normal (passed over where the file has none), and colour, nine numbers. */
  add(row: Float64Array): void {
    const at = this.#inBatch * this.#rowBytes;
    for (let i = 0; i < this.#floats; i++) this.#batch.setFloat32(at + 4 * i, row[i]!, true);
    const colors = at + 4 * this.#floats;
    for (let i = 0; i < COLOR_BYTES; i++) this.#batch.setUint8(colors + i, row[6 + i]!);
    this.points += 1;
    this.#inBatch += 1;
    if (this.#inBatch === BATCH_POINTS) this.flush();
  }

  /** Writes what is still held back. */
  flush(): void {
    const bytes = new Uint8Array(this.#batch.buffer, 0, this.#inBatch * this.#rowBytes);
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
    this.#inBatch = 0;
  }
}
