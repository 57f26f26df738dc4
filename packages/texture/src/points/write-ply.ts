import { writeFile } from 'node:fs/promises';
import type { SparsePoints } from '../sparse-model/sparse-model.ts';
import type { OrientedPoints } from './orient-points.ts';

/** Writes points with normals and colours as the binary PLY that COLMAP's `poisson_mesher` reads. */
export async function writeOrientedPointsPly(path: string, points: OrientedPoints): Promise<void> {
  const { count, positions, normals, colors } = points;
  await writeFile(path, encodePly(count, { xyz: positions, nxnynz: normals, colors }));
}

/** Writes points with their colours as a binary PLY for viewers; `comments` are lines for its header. */
export async function writePointsPly(
  path: string,
  points: Pick<SparsePoints, 'count' | 'colors'> & { positions: ArrayLike<number> },
  comments: readonly string[] = [],
): Promise<void> {
  await writeFile(path, encodePly(points.count, { xyz: points.positions, colors: points.colors }, comments));
}

/**
 * The head of a binary PLY of points: positions and, where they have them, normals as floats, then colours as bytes.
 * `comments` are lines.
 */
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

interface Columns {
  xyz: ArrayLike<number>;
  nxnynz?: ArrayLike<number>;
  colors: Uint8Array;
}

function encodePly(
  count: number,
  { xyz, nxnynz, colors }: Columns,
  comments: readonly string[] = [],
): Uint8Array {
  const header = encodePlyHeader(count, { normals: nxnynz !== undefined, comments });
  const rowBytes = (nxnynz ? 24 : 12) + 3;
  const file = new Uint8Array(header.length + count * rowBytes);
  file.set(header);
  const view = new DataView(file.buffer);
  for (let i = 0; i < count; i++) {
    const row = header.length + i * rowBytes;
    for (let axis = 0; axis < 3; axis++) {
      view.setFloat32(row + 4 * axis, xyz[3 * i + axis]!, true);
      if (nxnynz) view.setFloat32(row + 12 + 4 * axis, nxnynz[3 * i + axis]!, true);
    }
    file.set(colors.subarray(3 * i, 3 * i + 3), row + rowBytes - 3);
  }
  return file;
}
