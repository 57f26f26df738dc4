import sharp from 'sharp';

/** Images with more pixels are not decoded: 16,384 × 16,384. */
const MAX_INPUT_PIXELS = 2 ** 28;
/** Raster formats. SVG, which sharp can render too, may refer to other files. */
const FORMATS: readonly string[] = ['jpeg', 'png', 'webp', 'tiff', 'gif'];
/** Blocks are not visible close up; with a higher quality, files grow fast. */
const JPEG_QUALITY = 88;
/** Pixels of all textures together that an ordinary graphics card can hold: a gigabyte. */
const MAX_TOTAL_PIXELS = 2 ** 28;

/** The longest side in pixels of each of `count` textures, so that they fit into a graphics card together. */
export function textureSide(count: number, maxPixels: number): number {
  const share = 2 ** Math.floor(Math.log2(Math.sqrt(MAX_TOTAL_PIXELS / Math.max(1, count))));
  return Math.min(maxPixels, Math.max(256, share));
}

/**
 * Decodes an untrusted image and encodes it as a JPEG whose longer side is at most `side` pixels, or as a PNG where its
 * transparency matters. Throws where it can't be decoded.
 */
export async function encodeTexture(
  input: string | Uint8Array,
  { side, keepAlpha = false }: { side: number; keepAlpha?: boolean },
): Promise<{ bytes: Uint8Array; mimeType: 'image/jpeg' | 'image/png' }> {
  const source = sharp(input, { limitInputPixels: MAX_INPUT_PIXELS, failOn: 'error' });
  const { format } = await source.metadata();
  if (!FORMATS.includes(format)) throw new Error(`images in ${format} are not supported`);
  const image = source
    .toColourspace('srgb')
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true });
  if (keepAlpha) return { bytes: await image.png().toBuffer(), mimeType: 'image/png' };
  const bytes = await image.flatten({ background: 'white' }).jpeg({ quality: JPEG_QUALITY }).toBuffer();
  return { bytes, mimeType: 'image/jpeg' };
}
