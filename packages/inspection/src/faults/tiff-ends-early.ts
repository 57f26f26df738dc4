import type { FileHandle } from 'node:fs/promises';
import { readTiffDirectories } from './read-tiff-directories.ts';

/** Header with the offset of the first directory. */
const HEADER_BYTES = 8;

/** Whether an offset in a TIFF points past the end of the file. */
export async function tiffEndsEarly(file: FileHandle): Promise<boolean> {
  const { size } = await file.stat();
  if (size < HEADER_BYTES) return true;
  const header = Buffer.alloc(HEADER_BYTES);
  await file.read(header, 0, HEADER_BYTES, 0);
  const littleEndian = header[0] === 0x49;
  const isBig = (littleEndian ? header.readUInt16LE(2) : header.readUInt16BE(2)) === 43;
  const first = littleEndian ? header.readUInt32LE(4) : header.readUInt32BE(4);
  if (!isBig && first >= size) return true;
  const [directory] = await readTiffDirectories(file);
  return directory?.data.some(({ offset, bytes }) => offset + bytes > size) ?? false;
}
