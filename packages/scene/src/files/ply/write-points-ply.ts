import { closeSync, openSync, writeSync } from 'node:fs';

/** Points per write. */
const BATCH_POINTS = 20_000;
const COLOUR_BYTES = 3;

/** Points with colours and optional normals, as parallel arrays: three numbers per point. */
export interface ColouredPoints {
  count: number;
  positions: ArrayLike<number>;
  normals?: ArrayLike<number>;
  /** Red, green, blue. */
  colours: Uint8Array;
}

/**
 * Writes points as a binary PLY that viewers and COLMAP's `poisson_mesher` read: positions and, if there are any, normals
 * as floats, then colours as bytes. `comments` are lines of its header.
 */
export function writePointsPly(
  path: string,
  { count, positions, normals, colours }: ColouredPoints,
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
        row[6 + axis] = colours[at]!;
      }
      writer.add(row);
    }
    writer.flush();
  } finally {
    closeSync(file);
  }
}

/** The header of such a file. */
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

/** Writes the points of such a file in batches after its header. */
export class PlyPointWriter {
  /** Points added so far. */
  points = 0;
  readonly #file: number;
  readonly #floats: number;
  readonly #rowBytes: number;
  readonly #batch: DataView;
  #inBatch = 0;

  constructor(file: number, { normals }: { normals: boolean }) {
    this.#file = file;
    this.#floats = normals ? 6 : 3;
    this.#rowBytes = this.#floats * Float32Array.BYTES_PER_ELEMENT + COLOUR_BYTES;
    this.#batch = new DataView(new ArrayBuffer(BATCH_POINTS * this.#rowBytes));
  }

  /** Adds a point of nine numbers: position, normal (ignored where the file has none) and colour. */
  add(row: Float64Array): void {
    const at = this.#inBatch * this.#rowBytes;
    for (let i = 0; i < this.#floats; i++) this.#batch.setFloat32(at + 4 * i, row[i]!, true);
    const colours = at + 4 * this.#floats;
    for (let i = 0; i < COLOUR_BYTES; i++) this.#batch.setUint8(colours + i, row[6 + i]!);
    this.points += 1;
    this.#inBatch += 1;
    if (this.#inBatch === BATCH_POINTS) this.flush();
  }

  /** Writes the points that are still in the batch. */
  flush(): void {
    const bytes = new Uint8Array(this.#batch.buffer, 0, this.#inBatch * this.#rowBytes);
    for (let written = 0; written < bytes.length; ) written += writeSync(this.#file, bytes, written);
    this.#inBatch = 0;
  }
}
