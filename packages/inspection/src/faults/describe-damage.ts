import type { PhotoFault } from '../photo-facts.ts';

const SENTENCES = {
  Truncated: 'The file ends too early: it is truncated. Copy it from the camera again and upload it.',
  Damaged: 'The image data are damaged. Copy the photo from the camera again and upload it.',
};

/** The fault of a truncated or damaged photo. */
export function describeDamage(code: keyof typeof SENTENCES): PhotoFault {
  return { code, message: SENTENCES[code] };
}
