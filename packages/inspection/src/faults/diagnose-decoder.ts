import type { FileHandle } from 'node:fs/promises';
import type { PhotoFault, PhotoType } from '../photo-facts.ts';
import { describeDamage } from './describe-damage.ts';
import { ADVICES } from './file-format.ts';
import { findRareJpeg } from './find-rare-jpeg.ts';
import { jpegEndsEarly } from './jpeg-ends-early.ts';
import { pngEndsEarly } from './png-ends-early.ts';
import { tiffEndsEarly } from './tiff-ends-early.ts';

/** The decoder reports the first error only; whether the file is truncated is checked in the file. */
const endsEarly: Record<PhotoType, (file: FileHandle) => Promise<boolean>> = {
  JPEG: jpegEndsEarly,
  PNG: pngEndsEarly,
  TIFF: tiffEndsEarly,
};

/** Why a decoder could not decode a photo of this type. */
export async function diagnoseDecoder(file: FileHandle, type: PhotoType): Promise<PhotoFault> {
  if (await endsEarly[type](file)) return describeDamage('Truncated');
  const rare = type === 'JPEG' ? await findRareJpeg(file) : undefined;
  if (!rare) return describeDamage('Damaged');
  return { code: 'UnsupportedType', message: `This is ${rare}, which is not supported. ${ADVICES.export}` };
}
