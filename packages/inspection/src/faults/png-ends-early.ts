import type { FileHandle } from 'node:fs/promises';

const SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
/** The last chunk: length 0, name and checksum (https://www.w3.org/TR/png-3/#11IEND). */
const LAST_CHUNK = Buffer.from('0000000049454e44ae426082', 'hex');
/** Length and name before the data, checksum after them. */
const HEAD_BYTES = 8;
const FRAME_BYTES = 12;
const NO_NAME = '\0\0\0\0';

/** Whether a PNG was truncated before its last chunk, or continues with zeros. */
export async function pngEndsEarly(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  const end = await readAt(file, Math.max(0, size - LAST_CHUNK.length), LAST_CHUNK.length);
  if (end.equals(LAST_CHUNK)) return false;
  if (!(await readAt(file, 0, SIGNATURE.length)).equals(SIGNATURE)) return size < SIGNATURE.length;
  // Bytes may follow the last chunk, so the chunks are walked from the beginning.
  for (let at = SIGNATURE.length; ; ) {
    const head = await readAt(file, at, HEAD_BYTES);
    if (head.length < HEAD_BYTES) return true;
    const name = head.toString('latin1', 4);
    if (name === 'IEND') return false;
    if (!/^[a-z]{4}$/i.test(name)) return name === NO_NAME;
    at += FRAME_BYTES + head.readUInt32BE(0);
  }
}

async function readAt(file: FileHandle, offset: number, bytes: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(bytes), 0, bytes, offset);
  return buffer.subarray(0, bytesRead);
}
