import sharp from 'sharp';

/** A picture of more pixels is not decoded: 16,384 × 16,384. */
const MAX_INPUT_PIXELS = 2 ** 28;
/** Formats of pictures made of pixels. SVG, which sharp draws too, is a program of its own and may name files. */
const FORMATS: readonly string[] = ['jpeg', 'png', 'webp', 'tiff', 'gif'];
/** Good enough that blocks do not show close up; above, files grow fast. */
const JPEG_QUALITY = 88;
/** Pixels of all textures together that an ordinary graphics card holds: a gigabyte. */
const MAX_TOTAL_PIXELS = 2 ** 28;

/** The longer side that each of `count` textures may have, so that they fit into a graphics card together. */
export function textureSide(count: number, maxPixels: number): number {
  const share = 2 ** Math.floor(Math.log2(Math.sqrt(MAX_TOTAL_PIXELS / Math.max(1, count))));
  return Math.min(maxPixels, Math.max(256, share));
}

/**
 * Decodes a picture, whatever is in it, and writes it anew as a JPEG whose longer side is at most `side` pixels, or
 * as a PNG where its transparency matters. Throws where it can't be decoded.
 */
export async function encodeTexture(
  input: string | Uint8Array,
  { side, keepAlpha = false }: { side: number; keepAlpha?: boolean },
): Promise<{ bytes: Uint8Array; mimeType: 'image/jpeg' | 'image/png' }> {
  const source = sharp(input, { limitInputPixels: MAX_INPUT_PIXELS, failOn: 'error' });
  const { format } = await source.metadata();
  if (!FORMATS.includes(format)) throw new Error(`a picture in ${format} is not read`);
  const picture = source
    .toColourspace('srgb')
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  if (keepAlpha) return { bytes: await picture.png().toBuffer(), mimeType: 'image/png' };
  const bytes = await picture.flatten({ background: 'white' }).jpeg({ quality: JPEG_QUALITY }).toBuffer();
  return { bytes, mimeType: 'image/jpeg' };
}
