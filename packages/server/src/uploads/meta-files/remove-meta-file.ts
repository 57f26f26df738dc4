import type { Database } from '../../database/database.ts';
import { type MetaFile, removalsOfMetaFile } from '../../meta-files/meta-file.ts';
import type { Queue } from '../../queue/queue.ts';
import { removalJob } from '../../storage/removal-job.ts';

/** Removes a meta file and what is stored of it. Reconstructions that have read it keep what they know. */
export async function removeMetaFile(
  { database, queue }: { database: Database; queue: Queue },
  file: MetaFile,
): Promise<void> {
  await database.transaction().execute(async (trx) => {
    await trx.deleteFrom('metaFiles').where('id', '=', file.id).execute();
    await queue.sendAll(trx, removalJob, removalsOfMetaFile(file));
  });
}
