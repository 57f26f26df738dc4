import type { Database } from '../database/database.ts';
import { findImage, findImageByFilename } from '../images/find-images.ts';
import { type Image, uploadKey } from '../images/image.ts';
import { moveImage } from '../images/move-image.ts';
import { ingestJob } from '../ingest/jobs.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
}

/**
 * Takes the hint that an object has arrived, and looks for itself: only bytes that the bucket really has make
 * the image Uploaded. Its ingest is enqueued in the same transaction. Said twice it changes nothing.
 */
export async function confirmUpload(needs: Needs, object: { bucket: string; key: string }): Promise<void> {
  const [projectId, filename] = object.key.split('/');
  if (!projectId || !filename) return;
  const image = await findImageByFilename(needs.database, projectId, filename);
  // What was sent under a removed image, or again under a Ready one, serves nobody.
  if (!image || image.state === 'Ready') await needs.storage.uploads.get(object.bucket)?.remove(object.key);
  else if (image.bucket === object.bucket) await confirmImage(needs, image);
}

/** The same for an image at hand; gives it as it is then. */
export async function confirmImage(needs: Needs, image: Image): Promise<Image> {
  if (image.state !== 'Pending' && image.state !== 'Uploading') return image;
  const stored = await needs.storage.uploads.get(image.bucket)?.stat(uploadKey(image));
  if (!stored) return image;
  return needs.database.transaction().execute(async (trx) => {
    const moved = await moveImage(trx, image.id, { to: 'Uploaded', facts: { size: stored.size } });
    if (moved) await needs.queue.send(trx, ingestJob, { imageId: image.id, step: 'copy' });
    // Another hint of the same object may have been first.
    return moved ?? (await findImage(trx, image.projectId, image.id)) ?? image;
  });
}
