import type { Database } from '../database/database.ts';
import { type Image, type ImageFault, uploadKey } from '../images/image.ts';
import type { ImageState } from '../images/image-state.ts';
import { type ImageFacts, moveImage } from '../images/move-image.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  now: () => Date;
}

type Verdict = { to: 'Ready'; facts: ImageFacts } | { to: 'Invalid'; faults: ImageFault[] };

/**
 * Ends an image's way, from the state in which the caller saw it; after that the upload bucket's copy is of no use
 * and goes. False where somebody else has moved or removed the image meanwhile.
 */
export async function settleImage(needs: Needs, image: Image, verdict: Verdict): Promise<boolean> {
  const from: ImageState = image.state;
  const settled = await moveImage(needs.database, image.id, { from, ...verdict });
  if (settled) await needs.storage.uploads.get(image.bucket)?.remove(uploadKey(image));
  return settled !== undefined;
}
