import { randomBytes } from 'node:crypto';

const RANDOM_BYTES = 6;

/**
 * A new id: 24 hexadecimal digits, 48 bits of milliseconds and 48 random ones, so that ids sort by creation time and
 * a cursor is simply the last id.
 */
export function newId(now: Date): string {
  return now.getTime().toString(16).padStart(12, '0') + randomBytes(RANDOM_BYTES).toString('hex');
}

/** So many new ids of one moment, that sort in their order. */
export function newIds(now: Date, count: number): string[] {
  const first = newId(now);
  const time = first.slice(0, -2 * RANDOM_BYTES);
  // Below the largest by as many as follow.
  const start = Math.min(Number.parseInt(first.slice(time.length), 16), 2 ** (8 * RANDOM_BYTES) - count);
  return Array.from({ length: count }, (_, index) => time + (start + index).toString(16).padStart(12, '0'));
}
