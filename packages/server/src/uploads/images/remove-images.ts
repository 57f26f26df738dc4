import type { Database } from '../../database/database.ts';
import { DomainError } from '../../errors/domain-error.ts';
import { appendEvents } from '../../events/append-events.ts';
import { type Image, removalOfImage, uploadKey } from '../../images/image.ts';
import type { Project } from '../../projects/project.ts';
import type { Queue } from '../../queue/queue.ts';
import type { Storage } from '../../storage/bucket.ts';
import { removalJob } from '../../storage/removal-job.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  now: () => Date;
}

const MAX_IMAGES = 1000;

/**
 * Removes images of a project and what is stored of them; gives those that were there. A reconstruction that
 * waited for one of them waits for the others, one that runs goes on with the photos that it has.
 */
export async function removeImages(needs: Needs, project: Project, ids: readonly string[]): Promise<Image[]> {
  if (ids.length === 0) return [];
  if (ids.length > MAX_IMAGES) {
    throw new DomainError('BAD_INPUT', `At most ${MAX_IMAGES} images can be removed in one call.`);
  }
  const sent = await findSent(needs, project, ids);
  const gone = await needs.database.transaction().execute(async (trx) => {
    const removed = await trx
      .deleteFrom('images')
      .where('projectId', '=', project.id)
      .where('id', 'in', [...ids])
      .returningAll()
      .execute();
    await appendEvents(
      trx,
      removed.map(({ id }) => ({ projectId: project.id, kind: 'ImageRemoved', subjectId: id })),
    );
    await needs.queue.sendAll(trx, removalJob, removed.map(removalOfImage));
    return removed;
  });
  // What a killed server leaves is found by the sweep of the bucket.
  for (const { image, etag } of sent) {
    await needs.storage.uploads.get(image.bucket)?.remove(uploadKey(image), etag);
  }
  return gone;
}

/** What lies in upload buckets of these images. */
async function findSent({ database, storage }: Needs, project: Project, ids: readonly string[]) {
  const images = await database
    .selectFrom('images')
    .selectAll()
    .where('projectId', '=', project.id)
    .where('id', 'in', [...ids])
    .execute();
  const sent: { image: Image; etag: string }[] = [];
  for (const image of images) {
    const stored = await storage.uploads.get(image.bucket)?.stat(uploadKey(image));
    if (stored) sent.push({ image, etag: stored.etag });
  }
  return sent;
}
