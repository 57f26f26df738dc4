import sharp, { type Metadata, type Sharp } from 'sharp';
import { thumbnailSizes } from './thumbnail-sizes.ts';

/** JPEGs in the order of `thumbnailSizes`. */
export type Thumbnails = [small: Buffer, large: Buffer];

const QUALITY = 82;

/** Upright JPEGs, the smaller from the larger, which comes from a decode of the whole photo. */
export async function makeThumbnails(photo: Sharp, metadata: Metadata): Promise<Thumbnails> {
  const { width, height } = metadata.autoOrient;
  const [small, large] = thumbnailSizes;
  const largeThumbnail = await photo
    .autoOrient()
    // Taking the whole area first keeps the decoder from skipping pixels that the thumbnail does not need.
    .extract({ left: 0, top: 0, width, height })
    .resize({ width: large, height: large, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: QUALITY })
    .toBuffer();
  const smallThumbnail = await sharp(largeThumbnail)
    .resize({ width: small, height: small, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: QUALITY })
    .toBuffer();
  return [smallThumbnail, largeThumbnail];
}
