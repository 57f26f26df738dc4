import sharp from 'sharp';

/** A grey image, one byte per pixel, row by row. */
export interface GreyImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Longer side in pixels: that of the small thumbnails. */
const MAX_SIDE = 256;
/** The decoder rejects anything larger: it is no thumbnail. */
const MAX_PIXELS = 4_000_000;

/** Decodes a thumbnail to grey. Rejects if it can't be decoded. */
export async function readGreyImage(encoded: Uint8Array): Promise<GreyImage> {
  const { data, info } = await sharp(encoded, { limitInputPixels: MAX_PIXELS })
    .resize({ width: MAX_SIDE, height: MAX_SIDE, fit: 'inside', withoutEnlargement: true })
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

/** Downsamples by a factor of 1 to 2 with bilinear interpolation. */
export function downsample({ width, height, pixels }: GreyImage, factor: number): GreyImage {
  const [newWidth, newHeight] = [Math.floor(width / factor), Math.floor(height / factor)];
  const small = new Uint8Array(newWidth * newHeight);
  for (let y = 0; y < newHeight; y++) {
    const sourceY = Math.min(height - 1.001, (y + 0.5) * factor - 0.5);
    const row = Math.floor(sourceY);
    for (let x = 0; x < newWidth; x++) {
      const sourceX = Math.min(width - 1.001, (x + 0.5) * factor - 0.5);
      const column = Math.floor(sourceX);
      const [right, down] = [sourceX - column, sourceY - row];
      const at = row * width + column;
      const top = (pixels[at] ?? 0) * (1 - right) + (pixels[at + 1] ?? 0) * right;
      const bottom = (pixels[at + width] ?? 0) * (1 - right) + (pixels[at + width + 1] ?? 0) * right;
      small[y * newWidth + x] = top * (1 - down) + bottom * down;
    }
  }
  return { width: newWidth, height: newHeight, pixels: small };
}

/** A box filter of 5 × 5 pixels, so that comparisons of single pixels are robust to noise; the border of 2 stays 0. */
export function smooth({ width, height, pixels }: GreyImage): GreyImage {
  const across = new Uint16Array(width * height);
  const smoothed = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 2; x < width - 2; x++) {
      const at = y * width + x;
      across[at] =
        (pixels[at - 2] ?? 0) +
        (pixels[at - 1] ?? 0) +
        (pixels[at] ?? 0) +
        (pixels[at + 1] ?? 0) +
        (pixels[at + 2] ?? 0);
    }
  }
  for (let y = 2; y < height - 2; y++) {
    for (let x = 2; x < width - 2; x++) {
      const at = y * width + x;
      const sum =
        (across[at - 2 * width] ?? 0) +
        (across[at - width] ?? 0) +
        (across[at] ?? 0) +
        (across[at + width] ?? 0) +
        (across[at + 2 * width] ?? 0);
      smoothed[at] = sum / 25;
    }
  }
  return { width, height, pixels: smoothed };
}
