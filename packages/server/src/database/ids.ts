import { randomBytes } from 'node:crypto';

/**
 * A new id: 24 hexadecimal digits, 48 bits of milliseconds and 48 random ones, so that ids sort by creation time and
 * a cursor is simply the last id.
 */
export function newId(now: Date): string {
  return now.getTime().toString(16).padStart(12, '0') + randomBytes(6).toString('hex');
}
