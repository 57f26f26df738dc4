import sharp, { type Metadata, type Sharp } from 'sharp';
import type { PhotoLimits } from '../config/config.ts';
import {
  type Exif,
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
  const found = await needs.storage.private.useFile(originalKey(image), (path) => look(path, needs.limits));
  signal.throwIfAborted();
  if ('faults' in found) return found;
  const { header, thumbnails, exif } = found;
  await Promise.all(
    thumbnails.map((thumbnail, index) =>
      needs.storage.private.write(thumbnailKey(image, thumbnailSizes[index] ?? 0), [thumbnail], 'image/jpeg'),
    ),
  );
  return { facts: { type: header.type, width: header.width, height: header.height, exif } };
}

type Decoded =
  | { header: { type: ImageType; width: number; height: number }; thumbnails: Buffer[] }
  | { faults: ImageFault[] };

async function look(path: string, limits: PhotoLimits): Promise<Decoded & { exif: Exif }> {
  const [decoded, exif] = await Promise.all([decode(path, limits), readExif(path)]);
  return { ...decoded, exif };
}

async function decode(path: string, limits: PhotoLimits): Promise<Decoded> {
  try {
    const photo = sharp(path, { failOn: 'warning', limitInputPixels: limits.maxPhotoPixels });
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
    return { faults: [await diagnoseDecoder(error, path, limits.maxPhotoPixels)] };
  }
}

/** Upright JPEGs, the smaller from the larger, which comes from a decode of the whole photo. */
async function makeThumbnails(photo: Sharp, metadata: Metadata): Promise<Buffer[]> {
  const { width, height } = metadata.autoOrient;
  const [small, large] = thumbnailSizes;
  const largeThumbnail = await photo
    .autoOrient()
    // Taking the whole area first keeps the decoder from skipping pixels that the thumbnail does not need.
    .extract({ left: 0, top: 0, width, height })
    .resize({ width: large, height: large, fit: 'inside', withoutEnlargement: true })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .jpeg({ quality: THUMBNAIL_QUALITY })
    .toBuffer();
  const smallThumbnail = await sharp(largeThumbnail)
    .resize({ width: small, height: small, fit: 'inside', withoutEnlargement: true })
    .jpeg({ quality: THUMBNAIL_QUALITY })
    .toBuffer();
  return [smallThumbnail, largeThumbnail];
}
