import { type Generated, type Selectable, sql } from 'kysely';
import type { Database, Executor } from '../../database/database.ts';
import { overdue } from '../deadlines.ts';

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
  createdAt: Generated<Date>;
}

/**
 * A long queue of fetches is worked off in a day; what has not come by then is stuck. Each attempt has its own end
 * long before.
 */
const FETCH_DEADLINE = '24 hours';

/** The wish that the server fetches a photo itself; it stands until the photo has come or is given up. */
export type ImageFetch = Selectable<ImageFetchTable>;

/** Writes the wish down; one that stands for the same image already is replaced. */
export async function recordFetch(executor: Executor, fetch: Omit<ImageFetch, 'createdAt'>): Promise<void> {
  await executor
    .insertInto('imageFetches')
    .values(fetch)
    .onConflict((conflict) =>
      conflict.column('imageId').doUpdateSet({ ...fetch, createdAt: sql<Date>`now()` }),
    )
    .execute();
}

/** The fetches that stand for some images, and whether they have passed their deadline. */
export async function findFetches(
  database: Database,
  imageIds: readonly string[],
): Promise<(ImageFetch & { overdue: boolean })[]> {
  if (imageIds.length === 0) return [];
  return database
    .selectFrom('imageFetches')
    .selectAll()
    .select(overdue(sql<Date>`created_at`, FETCH_DEADLINE).as('overdue'))
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
