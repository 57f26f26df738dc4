import type { Database } from '../database/database.ts';
import { metaFileJob } from '../ingest/meta-file-job.ts';
import { findMetaFileByUploadKey } from '../meta-files/find-meta-files.ts';
import { type MetaFile, metaUploadKey } from '../meta-files/meta-file.ts';
import { moveMetaFile } from '../meta-files/move-meta-file.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
}

/**
 * Takes the hint that a meta file has arrived, and looks for itself. Its check is enqueued in the same
 * transaction. Said twice it changes nothing; what was sent under a file that waits for nothing goes.
 */
export async function confirmMetaUpload(
  needs: Needs,
  object: { bucket: string; key: string },
): Promise<void> {
  const file = await findMetaFileByUploadKey(needs.database, object.key);
  if (file?.state === 'Pending' && file.bucket === object.bucket) await confirmMetaFile(needs, file);
  else if (file?.state !== 'Uploaded') await needs.storage.uploads.get(object.bucket)?.remove(object.key);
}

/** The same for a meta file at hand. */
export async function confirmMetaFile(needs: Needs, file: MetaFile): Promise<void> {
  const stored = await needs.storage.uploads.get(file.bucket)?.stat(metaUploadKey(file));
  if (!stored) return;
  await needs.database.transaction().execute(async (trx) => {
    const moved = await moveMetaFile(trx, file.id, {
      from: 'Pending',
      to: 'Uploaded',
      facts: { size: stored.size },
    });
    if (moved) await needs.queue.send(trx, metaFileJob, { metaFileId: file.id });
  });
}
