import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { inflate } from 'node:zlib';
import type { PhotoFault, PhotoType } from '../photo-facts.ts';
import { describeDamage } from './describe-damage.ts';
import { pngEndsEarly } from './png-ends-early.ts';
import { readTiffDirectories } from './read-tiff-directories.ts';

const inflateWhole = promisify(inflate);
/** Compressions of TIFF: Adobe's and the old number of the same. */
const DEFLATE = new Set([8, 32946]);
/** Strips have tens of kilobytes, tiles up to a few megabytes; larger ones are left to the decoder. */
const MAX_INFLATED_BYTES = 256 * 1024 * 1024;

/** Finds damage that the decoder does not report if the pixels are complete. */
export async function findHiddenDamage(file: FileHandle, type: PhotoType): Promise<PhotoFault | undefined> {
  if (type === 'PNG' && (await pngEndsEarly(file))) return describeDamage('Truncated');
  if (type === 'TIFF' && (await hasBadChecksum(file))) return describeDamage('Damaged');
  return undefined;
}

/** libtiff does not check the checksum (RFC 1950) of a deflated strip. */
async function hasBadChecksum(file: FileHandle): Promise<boolean> {
  const [directory] = await readTiffDirectories(file);
  if (!directory || !DEFLATE.has(directory.compression ?? 0)) return false;
  const { size } = await file.stat();
  for (const { offset, bytes } of directory.data) {
    if (bytes === 0 || offset + bytes > size) continue;
    const { buffer } = await file.read(Buffer.alloc(bytes), 0, bytes, offset);
    const failed = await inflateWhole(buffer, { maxOutputLength: MAX_INFLATED_BYTES }).then(
      () => false,
      ({ code }: NodeJS.ErrnoException) => code !== 'ERR_BUFFER_TOO_LARGE',
    );
    if (failed) return true;
  }
  return false;
}
