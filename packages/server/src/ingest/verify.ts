import { judgeBytes } from '@tiepoint/inspection';
import type { PhotoLimits } from '../config/config.ts';
import type { Image } from '../images/image.ts';
import type { StepOutcome } from './step.ts';

/** Holds the bytes that came against what was announced. */
export function verifyBytes(
  image: Image,
  bytes: { size: number; sha1: string },
  limits: PhotoLimits,
): StepOutcome {
  const fault = judgeBytes(bytes.size, image.announcedSize ?? undefined, limits.maxPhotoBytes);
  if (fault) return { faults: [fault] };
  if (image.checksum && image.checksum !== bytes.sha1) {
    const message =
      `The uploaded file has the SHA-1 ${bytes.sha1}; ${image.checksum} was announced. ` +
      'It was modified or damaged in transfer: upload it again.';
    return { faults: [{ code: 'ChecksumMismatch', message }] };
  }
  return { facts: bytes };
}
