import { createHash, randomBytes } from 'node:crypto';

/** A new app key or user token: 40 hexadecimal digits, so that it matches `\w+`. */
export function newSecret(): string {
  return randomBytes(20).toString('hex');
}

/** What the database keeps of a secret. They are random, so a plain SHA-256 is enough. */
export function hashSecret(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}
