import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { listImagesById } from '../../images/find-images.ts';
import type { Image } from '../../images/image.ts';
import { listTaskPhotos } from '../tasks/list-task-photos.ts';
import type { Task } from '../tasks/task.ts';

/** The photos that a task works on. */
export interface FrozenPhotos {
  /** In the order of their registration. */
  images: Image[];
  /** Names of photos that belong to the task and were removed since. */
  removed: string[];
  /** Names of photos that belong to the task and are Invalid since: their stored files were lost. */
  lost: string[];
}

/**
 * Settles which photos a task works on, those that are Ready when it is first asked, and gives these ever after,
 * whatever was uploaded since. The others are noted with why they are not used, for the manifest.
 */
export async function freezePhotos(database: Database, task: Task): Promise<FrozenPhotos> {
  await writePhotos(database, task);
  const images = await database
    .selectFrom('taskPhotos')
    .innerJoin('images', 'images.id', 'taskPhotos.imageId')
    .selectAll('images')
    .where('taskPhotos.taskId', '=', task.id)
    .where('taskPhotos.fault', 'is', null)
    .where('images.state', '=', 'Ready')
    .orderBy('images.id')
    .execute();
  const there = new Set(images.map(({ id }) => id));
  const photos = await listTaskPhotos(database, task.id);
  const missing = photos.filter(({ imageId, fault }) => fault === null && !there.has(imageId));
  const ids = new Set(
    (
      await listImagesById(
        database,
        missing.map(({ imageId }) => imageId),
      )
    ).map(({ id }) => id),
  );
  const namesOf = (photos: typeof missing) => photos.map(({ name }) => name);
  return {
    images,
    removed: namesOf(missing.filter(({ imageId }) => !ids.has(imageId))),
    lost: namesOf(missing.filter(({ imageId }) => ids.has(imageId))),
  };
}

/** One statement: two attempts at once can't mix two lists. */
async function writePhotos(database: Database, { id, projectId }: Task): Promise<void> {
  await sql`
    insert into task_photos (task_id, image_id, name, file_name, sha1, size, width, height, fault)
    select ${id}, images.id, name, filename, sha1, size, width, height,
      case state when 'Ready' then null when 'Invalid' then coalesce(error_codes[1], 'Invalid') else 'NotReady' end
    from images
    where project_id = ${projectId} and not exists (select from task_photos where task_id = ${id})
    on conflict do nothing`.execute(database);
}
