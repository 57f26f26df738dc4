import type { Database } from '../database/database.ts';
import { removeMetaObjects } from '../ingest/remove-meta-objects.ts';
import type { MetaFile } from '../meta-files/meta-file.ts';
import type { Queue } from '../queue/queue.ts';

/** Removes a meta file and what is stored of it. Reconstructions that have read it keep what they know. */
export async function removeMetaFile(
  { database, queue }: { database: Database; queue: Queue },
  file: MetaFile,
): Promise<void> {
  await database.transaction().execute(async (trx) => {
    await trx.deleteFrom('metaFiles').where('id', '=', file.id).execute();
    await removeMetaObjects({ database: trx, queue }, [file]);
  });
}
