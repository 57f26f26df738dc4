import { type SqlBool, sql } from 'kysely';
import type { Database, Executor } from '../database/database.ts';
import { type Page, type PageRequest, readPage } from '../database/page.ts';
import type { Image } from './image.ts';
import { ARRIVED_STATES, type ImageState, SETTLED_STATES } from './image-state.ts';
import { pageImagesByName } from './list-images-by-name.ts';

export type ImageFilter = 'All' | 'Ready' | 'Invalid' | 'Pending';

/** How images are listed: as they were registered, or by the user's own names. */
export type ImageOrder = 'Registered' | 'Name';

/** The names of photos that were registered with a checksum begin with it. */
const CHECKSUM_START = /^[0-9a-f]{40}(?=[-.])/;

/** The image of a project, by id. */
export async function findImage(
  executor: Executor,
  projectId: string,
  id: string,
): Promise<Image | undefined> {
  return executor
    .selectFrom('images')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The image of a project, by id, with whose it is. */
export async function findImageWithOwner(
  executor: Executor,
  projectId: string,
  id: string,
): Promise<{ image: Image; ownerId: string } | undefined> {
  const found = await executor
    .selectFrom('images')
    .innerJoin('projects', 'projects.id', 'images.projectId')
    .selectAll('images')
    .select('projects.ownerId')
    .where('images.id', '=', id)
    .where('images.projectId', '=', projectId)
    .executeTakeFirst();
  if (!found) return undefined;
  const { ownerId, ...image } = found;
  return { image, ownerId };
}

/** The image of a project by its name in the bucket. */
export async function findImageByFilename(
  executor: Executor,
  projectId: string,
  filename: string,
): Promise<Image | undefined> {
  return executor
    .selectFrom('images')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('filename', '=', filename)
    .executeTakeFirst();
}

/**
 * The image of a project that results name so: by its name in the bucket, or, where the photo was registered again since
 * then, by the SHA-1 that the name begins with.
 */
export async function findImageInResults(
  executor: Executor,
  projectId: string,
  filename: string,
): Promise<Image | undefined> {
  const named = await findImageByFilename(executor, projectId, filename);
  const checksum = CHECKSUM_START.exec(filename)?.[0];
  if (named || checksum === undefined) return named;
  return executor
    .selectFrom('images')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('checksum', '=', checksum)
    .executeTakeFirst();
}

/** For each checksum, the image of the project that has these bytes and need not be sent again. */
export async function findArrivedImages(
  executor: Executor,
  projectId: string,
  checksums: readonly string[],
): Promise<(Image | undefined)[]> {
  if (checksums.length === 0) return [];
  const wanted = [...checksums];
  const ofProject = executor.selectFrom('images').selectAll().where('projectId', '=', projectId);
  const announced = ofProject.where('checksum', 'in', wanted).where('state', 'in', [...ARRIVED_STATES]);
  const unannounced = ofProject
    .where('checksum', 'is', null)
    .where('state', '=', 'Ready')
    .where('sha1', 'in', wanted);
  // Each half has an index of its own, so that the size of the project does not matter.
  const images = await announced.unionAll(unannounced).execute();
  const byChecksum = new Map(
    images.flatMap((image) => [image.checksum, image.sha1].map((sum) => [sum, image])),
  );
  return checksums.map((checksum) => byChecksum.get(checksum));
}

/** A page of a project's images in the order that is asked for; of those in `among`, where that is given. */
export async function listImages(
  database: Database,
  projectId: string,
  request: PageRequest & { filter: ImageFilter; order?: ImageOrder; among?: readonly string[] },
): Promise<Page<Image>> {
  const { filter, among } = request;
  const images = database
    .selectFrom('images')
    .selectAll()
    .where('projectId', '=', projectId)
    .where(stateFilter(filter))
    .$if(among !== undefined, (query) => query.where('id', '=', sql<string>`any(${among})`));
  return request.order === 'Name' ? pageImagesByName(images, request) : readPage(images, request);
}

/** The images with these ids, in any order. */
export async function listImagesById(executor: Executor, ids: readonly string[]): Promise<Image[]> {
  return executor.selectFrom('images').selectAll().where('id', '=', sql<string>`any(${ids})`).execute();
}

/** Every Ready image of a project. */
export async function listReadyImages(executor: Executor, projectId: string): Promise<Image[]> {
  return executor
    .selectFrom('images')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('state', '=', 'Ready')
    .orderBy('id')
    .execute();
}

/** How many images each of the projects has in each state, and the Ready ones' gigapixels, in one query. */
export async function countImages(
  executor: Executor,
  projectIds: readonly string[],
): Promise<{ projectId: string; state: ImageState; count: number; gigaPixel: number }[]> {
  return executor
    .selectFrom('images')
    .select(({ fn }) => [
      'projectId',
      'state',
      fn.countAll<number>().as('count'),
      sql<number>`coalesce(sum(greatest(2073600, width::bigint * height)) / 1e9, 0)::float8`.as('gigaPixel'),
    ])
    .where('projectId', 'in', [...projectIds])
    .groupBy(['projectId', 'state'])
    .execute();
}

/** The first Ready image of each project that has one. */
export async function firstReadyImages(
  executor: Executor,
  projectIds: readonly string[],
): Promise<Pick<Image, 'id' | 'projectId'>[]> {
  return executor
    .selectFrom('images')
    .distinctOn('projectId')
    .select(['projectId', 'id'])
    .where('projectId', 'in', [...projectIds])
    .where('state', '=', 'Ready')
    .orderBy('projectId')
    .orderBy('id')
    .execute();
}

function stateFilter(filter: ImageFilter) {
  if (filter === 'All') return sql<SqlBool>`true`;
  if (filter === 'Pending') return sql<SqlBool>`state not in (${sql.join([...SETTLED_STATES])})`;
  return sql<SqlBool>`state = ${filter}`;
}
