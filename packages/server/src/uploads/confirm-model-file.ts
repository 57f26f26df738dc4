import { sql } from 'kysely';
import { conversionJob } from '../conversion/conversion-job.ts';
import type { Database } from '../database/database.ts';
import { findModelFileByFilename } from '../models/find-imports.ts';
import { type ModelFile, modelUploadKey, readModelUploadKey } from '../models/imported-model.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
}

/**
 * Takes the hint that a file of a model has arrived, and looks for itself. The conversion is enqueued in the same
 * transaction; it finds out whether more is to come. What was sent under a name that nothing waits for goes.
 */
export async function confirmModelUpload(
  needs: Needs,
  object: { bucket: string; key: string },
): Promise<void> {
  const read = readModelUploadKey(object.key);
  const file = read && (await findModelFileByFilename(needs.database, read.projectId, read.filename));
  if (file?.state === 'Pending' && file.bucket === object.bucket) await confirmModelFile(needs, file);
  else if (file?.state !== 'Uploaded') await needs.storage.uploads.get(object.bucket)?.remove(object.key);
}

/** The same for a file at hand. Said twice it changes nothing. */
export async function confirmModelFile({ database, queue, storage }: Needs, file: ModelFile): Promise<void> {
  const stored = await storage.uploads.get(file.bucket)?.stat(modelUploadKey(file));
  if (!stored) return;
  const { projectId, uploadId } = file;
  await database.transaction().execute(async (trx) => {
    const moved = await trx
      .updateTable('modelFiles')
      .set({ state: 'Uploaded', size: stored.size, sourceUrl: null, movedAt: sql<Date>`now()` })
      .where('id', '=', file.id)
      .where('state', '=', 'Pending')
      .returning('id')
      .executeTakeFirst();
    if (moved) await queue.send(trx, conversionJob, { projectId, uploadId });
  });
}
