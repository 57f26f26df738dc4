import { open } from 'node:fs/promises';

import type { BodyDigests } from './body-digests.ts';

/** One write a MiB: with the 64 KiB that sockets deliver, large bodies are written at half the speed. */
const WRITE_BYTES = 1024 * 1024;

/**
 * Writes a body to a new file and returns its size once the disk has it.
 *
 * Memory stays at one write buffer: the body is read only as fast as the disk takes it.
 *
 * @param path a file that does not exist yet; when this throws, the caller removes it
 */
export async function writeBody(
  path: string,
  body: AsyncIterable<Uint8Array>,
  digests: BodyDigests,
): Promise<number> {
  await using file = await open(path, 'wx', 0o600);
  const buffer = Buffer.allocUnsafeSlow(WRITE_BYTES);
  let sizeBytes = 0;
  let filled = 0;
  for await (const chunk of body) {
    digests.update(chunk);
    sizeBytes += chunk.byteLength;
    for (let taken = 0; taken < chunk.byteLength; ) {
      const part = chunk.subarray(taken, taken + WRITE_BYTES - filled);
      buffer.set(part, filled);
      filled += part.byteLength;
      taken += part.byteLength;
      if (filled === WRITE_BYTES) {
        await writeFully(file, buffer, filled);
        filled = 0;
      }
    }
  }
  await writeFully(file, buffer, filled);
  await file.sync();
  return sizeBytes;
}

/** A nearly full disk takes part of a write and reports the error only at the next one. */
async function writeFully(file: FileWriter, buffer: Buffer, length: number): Promise<void> {
  for (let written = 0; written < length; ) {
    written += (await file.write(buffer, written, length - written)).bytesWritten;
  }
}

interface FileWriter {
  write(buffer: Buffer, offset: number, length: number): Promise<{ bytesWritten: number }>;
}
