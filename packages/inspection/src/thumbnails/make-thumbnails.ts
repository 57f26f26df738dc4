import sharp from 'sharp';
import type { Picture } from './shrink-photo.ts';
import { THUMBNAIL_SIZES } from './thumbnail-sizes.ts';

/** JPEGs in the order of `THUMBNAIL_SIZES`. */
export type Thumbnails = [small: Buffer, large: Buffer];

/** Optimised Huffman tables would save 1 to 3 % of the bytes and take longer than everything else. */
const JPEG = { quality: 82, optimiseCoding: false };

/** Makes both thumbnails of a photo, from its picture at the size of the larger one. */
export async function makeThumbnails({ pixels, width, height, channels }: Picture): Promise<Thumbnails> {
  const [small] = THUMBNAIL_SIZES;
  const open = () => sharp(pixels, { raw: { width, height, channels } });
  return Promise.all([
    open()
      .resize({ width: small, height: small, fit: 'inside', withoutEnlargement: true })
      .jpeg(JPEG)
      .toBuffer(),
    open().jpeg(JPEG).toBuffer(),
  ]);
}
