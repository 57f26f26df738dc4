import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const READ_BYTES = 512 * 1024;

/** The digest of a file in hex. Read through one buffer: garbage of the file's size would cost more than hashing. */
export async function hashFile(
  path: string,
  algorithm: 'sha1' | 'sha256',
  signal: AbortSignal,
): Promise<string> {
  await using file = await open(path);
  const hash = createHash(algorithm);
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
  }
}
