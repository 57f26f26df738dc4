import type { Database } from '../database/database.ts';
import { type MetaFile, metaUploadKey, removalsOfMetaFile } from '../meta-files/meta-file.ts';
import { SETTLED_META_FILE_STATES } from '../meta-files/meta-file-state.ts';
import { moveMetaFile } from '../meta-files/move-meta-file.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { removalJob } from '../storage/removal-job.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
}

/** Makes a checked file the one of its name that counts; those of that name that were settled before go. */
export async function readyMetaFile(needs: Needs, file: MetaFile, sha1: string): Promise<void> {
  const moved = await needs.database.transaction().execute(async (trx) => {
    const held = await trx
      .selectFrom('metaFiles')
      .select('id')
      .where('id', '=', file.id)
      .where('state', '=', file.state)
      .forUpdate()
      .executeTakeFirst();
    if (!held) return undefined;
    const replaced = await trx
      .deleteFrom('metaFiles')
      .where('projectId', '=', file.projectId)
      .where('name', '=', file.name)
      .where('state', 'in', [...SETTLED_META_FILE_STATES])
      .where('id', '!=', file.id)
      .returningAll()
      .execute();
    await needs.queue.sendAll(trx, removalJob, replaced.flatMap(removalsOfMetaFile));
    return moveMetaFile(trx, file.id, { from: 'Uploaded', to: 'Ready', facts: { sha1 } });
  });
  if (moved) await needs.storage.uploads.get(file.bucket)?.remove(metaUploadKey(file));
}

/** Ends a file's way with the reasons, as sentences; nothing of it is kept. */
export async function failMetaFile(
  needs: Omit<Needs, 'storage'>,
  file: MetaFile,
  errors: string[],
): Promise<void> {
  await needs.database.transaction().execute(async (trx) => {
    const moved = await moveMetaFile(trx, file.id, { from: file.state, to: 'Failed', errors });
    if (moved) await needs.queue.sendAll(trx, removalJob, removalsOfMetaFile(moved));
  });
}
