import type { Image } from '../images/image.ts';
import type { StepOutcome } from './step.ts';

/** Holds the bytes that came against what was announced. */
export function verifyBytes(image: Image, bytes: { size: number; sha1: string }): StepOutcome {
  if (bytes.size === 0) {
    const message = 'The file is empty (0 bytes). Copy it from the camera again.';
    return { faults: [{ code: 'EmptyFile', message }] };
  }
  if (image.checksum && image.checksum !== bytes.sha1) {
    const message =
      `The bytes that arrived have the SHA-1 ${bytes.sha1}, announced was ${image.checksum}. ` +
      'The file was changed or damaged on its way: upload it again.';
    return { faults: [{ code: 'ChecksumMismatch', message }] };
  }
  return { facts: bytes };
}
