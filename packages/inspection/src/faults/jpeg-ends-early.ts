import type { FileHandle } from 'node:fs/promises';

/** Start of scan and end of image (ITU-T T.81, table B.1). Entropy-coded data never holds them: a 0xFF is stuffed. */
const START_OF_SCAN = Buffer.from([0xff, 0xda]);
const END_OF_IMAGE = Buffer.from([0xff, 0xd9]);
const CHUNK_BYTES = 256 * 1024;

/**
 * Whether a JPEG was truncated in its image data: searched from the end, a start of scan is found before an end of image.
 * Bytes after the end marker are normal and don't count.
 */
export async function jpegEndsEarly(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES + 1);
  for (let end = size; end > 0; end -= CHUNK_BYTES) {
    const start = Math.max(0, end - CHUNK_BYTES);
    // One byte more than the chunk, for a marker across its end.
    const { bytesRead } = await file.read(buffer, 0, Math.min(end + 1, size) - start, start);
    const chunk = buffer.subarray(0, bytesRead);
    const scan = chunk.lastIndexOf(START_OF_SCAN);
    const ended = chunk.lastIndexOf(END_OF_IMAGE);
    if (scan !== ended) return scan > ended;
  }
  // Neither: it was truncated in its headers.
  return true;
}
