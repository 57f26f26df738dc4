import { open } from 'node:fs/promises';

/** Every binary glTF begins with these bytes and its own length. */
const MAGIC = 'glTF';
const HEADER_BYTES = 12;

/** Whether a file is a complete binary glTF. Throws if it is missing. */
export async function isWholeGlb(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
  if (bytesRead < HEADER_BYTES || buffer.toString('latin1', 0, 4) !== MAGIC) return false;
  return buffer.readUInt32LE(8) === (await file.stat()).size;
}
