import { join } from 'node:path';
import type { View } from '@tiepoint/scene';
import sharp from 'sharp';

/** A decoded photo: red, green, blue of each pixel, row by row. */
export interface Photo {
  width: number;
  height: number;
  pixels: Uint8Array;
}

/** Decodes a view's photo at the view's size. Throws an Error that names the photo where it can't be read. */
export async function readPhoto(photosFolder: string, view: View): Promise<Photo> {
  const { name, width, height } = view;
  try {
    const pixels = await sharp(join(photosFolder, name), { autoOrient: false })
      .resize(width, height, { fit: 'fill' })
      .toColourspace('srgb')
      .removeAlpha()
      .raw()
      .toBuffer();
    if (pixels.length !== 3 * width * height)
      throw new Error(`${pixels.length} bytes for ${width} x ${height} pixels`);
    return { width, height, pixels };
  } catch (cause) {
    throw new Error(`cannot read the photo ${name}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
