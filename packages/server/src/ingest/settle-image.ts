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

type Verdict =
  | { to: 'Ready'; facts: ImageFacts }
  | { to: 'Invalid'; faults: ImageFault[]; facts?: ImageFacts };

/**
 * Ends an image's way, from the state in which the caller saw it; after that the bytes in the upload bucket that were
 * judged are of no use and go. Others have arrived since: they stay, and bring an Invalid image back. False where
 * somebody else has moved or removed the image meanwhile.
 */
export async function settleImage(needs: Needs, image: Image, verdict: Verdict): Promise<boolean> {
  const from: ImageState = image.state;
  // Of a Ready photo every upload goes, whatever its ETag.
  const facts = verdict.to === 'Ready' ? { ...verdict.facts, uploadEtag: null } : verdict.facts;
  const settled = await moveImage(needs.database, image.id, { from, ...verdict, ...(facts && { facts }) });
  const bucket = needs.storage.uploads.get(image.bucket);
  if (settled?.state === 'Ready') await bucket?.remove(uploadKey(image));
  else if (settled?.uploadEtag) {
    await bucket?.remove(uploadKey(image), settled.uploadEtag);
    await forgetJudged(needs.database, settled);
  }
  return settled !== undefined;
}

/** What is there from now on has arrived since, even if it is the same. */
async function forgetJudged(database: Database, { id, uploadEtag }: Image): Promise<void> {
  await database
    .updateTable('images')
    .set({ uploadEtag: null })
    .where('id', '=', id)
    .where('state', '=', 'Invalid')
    .where('uploadEtag', '=', uploadEtag)
    .execute();
}
