import type { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { Image } from '../images/image.ts';
import { canMove } from '../images/image-state.ts';
import type { Project } from '../projects/project.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { assertUsable, nameOf } from './fetch-source.ts';
import { fetchJob, recordFetch } from './image-fetch.ts';
import { registerImages } from './register-images.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  fetcher: Fetcher;
  now: () => Date;
}

/** Where a photo can be fetched, and what is known of it. Empty strings count as absent. */
export interface PhotoSource {
  url: string;
  /** The user's own name; the last segment of the URL's path when absent. */
  filename?: string | null;
  checksum?: string | null;
  /** Sent as a bearer token. */
  token?: string | null;
}

/**
 * Registers a photo that the server is to fetch itself, and enqueues that. A photo that has arrived already is
 * left as it is; asked for again while it is fetched, the newer URL counts.
 */
export async function requestImageFetch(needs: Needs, project: Project, source: PhotoSource): Promise<Image> {
  assertUsable(needs.fetcher, source);
  const [bucket = ''] = needs.storage.uploads.keys();
  const announcement = { filename: source.filename?.trim() || nameOf(source.url), checksum: source.checksum };
  const [image] = await registerImages(needs, project, bucket, [announcement]);
  if (!image) throw new Error('Nothing was registered.');
  const createdAt = needs.now();
  const { url, token } = source;
  const wish = { imageId: image.id, id: newId(createdAt), url, token: token || null, createdAt };
  await needs.database.transaction().execute(async (trx) => {
    // Locked, so that a photo that arrives at this moment leaves no wish behind that nobody looks at.
    const current = await trx
      .selectFrom('images')
      .select('state')
      .where('id', '=', image.id)
      .forUpdate()
      .executeTakeFirst();
    if (!current || !canMove(current.state, 'Uploaded')) return;
    await recordFetch(trx, wish);
    await needs.queue.send(trx, fetchJob, { imageId: image.id });
  });
  return image;
}
