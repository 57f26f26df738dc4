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
 * Looks whether something awaited has arrived: only bytes that the bucket really has count. What follows is enqueued
 * in the same transaction. Gives it as it is then; said twice it changes nothing.
 */
export async function confirmUpload<Row extends Upload>(
  { database, queue, storage }: ConfirmNeeds,
  kind: UploadKind<Row>,
  row: Row,
): Promise<Row> {
  if (!kind.awaited.includes(row.state)) return row;
  const stored = await storage.uploads.get(row.bucket)?.stat(kind.keyOf(row));
  if (!stored) return row;
  return database.transaction().execute(async (trx) => {
    const moved = await kind.arrive({ database: trx, queue }, row, stored.size);
    // Another hint of the same object may have been first.
    return moved ?? (await kind.find(trx, row.projectId, row.filename)) ?? row;
  });
}
