import { createHash } from 'node:crypto';
import type { Image } from '../images/image.ts';
import { originalKey, uploadKey } from '../images/image.ts';
import { ObjectMissing } from '../storage/bucket.ts';
import type { IngestNeeds, StepOutcome } from './step.ts';
import { verifyBytes } from './verify.ts';

/**
 * Copies a photo out of the upload bucket into private storage while hashing it, then compares. From here on
 * only the private copy is read: a client can replace the uploaded object for as long as its URL is valid.
 */
export async function copyPhoto(needs: IngestNeeds, image: Image, signal: AbortSignal): Promise<StepOutcome> {
  const bucket = needs.storage.uploads.get(image.bucket);
  const uploaded = await bucket?.stat(uploadKey(image));
  if (!bucket || !uploaded) return vanished(image);
  if (uploaded.size > needs.limits.maxPhotoBytes) {
    const message = `The file has ${uploaded.size} bytes; this server takes at most ${needs.limits.maxPhotoBytes}.`;
    return { faults: [{ code: 'TooLarge', message }] };
  }
  try {
    const hash = createHash('sha1');
    const source = await bucket.read(uploadKey(image));
    const hashed = hashing(source, hash, signal);
    const copy = await needs.storage.private.write(originalKey(image), hashed, 'application/octet-stream');
    return verifyBytes(needs.database, image, { size: copy.size, sha1: hash.digest('hex') });
  } catch (error) {
    if (error instanceof ObjectMissing) return vanished(image);
    throw error;
  }
}

async function* hashing(
  source: AsyncIterable<Buffer>,
  hash: ReturnType<typeof createHash>,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    signal.throwIfAborted();
    hash.update(chunk);
    yield chunk;
  }
}

function vanished(image: Image): StepOutcome {
  const message = `${image.name} is not in the upload bucket any more. Upload it again.`;
  return { faults: [{ code: 'ProcessingFailed', message }] };
}
