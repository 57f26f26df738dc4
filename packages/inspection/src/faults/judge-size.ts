import type { PhotoFault } from '../photo-facts.ts';

const PIXELS_OF_A_MEGAPIXEL = 1e6;

/** Checks the size of a file against the announced size and the limit. */
export function judgeBytes(
  bytes: number,
  announcedBytes: number | undefined,
  maxBytes: number,
): PhotoFault | undefined {
  if (bytes === 0) {
    return { code: 'EmptyFile', message: 'The file is empty (0 bytes). Copy it from the camera again.' };
  }
  if (bytes > maxBytes) {
    const message = `The file has ${bytes} bytes; the limit is ${maxBytes}. Save it as a JPEG, or scale it down.`;
    return { code: 'TooLarge', message };
  }
  if (announcedBytes !== undefined && announcedBytes !== bytes) {
    const message = `The file has ${bytes} bytes instead of the announced ${announcedBytes}. It was changed or truncated during the upload: upload it again.`;
    return { code: 'SizeMismatch', message };
  }
  return undefined;
}

/** Checks the image size in a photo's header against the limits, before decoding. */
export function judgePixels(
  { width, height }: { width: number; height: number },
  { minPhotoPixels, maxPhotoPixels }: { minPhotoPixels: number; maxPhotoPixels: number },
): PhotoFault | undefined {
  const found = `The photo has ${width} × ${height} pixels`;
  if (width * height < minPhotoPixels) {
    const message = `${found}; the minimum is ${inMegapixels(minPhotoPixels)}. Upload it in its original size.`;
    return { code: 'TooSmall', message };
  }
  if (width * height > maxPhotoPixels) {
    const message = `${found}; the limit is ${inMegapixels(maxPhotoPixels)}. Scale it down, or ask the operator for a higher limit.`;
    return { code: 'TooLarge', message };
  }
  return undefined;
}

function inMegapixels(pixels: number): string {
  const megapixels = pixels / PIXELS_OF_A_MEGAPIXEL;
  return `${megapixels} ${megapixels === 1 ? 'megapixel' : 'megapixels'}`;
}
