import type { PhotoFacts, PhotoMetadata, PhotoWarning } from '../photo-facts.ts';
import { warnOfExposure } from './exposure.ts';

/**
 * Variance of the Laplacian. The softest real photo has 75; a Gaussian blur of 2 pixels (of the 1024 of the large
 * thumbnail) leaves at most 20 of any.
 */
const BLURRED_SHARPNESS = 25;
/** Converters crop a few pixels of the sensor's border; a crop or resize that matters is larger. */
const SIZE_TOLERANCE = 0.02;
/** Names that libvips has for colour spaces other than RGB, and ICC profiles with a clearly wider gamut than sRGB. */
const OTHER_COLOURS = /^(cmyk|b-w|grey16|labs?|xyz|hsv)$|adobe ?rgb|^argb|prophoto|romm|wide ?gamut|2020/i;

/** Warns of what makes a single photo less suitable for photogrammetry. */
export function warnOfPhoto(facts: PhotoFacts): PhotoWarning[] {
  const exposure = warnOfExposure(facts.measures);
  return [
    ...exposure,
    // A clipped histogram makes sharpness meaningless.
    ...(exposure.length > 0 ? [] : warnOfBlur(facts.measures.sharpness)),
    ...warnOfMetadata(facts.metadata),
    ...warnOfEdit(facts),
    ...warnOfColours(facts.measures.colourSpace),
  ];
}

function warnOfBlur(sharpness: number): PhotoWarning[] {
  if (sharpness >= BLURRED_SHARPNESS) return [];
  const message = 'The picture is not sharp: out of focus, or the camera moved. Use a shorter exposure time.';
  return [{ code: 'Blurred', value: sharpness, message }];
}

function warnOfMetadata(metadata: PhotoMetadata): PhotoWarning[] {
  const { make, model, takenAt, focalLength, focalLengthIn35mm, latitude } = metadata;
  const warnings: PhotoWarning[] = [];
  if ([make, model, takenAt, focalLength, latitude].every((value) => value === undefined)) {
    const message =
      'The file has no EXIF: camera, focal length, time and position are unknown. Upload the photo as the camera wrote it.';
    return [{ code: 'NoExif', message }];
  }
  if (focalLength === undefined && focalLengthIn35mm === undefined) {
    const message = 'EXIF has no focal length: it has to be estimated, unless camera.txt gives it.';
    warnings.push({ code: 'NoFocalLength', message });
  }
  if (latitude === undefined) {
    const message =
      'EXIF has no position (or 0° 0°): the photo does not help to georeference and scale the model.';
    warnings.push({ code: 'NoPosition', message });
  }
  return warnings;
}

/** The image size in EXIF may be that after rotation. */
function warnOfEdit({ width, height, metadata }: PhotoFacts): PhotoWarning[] {
  const { writtenWidth, writtenHeight } = metadata;
  if (writtenWidth === undefined || writtenHeight === undefined) return [];
  const [long, short] = [Math.max(width, height), Math.min(width, height)];
  const [writtenLong, writtenShort] = [
    Math.max(writtenWidth, writtenHeight),
    Math.min(writtenWidth, writtenHeight),
  ];
  if (isNear(long, writtenLong) && isNear(short, writtenShort)) return [];
  const message = `The photo has ${width} × ${height} pixels, the camera wrote ${writtenWidth} × ${writtenHeight}: it was cropped or resized. Upload the original.`;
  return [{ code: 'Edited', value: (width * height) / (writtenWidth * writtenHeight), message }];
}

function isNear(size: number, written: number): boolean {
  return Math.abs(size - written) <= SIZE_TOLERANCE * written;
}

function warnOfColours(colourSpace: string): PhotoWarning[] {
  if (!OTHER_COLOURS.test(colourSpace)) return [];
  const name = { cmyk: 'CMYK', 'b-w': 'greyscale', grey16: 'greyscale' }[colourSpace] ?? colourSpace;
  const message = `The colours are ${name}, not sRGB: the model's may look different. Export the photo in sRGB.`;
  return [{ code: 'ColourSpace', message }];
}
