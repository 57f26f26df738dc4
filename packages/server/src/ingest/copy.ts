import { judgeBytes } from '@tiepoint/inspection';
import { type Image, originalKey, uploadKey } from '../images/image.ts';
import { ObjectMissing } from '../storage/bucket.ts';
import { hashFile } from '../storage/hash-file.ts';
import type { IngestNeeds, StepOutcome } from './step.ts';
import { verifyBytes } from './verify.ts';

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
    // What is too large or of a wrong size is not even copied.
    const fault = judgeBytes(object.size, image.announcedSize ?? undefined, needs.limits.maxPhotoBytes);
    if (fault) return { faults: [fault], facts: { uploadEtag: object.etag } };
    const { size, etag } = await storage.adopt(uploaded, originalKey(image));
    const sha1 = await storage.private.useFile(originalKey(image), (path) => hashFile(path, signal));
    const outcome = verifyBytes(image, { size, sha1 }, needs.limits);
    return { ...outcome, facts: { ...outcome.facts, uploadEtag: etag } };
  } catch (error) {
    if (error instanceof ObjectMissing) return vanished(image);
    throw error;
  }
}

function vanished(image: Image): StepOutcome {
  const message = `${image.name} is no longer in the upload bucket. Upload it again.`;
  return { faults: [{ code: 'ProcessingFailed', message }] };
}
