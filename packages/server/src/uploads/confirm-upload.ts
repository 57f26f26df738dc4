import type { Database } from '../database/database.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import type { Upload, UploadKind } from './upload-kind.ts';

/** What looking for uploaded bytes needs. */
export interface ConfirmNeeds {
  database: Database;
  queue: Queue;
  storage: Storage;
}

/**
 * Looks whether something has arrived that is awaited, or was until its deadline: only bytes that the bucket really has
 * count. What follows is enqueued in the same transaction. Gives it as it is then; said twice it changes nothing.
 */
export async function confirmUpload<Row extends Upload>(
  needs: ConfirmNeeds,
  kind: UploadKind<Row>,
  row: Row,
): Promise<Row> {
  const { database, queue, storage } = needs;
  const isAwaited = kind.awaited.includes(row.state);
  if (!isAwaited && !kind.ended.includes(row.state)) return row;
  const stored = await storage.uploads.get(row.bucket)?.stat(kind.keyOf(row));
  if (!stored || !(isAwaited || kind.revives(row, stored))) return row;
  const moved = await database
    .transaction()
    .execute((trx) => kind.arrive({ database: trx, queue }, row, stored));
  if (moved) return moved;
  // Another hint of the same object may have been first, or the deadline: what arrived then brings it back.
  const current = (await kind.find(database, row.projectId, row.filename)) ?? row;
  return current.state === row.state ? current : confirmUpload(needs, kind, current);
}
