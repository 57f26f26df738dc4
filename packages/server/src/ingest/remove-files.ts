import type { Executor } from '../database/database.ts';
import { type Image, photoPrefix, uploadKey } from '../images/image.ts';
import type { Queue } from '../queue/queue.ts';
import { removalJob } from '../storage/removal-job.ts';

/** Enqueues the removal of everything that is stored of a photo, within the caller's transaction. */
export async function removeFiles(needs: { database: Executor; queue: Queue }, image: Image): Promise<void> {
  const { database, queue } = needs;
  await queue.send(database, removalJob, { prefix: photoPrefix(image) });
  await queue.send(database, removalJob, { uploadBucket: image.bucket, prefix: uploadKey(image) });
}
