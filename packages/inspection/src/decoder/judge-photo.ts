import { open, stat } from 'node:fs/promises';
import sharp, { type Metadata, type Sharp } from 'sharp';
import { diagnoseDecoder } from '../faults/diagnose-decoder.ts';
import { findHiddenDamage } from '../faults/find-hidden-damage.ts';
import { judgeBytes, judgePixels } from '../faults/judge-size.ts';
import { judgeType } from '../faults/judge-type.ts';
import { colourSpaceOf } from '../measures/colour-space.ts';
import { measurePicture } from '../measures/measure-picture.ts';
import { readMetadata } from '../metadata/read-metadata.ts';
import type { PhotoFault, PhotoType } from '../photo-facts.ts';
import { makeThumbnails } from '../thumbnails/make-thumbnails.ts';
import { type Picture, shrinkPhoto } from '../thumbnails/shrink-photo.ts';
import type { Announcement, Inspection, PhotoLimits } from './inspection.ts';

/** Warnings of libjpeg about headers. */
const ODD_HEADER =
  /Invalid SOS parameters for sequential|Unknown Adobe color transform|extraneous bytes before marker 0x(c[0-9a-f]|d[a-f]|e[0-9a-f]|fe)/;

/** Warnings of libtiff and its codecs about the picture data. */
const DAMAGED_TIFF = /jpeg|corrupt|premature|decod|read error|not enough|not yet in table|strip|overflow/i;

/**
 * Inspects a photo: cheap checks first, decoding last. Rejects if the file can't be read. A hostile file may crash or
 * hang the process that runs this, so it needs a process of its own.
 */
export async function judgePhoto(
  path: string,
  announced: Announcement,
  limits: PhotoLimits,
): Promise<Inspection> {
  const fault = judgeBytes((await stat(path)).size, announced.sizeBytes, limits.maxPhotoBytes);
  if (fault) return refuse(fault);
  await using file = await open(path);
  const judged = await judgeType(file, announced.type);
  if ('fault' in judged) return refuse(judged.fault);
  const { type } = judged;
  const header = await unlessRefused(openPhoto(path, 'error').metadata());
  if (!header) return refuse(await diagnoseDecoder(file, type));
  const wrongSize = judgePixels(header, limits);
  if (wrongSize) return refuse(wrongSize);
  const damage = await findHiddenDamage(file, type);
  if (damage) return refuse(damage);
  const picture = await decode(path, type, header);
  if (!picture) return refuse(await diagnoseDecoder(file, type));
  const { width, height } = header;
  const [metadata, thumbnails] = await Promise.all([readMetadata(path), makeThumbnails(picture)]);
  const measures = measurePicture(picture, colourSpaceOf(header));
  return { facts: { type, width, height, metadata, measures }, thumbnails };
}

/** Decodes the whole photo and shrinks it; undefined if the decoder finds damage. */
async function decode(path: string, type: PhotoType, header: Metadata): Promise<Picture | undefined> {
  const isExcused = type === 'TIFF' ? isOddTag : isOddHeader;
  try {
    return await unlessRefused(shrinkPhoto(openPhoto(path, 'warning'), header), isExcused);
  } catch (error) {
    if (!isExcused(error)) throw error;
    return unlessRefused(shrinkPhoto(openPhoto(path, 'error'), header));
  }
}

/** The size is checked here, so the decoder's own limit is off. */
function openPhoto(path: string, failOn: 'error' | 'warning'): Sharp {
  return sharp(path, { failOn, limitInputPixels: false });
}

/**
 * Undefined if the decoder finds a fault in the photo. Rejects on a lack of memory, and on errors that the caller
 * excuses.
 */
async function unlessRefused<Result>(
  decoding: Promise<Result>,
  isExcused: (error: unknown) => boolean = () => false,
): Promise<Result | undefined> {
  try {
    return await decoding;
  } catch (error) {
    if (isExcused(error) || /out of memory|cannot allocate/i.test(String(error))) throw error;
    return undefined;
  }
}

/** Whether libjpeg warns only of headers as some phones and programs write them: the picture is complete. */
function isOddHeader(error: unknown): boolean {
  const lines = error instanceof Error ? error.message.split('\n').filter(Boolean) : [];
  return lines.length > 0 && lines.every((line) => ODD_HEADER.test(line));
}

/** Whether libtiff warns only of tags; an error beside them is raised again by the second attempt. */
function isOddTag(error: unknown): boolean {
  return (
    error instanceof Error &&
    /warning treated as error/i.test(error.message) &&
    !DAMAGED_TIFF.test(error.message)
  );
}

function refuse(fault: PhotoFault): Inspection {
  return { faults: [fault] };
}
