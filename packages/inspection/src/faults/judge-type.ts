import type { FileHandle } from 'node:fs/promises';
import type { PhotoFault, PhotoType } from '../photo-facts.ts';
import { ADVICES } from './file-format.ts';
import { findRawPhoto } from './find-raw-photo.ts';
import { readTiffDirectories } from './read-tiff-directories.ts';
import { RECOGNISED_BYTES, recogniseFormat } from './recognise-format.ts';

const USUAL_EXTENSIONS: Record<PhotoType, string> = { JPEG: '.jpg', PNG: '.png', TIFF: '.tif' };

/** The type of a photo by its bytes, or why it can't be used. */
export async function judgeType(
  file: FileHandle,
  announced: PhotoType | undefined,
): Promise<{ type: PhotoType } | { fault: PhotoFault }> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(RECOGNISED_BYTES), 0, RECOGNISED_BYTES, 0);
  const format = recogniseFormat(buffer.subarray(0, bytesRead));
  if (format?.kind !== 'photo') {
    const [what, advice] = format
      ? [format.name, format.advice]
      : describeUnknown(buffer.subarray(0, bytesRead));
    const code = format?.kind === 'picture' ? 'UnsupportedType' : 'NotAnImage';
    return { fault: { code, message: `This is ${what}, not a photo in JPEG, PNG or TIFF. ${advice}` } };
  }
  const raw = format.type === 'TIFF' ? findRawPhoto(await readTiffDirectories(file)) : undefined;
  if (raw) {
    return {
      fault: {
        code: 'UnsupportedType',
        message: `This is ${raw}, which is not supported. ${ADVICES.develop}`,
      },
    };
  }
  if (announced && announced !== format.type) return { fault: describeOtherType(announced, format.type) };
  return { type: format.type };
}

function describeUnknown(start: Buffer): [what: string, advice: string] {
  // Blocks that a memory card or disk has lost.
  const lost = start.every((byte) => byte === 0) || start.every((byte) => byte === 0xff);
  return lost
    ? ['a file of empty blocks', 'Its content is lost: copy it from the camera again.']
    : ['something unknown', 'Export the photo in one of these formats, or leave the file out.'];
}

function describeOtherType(announced: PhotoType, found: PhotoType): PhotoFault {
  const message = `The photo was announced as ${announced} and is a ${found}. Rename it to end in ${USUAL_EXTENSIONS[found]} and upload it again.`;
  return { code: 'WrongType', message };
}
