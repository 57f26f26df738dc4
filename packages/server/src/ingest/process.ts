import { buffer } from 'node:stream/consumers';
import sharp, { type Metadata, type Sharp } from 'sharp';
import {
  type Image,
  type ImageFault,
  type ImageType,
  originalKey,
  thumbnailKey,
  thumbnailSizes,
} from '../images/image.ts';
import { diagnoseDecoder } from './diagnose-decoder.ts';
import { readExif } from './exif.ts';
import type { IngestNeeds, StepOutcome } from './step.ts';

const types: Record<string, ImageType> = { jpeg: 'JPEG', png: 'PNG', tiff: 'TIFF' };
const THUMBNAIL_QUALITY = 82;

/** Decodes a photo whole, reads its EXIF and stores its thumbnails. */
export async function processPhoto(
  needs: IngestNeeds,
  image: Image,
  signal: AbortSignal,
): Promise<StepOutcome> {
  const bytes = await buffer(await needs.storage.private.read(originalKey(image)));
  signal.throwIfAborted();
  const decoded = await decode(bytes, needs.limits);
  if ('faults' in decoded) return decoded;
  const { header, thumbnails } = decoded;
  await Promise.all(
    thumbnails.map((thumbnail, index) =>
      needs.storage.private.write(thumbnailKey(image, thumbnailSizes[index] ?? 0), [thumbnail], 'image/jpeg'),
    ),
  );
  const exif = await readExif(bytes);
  return { facts: { type: header.type, width: header.width, height: header.height, exif } };
}

type Decoded =
  | { header: { type: ImageType; width: number; height: number }; thumbnails: Buffer[] }
  | { faults: ImageFault[] };

async function decode(bytes: Buffer, limits: IngestNeeds['limits']): Promise<Decoded> {
  try {
    const photo = sharp(bytes, { failOn: 'warning', limitInputPixels: limits.maxPhotoPixels });
    const metadata = await photo.metadata();
    const type = types[metadata.format];
    if (!type) {
      const message = `This is a ${metadata.format.toUpperCase()} file. Convert it to JPEG, PNG or TIFF.`;
      return { faults: [{ code: 'NotAnImage', message }] };
    }
    const { width, height } = metadata;
    if (width * height < limits.minPhotoPixels) {
      const message = `The photo has ${width} × ${height} pixels; at least ${limits.minPhotoPixels / 1e6} megapixels are needed.`;
      return { faults: [{ code: 'TooSmall', message }] };
    }
    return { header: { type, width, height }, thumbnails: await makeThumbnails(photo, metadata) };
  } catch (error) {
    return { faults: [diagnoseDecoder(error, bytes, limits.maxPhotoPixels)] };
  }
}

/** Upright JPEGs, all from one decode of the whole photo. */
async function makeThumbnails(photo: Sharp, metadata: Metadata): Promise<Buffer[]> {
  const { width, height } = metadata.autoOrient;
  const largest = Math.max(...thumbnailSizes);
  const upright = await photo
    .autoOrient()
    // Taking the whole area first keeps the decoder from skipping pixels that the thumbnail does not need.
    .extract({ left: 0, top: 0, width, height })
    .resize({ width: largest, height: largest, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return Promise.all(
    thumbnailSizes.map((size) =>
      sharp(upright.data, { raw: upright.info })
        .resize({ width: size, height: size, fit: 'inside', withoutEnlargement: true })
        .jpeg({ quality: THUMBNAIL_QUALITY })
        .toBuffer(),
    ),
  );
}
