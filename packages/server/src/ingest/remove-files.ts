import type { Executor } from '../database/database.ts';
import { type Image, photoPrefix, uploadKey } from '../images/image.ts';
import type { Queue } from '../queue/queue.ts';
import { removalJob } from '../storage/removal-job.ts';

/** Enqueues the removal of everything that is stored of some photos, within the caller's transaction. */
export async function removeFiles(
  { database, queue }: { database: Executor; queue: Queue },
  images: readonly Image[],
): Promise<void> {
  const jobs = images.flatMap((image) => [
    { prefix: photoPrefix(image) },
    { uploadBucket: image.bucket, prefix: uploadKey(image) },
  ]);
  await queue.sendAll(database, removalJob, jobs);
}
