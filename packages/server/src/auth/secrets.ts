import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new app key, user token, code or session: 40 hexadecimal digits, so that it matches `\w+`. */
export function newSecret(): string {
  return randomBytes(20).toString('hex');
}

/** The hash of a secret for the database. Secrets are random, so a plain SHA-256 is enough. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Whether two secrets are equal, compared in constant time. */
export function sameSecret(one: string, other: string): boolean {
  return timingSafeEqual(hashSecret(one), hashSecret(other));
}
