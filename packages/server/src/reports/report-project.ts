import { buffer } from 'node:stream/consumers';
import { reportSet, type SetPhoto } from '@tiepoint/inspection';
import type { ProjectReport } from '@tiepoint/protocol';
import type { Database } from '../database/database.ts';
import { thumbnailKey } from '../images/image.ts';
import type { WarningsByImage } from '../images/project-warnings.ts';
import { listPastTasks } from '../reconstruction/tasks/list-past-tasks.ts';
import type { Storage } from '../storage/bucket.ts';

export interface ReportNeeds {
  database: Database;
  storage: Storage;
  /** What a reconstruction would be made with. */
  defaultEngine: string;
  now: () => Date;
}

/** A project, and what is known to keep its photos from being good ones. */
export interface ReportedProject {
  projectId: string;
  warnings: WarningsByImage;
}

/** Photos of larger projects are left out from here on; the schema says so. */
const MAX_PHOTOS = 20_000;
const THUMBNAIL_PIXELS = 256;

/** Says what the photos of a project promise; throws the signal's reason once it is aborted. */
export async function reportProject(
  needs: ReportNeeds,
  project: ReportedProject,
  signal: AbortSignal,
): Promise<ProjectReport> {
  const { database, defaultEngine, now } = needs;
  const date = now().toISOString();
  const [photos, history] = await Promise.all([
    listPhotos(needs, project),
    listPastTasks(database, defaultEngine),
  ]);
  return { date, ...(await reportSet(photos, { signal, history })) };
}

async function listPhotos(
  { database, storage }: ReportNeeds,
  { projectId, warnings }: ReportedProject,
): Promise<SetPhoto[]> {
  const images = await database
    .selectFrom('images')
    .select(['id', 'name', 'state', 'errorCodes', 'width', 'height', 'exif'])
    .where('projectId', '=', projectId)
    .orderBy('id')
    .limit(MAX_PHOTOS)
    .execute();
  return images.map(({ id, name, state, errorCodes, width, height, exif }): SetPhoto => {
    const photo = {
      id,
      name,
      state,
      faults: errorCodes.map((code) => ({ code })),
      warnings: warnings.get(id) ?? [],
    };
    if (state !== 'Ready' || width === null || height === null) return photo;
    const key = thumbnailKey({ projectId, id }, THUMBNAIL_PIXELS);
    return {
      ...photo,
      facts: { width, height, metadata: exif ?? {} },
      thumbnail: async () => buffer(await storage.private.read(key)),
    };
  });
}
