import type { Metadata, Raw, Sharp } from 'sharp';
import { THUMBNAIL_SIZES } from './thumbnail-sizes.ts';

/** Pixels row by row, one byte per channel: red, green and blue in sRGB, or grey. */
export interface Picture {
  pixels: Uint8Array;
  width: number;
  height: number;
  channels: Raw['channels'];
}

/**
 * Decodes the whole photo and returns it upright at the size of the larger thumbnail, unencoded, because encoding and
 * decoding it for each use would take longer than all of them.
 */
export async function shrinkPhoto(photo: Sharp, metadata: Metadata): Promise<Picture> {
  const { width, height } = metadata.autoOrient;
  const [, large] = THUMBNAIL_SIZES;
  const { data, info } = await photo
    .autoOrient()
    // Extracting the whole area first keeps the decoder from skipping pixels that the thumbnail does not need.
    .extract({ left: 0, top: 0, width, height })
    .resize({ width: large, height: large, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { pixels: data, width: info.width, height: info.height, channels: info.channels };
}
