import type { IMAGE_ERROR } from '@tiepoint/protocol';

/** A damaged file, and the fault that is expected in it. */
export interface Damage {
  name: string;
  bytes: Buffer;
  code: IMAGE_ERROR;
}

/** The first part, 0 to 1, of some bytes. */
export function cut(bytes: Buffer, part: number): Buffer {
  return bytes.subarray(0, Math.floor(bytes.length * part));
}

/** A copy with one value between two positions, 0 to 1. */
export function fill(bytes: Buffer, value: number, from: number, to: number): Buffer {
  return Buffer.from(bytes).fill(value, Math.floor(bytes.length * from), Math.floor(bytes.length * to));
}

/** A copy with other values from an offset on. */
export function overwrite(bytes: Buffer, offset: number, values: readonly number[]): Buffer {
  const changed = Buffer.from(bytes);
  changed.set(values, offset);
  return changed;
}
