import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { type Image, uploadKey } from '../../images/image.ts';
import { SETTLED_STATES } from '../../images/image-state.ts';
import type { Storage } from '../../storage/bucket.ts';
import type { MissingPhotos } from '../tasks/task.ts';

interface Needs {
  database: Database;
  storage: Storage;
}

/** Photos of a project that are neither Ready nor Invalid. */
export interface UnsettledPhotos {
  /** How many have bytes that are moving: sent, fetched or checked at this moment. */
  moving: number;
  /** The others: registered, and nobody sends them. */
  missing: MissingPhotos;
}

type Unsettled = Pick<Image, 'id' | 'name' | 'projectId' | 'bucket' | 'filename'> & {
  /** Its bytes are here, or the server itself fetches them, or its client has just said that it begins. */
  moves: boolean;
};

/** Its bytes begin to come within this time after the client has said so. */
const BEGIN_SECONDS = 60;
/** Of many registrations that nobody fulfils, only the newest are looked for in the bucket. */
const MAX_LOOKED_FOR = 1000;
const LOOKS_AT_ONCE = 50;
const MAX_NAMED = 100;

/** Tells the photos that move from those that were registered and never sent. */
export async function findUnsettledPhotos(needs: Needs, projectId: string): Promise<UnsettledPhotos> {
  const photos = await listUnsettled(needs.database, projectId);
  if (photos.length === 0) return { moving: 0, missing: { count: 0, photos: [] } };
  const incoming = await listIncoming(needs.storage, photos);
  const still = photos.filter((photo) => !photo.moves && !incoming.has(placeOf(photo)));
  const arrived = await findArrived(needs.storage, still.slice(0, MAX_LOOKED_FOR));
  const missing = still.filter((photo) => !arrived.has(photo));
  const named = missing
    .toReversed()
    .slice(0, MAX_NAMED)
    .map(({ id, name }) => ({ id, name }));
  return { moving: photos.length - missing.length, missing: { count: missing.length, photos: named } };
}

/** The newest first. */
async function listUnsettled(database: Database, projectId: string): Promise<Unsettled[]> {
  return database
    .selectFrom('images')
    .select(['id', 'name', 'projectId', 'bucket', 'filename'])
    .select(
      sql<boolean>`state in ('Uploaded', 'Processing')
        or (state = 'Uploading' and moved_at > now() - ${BEGIN_SECONDS} * interval '1 second')
        or exists (select from image_fetches where image_id = images.id)`.as('moves'),
    )
    .where('projectId', '=', projectId)
    .where('state', 'not in', [...SETTLED_STATES])
    .orderBy('id', 'desc')
    .execute();
}

async function listIncoming(storage: Storage, photos: readonly Unsettled[]): Promise<Set<string>> {
  const places = new Set<string>();
  for (const bucket of new Set(photos.map((photo) => photo.bucket))) {
    for (const key of (await storage.uploads.get(bucket)?.incomingKeys()) ?? [])
      places.add(`${bucket} ${key}`);
  }
  return places;
}

function placeOf(photo: Unsettled): string {
  return `${photo.bucket} ${uploadKey(photo)}`;
}

/** Those whose bytes lie in the bucket already, while nobody has noticed yet. */
async function findArrived(storage: Storage, photos: readonly Unsettled[]): Promise<Set<Unsettled>> {
  const arrived = new Set<Unsettled>();
  for (let start = 0; start < photos.length; start += LOOKS_AT_ONCE) {
    const looks = photos.slice(start, start + LOOKS_AT_ONCE).map(async (photo) => {
      if (await storage.uploads.get(photo.bucket)?.stat(uploadKey(photo))) arrived.add(photo);
    });
    await Promise.all(looks);
  }
  return arrived;
}
