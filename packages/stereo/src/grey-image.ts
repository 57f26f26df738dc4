import sharp from 'sharp';
import type { PixelGrid } from './pixel-grid.ts';
import type { StereoView } from './scene.ts';

/** Grey values of the pixels of a grid, one byte each, row by row. */
export interface GreyImage {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Reads a view's photo in grey at the size of a grid. Throws where the file is missing, damaged or of another size. */
export async function readGreyImage(view: StereoView, { width, height }: PixelGrid): Promise<GreyImage> {
  const photo = sharp(view.photoPath, { failOn: 'error' });
  const found = await readable(photo.metadata());
  if (found.width !== view.width || found.height !== view.height) {
    throw new Error(
      `Its photo has ${found.width} × ${found.height} pixels, its camera ${view.width} × ${view.height}.`,
    );
  }
  const grey = photo.greyscale().resize(width, height, { fit: 'fill' }).raw();
  return { width, height, pixels: await readable(grey.toBuffer()) };
}

async function readable<Found>(reading: Promise<Found>): Promise<Found> {
  try {
    return await reading;
  } catch (cause) {
    throw new Error('Its photo is missing or damaged.', { cause });
  }
}

/** The image at half its size: each pixel is the mean of four. */
export function halveImage({ width, height, pixels }: GreyImage): GreyImage {
  const [halfWidth, halfHeight] = [width >> 1, height >> 1];
  const half = new Uint8Array(halfWidth * halfHeight);
  for (let y = 0; y < halfHeight; y++) {
    const upper = 2 * y * width;
    for (let x = 0; x < halfWidth; x++) {
      const at = upper + 2 * x;
      const sum = pixels[at]! + pixels[at + 1]! + pixels[at + width]! + pixels[at + width + 1]!;
      half[y * halfWidth + x] = (sum + 2) >> 2;
    }
  }
  return { width: halfWidth, height: halfHeight, pixels: half };
}

/** Packs each pixel with its lower, right and lower right neighbour into four bytes: one load per bilinear sample. */
export function packNeighbours({ width, height, pixels }: GreyImage, target: Uint8Array): void {
  for (let y = 0; y < height; y++) {
    const below = Math.min(y + 1, height - 1) * width;
    for (let x = 0; x < width; x++) {
      const right = Math.min(x + 1, width - 1);
      const at = (y * width + x) * 4;
      target[at] = pixels[y * width + x]!;
      target[at + 1] = pixels[below + x]!;
      target[at + 2] = pixels[y * width + right]!;
      target[at + 3] = pixels[below + right]!;
    }
  }
}
