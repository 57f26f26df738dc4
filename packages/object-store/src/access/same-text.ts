import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether two texts are equal, compared in constant time. */
export function isSameText(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
