import type { FileHandle } from 'node:fs/promises';

/** Size of a read. */
const BLOCK_BYTES = 64 * 1024;

/**
 * Below this range a binary search turns into sequential reading; more than twice the longest line, so that each
 * probe finds a whole line.
 */
const SEARCH_BYTES = 4096;

/**
 * The lines of a sorted file that are not less than `start`, in order.
 *
 * Lines are held as Latin-1 text, one character a byte, so that comparing texts compares bytes.
 *
 * @param file lines of at most 1025 bytes, each ended by a line feed, sorted by their bytes
 */
export async function* readLinesFrom(file: FileHandle, start: string): AsyncGenerator<string> {
  const { size } = await file.stat();
  let position = await findPosition(file, size, start);
  let rest = '';
  while (position < size) {
    const block = await readText(file, position, Math.min(BLOCK_BYTES, size - position));
    position += block.length;
    const lines = (rest + block).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line >= start) yield line;
  }
}

/** Start of a line at or shortly before the first one that is not less than `start`. */
async function findPosition(file: FileHandle, size: number, start: string): Promise<number> {
  // All lines before `low` are less than `start`; no line that begins at `high` or later is.
  let [low, high] = [0, size];
  while (high - low > SEARCH_BYTES) {
    const middle = Math.floor((low + high) / 2);
    const text = await readText(file, middle, Math.min(SEARCH_BYTES, size - middle));
    const lineStart = text.indexOf('\n') + 1;
    const lineEnd = text.indexOf('\n', lineStart);
    const isLess = middle + lineStart < high && lineEnd > 0 && text.slice(lineStart, lineEnd) < start;
    if (isLess) low = middle + lineStart;
    else high = middle + 1;
  }
  return low;
}

async function readText(file: FileHandle, position: number, bytes: number): Promise<string> {
  const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(bytes), 0, bytes, position);
  if (bytesRead === 0) throw new Error('The file of keys is truncated.');
  return buffer.toString('latin1', 0, bytesRead);
}
