import type { Executor } from '../database/database.ts';
import { type MetaFile, metaStoredKey, metaUploadKey } from '../meta-files/meta-file.ts';
import type { Queue } from '../queue/queue.ts';
import { removalJob } from '../storage/removal-job.ts';

/** Enqueues the removal of everything that is stored of some meta files, within the caller's transaction. */
export async function removeMetaObjects(
  { database, queue }: { database: Executor; queue: Queue },
  files: readonly MetaFile[],
): Promise<void> {
  const jobs = files.flatMap((file) => [
    { prefix: metaStoredKey(file) },
    { uploadBucket: file.bucket, prefix: metaUploadKey(file) },
  ]);
  await queue.sendAll(database, removalJob, jobs);
}
