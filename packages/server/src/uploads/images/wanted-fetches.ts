import { type Selectable, sql } from 'kysely';
import type { Database, Executor } from '../../database/database.ts';

declare module '../../database/database.ts' {
  interface Tables {
    imageFetches: ImageFetchTable;
  }
}

interface ImageFetchTable {
  imageId: string;
  /** A new one each time that somebody asks for the image to be fetched. */
  id: string;
  url: string;
  /** A bearer token. Like the URL it may be secret: neither is logged, and both go as soon as the fetch has ended. */
  token: string | null;
  createdAt: Date;
}

/** The wish that the server fetches a photo itself; it stands until the photo has come or is given up. */
export type ImageFetch = Selectable<ImageFetchTable>;

/** Writes the wish down; one that stands for the same image already is replaced. */
export async function recordFetch(
  executor: Executor,
  fetch: Omit<ImageFetch, 'createdAt'> & { createdAt: Date },
): Promise<void> {
  await executor
    .insertInto('imageFetches')
    .values(fetch)
    .onConflict((conflict) => conflict.column('imageId').doUpdateSet(fetch))
    .execute();
}

/** The fetches that stand for some images. */
export async function findFetches(database: Database, imageIds: readonly string[]): Promise<ImageFetch[]> {
  if (imageIds.length === 0) return [];
  return database
    .selectFrom('imageFetches')
    .selectAll()
    .where('imageId', 'in', [...imageIds])
    .execute();
}

/** Takes the wish back; false where it stands no more, or another one in its place. */
export async function forgetFetch(database: Database, fetch: ImageFetch): Promise<boolean> {
  const forgotten = await database
    .deleteFrom('imageFetches')
    .where('imageId', '=', fetch.imageId)
    .where('id', '=', fetch.id)
    .executeTakeFirst();
  return forgotten.numDeletedRows > 0n;
}

/** Notes that the image moves; false where nobody wants this fetch any more. */
export async function touchFetch(database: Database, fetch: ImageFetch): Promise<boolean> {
  const touched = await database
    .updateTable('images')
    .from('imageFetches')
    .set({ movedAt: sql<Date>`now()` })
    .whereRef('imageFetches.imageId', '=', 'images.id')
    .where('images.id', '=', fetch.imageId)
    .where('images.state', '=', 'Uploading')
    .where('imageFetches.id', '=', fetch.id)
    .executeTakeFirst();
  return touched.numUpdatedRows > 0n;
}
