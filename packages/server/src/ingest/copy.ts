import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { type Image, originalKey, uploadKey } from '../images/image.ts';
import { ObjectMissing } from '../storage/bucket.ts';
import type { IngestNeeds, StepOutcome } from './step.ts';
import { verifyBytes } from './verify.ts';

const READ_BYTES = 512 * 1024;

/**
 * Copies a photo out of the upload bucket into private storage, hashes the copy and compares. From here on only
 * the private copy is read: a client can replace the uploaded object for as long as its URL is valid.
 */
export async function copyPhoto(needs: IngestNeeds, image: Image, signal: AbortSignal): Promise<StepOutcome> {
  const { storage } = needs;
  const uploaded = { bucket: image.bucket, key: uploadKey(image) };
  try {
    const object = await storage.uploads.get(uploaded.bucket)?.stat(uploaded.key);
    if (!object) return vanished(image);
    if (object.size > needs.limits.maxPhotoBytes) return tooLarge(object.size, needs.limits.maxPhotoBytes);
    const { size } = await storage.adopt(uploaded, originalKey(image));
    const sha1 = await storage.private.useFile(originalKey(image), (path) => hashFile(path, signal));
    return verifyBytes(image, { size, sha1 });
  } catch (error) {
    if (error instanceof ObjectMissing) return vanished(image);
    throw error;
  }
}

/** SHA-1 of a file, read through one buffer: photos are large, and garbage of their size would cost more than hashing. */
async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  await using file = await open(path);
  const hash = createHash('sha1');
  const buffer = Buffer.allocUnsafe(READ_BYTES);
  for (;;) {
    signal.throwIfAborted();
    const { bytesRead } = await file.read(buffer, 0, READ_BYTES);
    if (bytesRead === 0) return hash.digest('hex');
    hash.update(buffer.subarray(0, bytesRead));
  }
}

function tooLarge(size: number, maxBytes: number): StepOutcome {
  const message = `The file has ${size} bytes; this server takes at most ${maxBytes}.`;
  return { faults: [{ code: 'TooLarge', message }] };
}

function vanished(image: Image): StepOutcome {
  const message = `${image.name} is not in the upload bucket any more. Upload it again.`;
  return { faults: [{ code: 'ProcessingFailed', message }] };
}
