import { open } from 'node:fs/promises';
import type { ImageFault } from '../images/image.ts';
import { jpegEndsEarly } from './jpeg-ends-early.ts';

/** What libvips and its loaders say, by the fault that it means. */
const signs: { pattern: RegExp; code: ImageFault['code'] }[] = [
  { pattern: /exceeds pixel limit|too large|dimensions? (is|are) too/i, code: 'TooLarge' },
  { pattern: /unsupported image format|corrupt header|not a (jpeg|png|tiff)/i, code: 'NotAnImage' },
  { pattern: /corrupt jpeg data|data segment/i, code: 'Damaged' },
  {
    pattern: /premature end|unexpected end|end of (file|stream|image)|not enough|read error|truncated/i,
    code: 'Truncated',
  },
];

const sentences: Partial<Record<ImageFault['code'], string>> = {
  NotAnImage: 'This is not a photo in JPEG, PNG or TIFF. Export it in one of these formats.',
  Truncated: 'The file ends too early: it was cut off. Copy it from the camera again and upload it.',
  Damaged: 'The picture data are damaged. Copy it from the camera again and upload it.',
};

/** Turns a decoder's exception into the photo's fault. */
export async function diagnoseDecoder(error: unknown, path: string, maxPixels: number): Promise<ImageFault> {
  const said = error instanceof Error ? error.message : String(error);
  const found = signs.find((sign) => sign.pattern.test(said))?.code ?? 'Damaged';
  const code = await lookAgain(found, path);
  const message =
    sentences[code] ?? `The photo has more than ${maxPixels / 1e6} megapixels, the most this server takes.`;
  return { code, message };
}

/** The decoder names the first thing that it stumbled over; the file itself tells what it means. */
async function lookAgain(found: ImageFault['code'], path: string): Promise<ImageFault['code']> {
  if (found === 'NotAnImage') return (await startsLikePhoto(path)) ? 'Damaged' : 'NotAnImage';
  return found === 'Damaged' && (await jpegEndsEarly(path)) ? 'Truncated' : found;
}

async function startsLikePhoto(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
  const start = buffer.toString('latin1', 0, bytesRead);
  return start.startsWith('\xff\xd8\xff') || start === '\x89PNG' || start === 'II*\0' || start === 'MM\0*';
}
