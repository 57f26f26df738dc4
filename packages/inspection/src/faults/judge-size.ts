import type { PhotoFault } from '../photo-facts.ts';

const PIXELS_OF_A_MEGAPIXEL = 1e6;

/** Holds the size of a file, in bytes, against the announced one and the most that is taken. */
export function judgeBytes(
  bytes: number,
  announcedBytes: number | undefined,
  maxBytes: number,
): PhotoFault | undefined {
  if (bytes === 0) {
    return { code: 'EmptyFile', message: 'The file is empty (0 bytes). Copy it from the camera again.' };
  }
  if (bytes > maxBytes) {
    const message = `The file has ${bytes} bytes; at most ${maxBytes} are taken. Save it as a JPEG, or scale it down.`;
    return { code: 'TooLarge', message };
  }
  if (announcedBytes !== undefined && announcedBytes !== bytes) {
    const message = `The file has ${bytes} bytes, announced were ${announcedBytes}. It was changed or cut off on its way: upload it again.`;
    return { code: 'SizeMismatch', message };
  }
  return undefined;
}

/** Holds the pixels that a photo's header promises against the limits, before any of them is decoded. */
export function judgePixels(
  { width, height }: { width: number; height: number },
  { minPhotoPixels, maxPhotoPixels }: { minPhotoPixels: number; maxPhotoPixels: number },
): PhotoFault | undefined {
  const found = `The photo has ${width} × ${height} pixels`;
  if (width * height < minPhotoPixels) {
    const message = `${found}; it needs at least ${inMegapixels(minPhotoPixels)}. Upload it in the size in which it was taken.`;
    return { code: 'TooSmall', message };
  }
  if (width * height > maxPhotoPixels) {
    const message = `${found}; it may have at most ${inMegapixels(maxPhotoPixels)}. Scale it down, or ask the operator for a higher limit.`;
    return { code: 'TooLarge', message };
  }
  return undefined;
}

function inMegapixels(pixels: number): string {
  const megapixels = pixels / PIXELS_OF_A_MEGAPIXEL;
  return `${megapixels} ${megapixels === 1 ? 'megapixel' : 'megapixels'}`;
}
