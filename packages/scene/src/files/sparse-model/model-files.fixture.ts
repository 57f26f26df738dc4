import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A value of a binary file by its type. */
export type Field = ['u32' | 'i32' | 'u64' | 'f64' | 'u8', number] | ['text', string];

/** Writes a COLMAP model: two photos of one pinhole camera with two keypoints each, the second of one common point. */
export async function writeModel(folder: string): Promise<void> {
  const camera: Field[] = [
    ['u32', 7],
    ['i32', 1],
    ['u64', 640],
    ['u64', 480],
    ['f64', 500],
    ['f64', 501],
    ['f64', 320],
    ['f64', 240],
  ];
  const image = (id: number, name: string, tx: number): Field[] => [
    ['u32', id],
    ...[Math.SQRT1_2, 0, 0, Math.SQRT1_2, tx, 2, 3].map((value): Field => ['f64', value]),
    ['u32', 7],
    ['text', name],
    ['u64', 2],
    ['f64', 10],
    ['f64', 20],
    ['u64', -1],
    ['f64', 30],
    ['f64', 40],
    ['u64', 99],
  ];
  const point: Field[] = [
    ['u64', 99],
    ['f64', 1],
    ['f64', 2],
    ['f64', 3],
    ['u8', 10],
    ['u8', 20],
    ['u8', 30],
    ['f64', 0.5],
    ['u64', 2],
    ['u32', 5],
    ['u32', 1],
    ['u32', 4],
    ['u32', 1],
  ];
  await writeFile(join(folder, 'cameras.bin'), encode([['u64', 1], ...camera]));
  await writeFile(
    join(folder, 'images.bin'),
    encode([['u64', 2], ...image(5, 'b/two.jpg', 1), ...image(4, 'one.jpg', 0)]),
  );
  await writeFile(join(folder, 'points3D.bin'), encode([['u64', 1], ...point]));
}

/** The bytes of values one after the other, little-endian. */
export function encode(fields: Field[]): Buffer {
  return Buffer.concat(
    fields.map(([type, value]) => {
      if (type === 'text') return Buffer.from(`${value}\0`);
      const bytes = Buffer.alloc(type === 'u8' ? 1 : type === 'u32' || type === 'i32' ? 4 : 8);
      if (type === 'u8') bytes.writeUInt8(value);
      else if (type === 'f64') bytes.writeDoubleLE(value);
      else if (type === 'u64') bytes.writeBigInt64LE(BigInt(value));
      else bytes.writeInt32LE(value);
      return bytes;
    }),
  );
}
