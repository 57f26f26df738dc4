import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';

const READ_BYTES = 512 * 1024;

/** SHA-1 of a file, read through one buffer: photos are large, and garbage of their size would cost more than hashing. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  await using file = await open(path);
  const hash = createHash('sha1');
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
  }
}
