import { needsPositions, type TaskOptions } from '@tiepoint/engines';
import { choosePositions } from '@tiepoint/inspection';
import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import { countImages, listReadyImages } from '../../images/find-images.ts';
import { awaitChecks } from '../../meta-files/await-checks.ts';
import { readPhotoHints } from '../../meta-files/read-photo-hints.ts';
import type { Storage } from '../../storage/bucket.ts';
import type { MissingPhotos } from '../tasks/task.ts';
import { findUnsettledPhotos } from './find-unsettled-photos.ts';

/** How many photos of a project are in which condition. */
export interface PhotoCounts {
  ready: number;
  /** Neither Ready nor Invalid yet. */
  inFlight: number;
  invalid: number;
}

/** What a start has to know of a project's photos; what no option asks for is left out. */
export interface PhotoFacts extends PhotoCounts {
  /** Photos in flight whose bytes are moving; the others were registered and never sent. */
  moving: number;
  missing: MissingPhotos;
  /** Ready photos whose position is known, from EXIF or `pose.txt`. */
  positioned?: number;
  /** Whether those positions are in a local frame, not on earth. */
  inLocalFrame?: boolean;
  /** Control points whose place on earth is known, but for checkpoints. */
  controlPoints?: number;
  /** Different sizes of Ready photos. */
  sizes?: number;
}

interface Needs {
  database: Database;
  storage: Storage;
}

/** Counts of a project without photos. */
export const NO_PHOTOS: Readonly<PhotoCounts> = { ready: 0, inFlight: 0, invalid: 0 };

/** Counts the photos of some projects, in one query; projects without photos are left out. */
export async function countPhotos(
  database: Database,
  projectIds: readonly string[],
): Promise<Map<string, PhotoCounts>> {
  const counts = new Map<string, PhotoCounts>();
  if (projectIds.length === 0) return counts;
  for (const { projectId, state, count } of await countImages(database, projectIds)) {
    const photos = counts.get(projectId) ?? { ...NO_PHOTOS };
    counts.set(projectId, photos);
    if (state === 'Ready') photos.ready += count;
    else if (state === 'Invalid') photos.invalid += count;
    else photos.inFlight += count;
  }
  return counts;
}

/** Counts the photos of one project. */
export async function countPhotosOf(database: Database, projectId: string): Promise<PhotoCounts> {
  return (await countPhotos(database, [projectId])).get(projectId) ?? { ...NO_PHOTOS };
}

/** Finds out what the judgement of these options has to know of a project's photos. */
export async function readPhotoFacts(
  needs: Needs,
  projectId: string,
  options: TaskOptions,
): Promise<PhotoFacts> {
  const counts = await countPhotosOf(needs.database, projectId);
  const facts: PhotoFacts = { ...counts, ...(await findUnsettledPhotos(needs, projectId)) };
  const asksForPositions = options.matcher === 'spatial' || needsPositions(options.coordinateSystem);
  const asksForSizes = options.cameraSharing === 'single';
  if (!asksForPositions && !asksForSizes) return facts;
  // Clients start as soon as a pose.txt has arrived.
  if (asksForPositions) await awaitChecks(needs.database, projectId, new AbortController().signal);
  const images = await listReadyImages(needs.database, projectId);
  if (asksForSizes) facts.sizes = new Set(images.map(({ width, height }) => `${width} ${height}`)).size;
  if (asksForPositions) {
    const { 'pose.txt': poses } = await readPhotoHints(needs, projectId, images);
    const known = images.map(({ id, exif }) => ({ id, metadata: exif ?? {} }));
    const { byPhoto, inLocalFrame } = choosePositions(known, poses);
    facts.positioned = byPhoto.size;
    facts.inLocalFrame = inLocalFrame;
    facts.controlPoints = await countControlPoints(needs.database, projectId);
  }
  return facts;
}

/** Those that a model can be fitted to on earth; each is marked in several photos. */
async function countControlPoints(database: Database, projectId: string): Promise<number> {
  const { count } = await database
    .selectFrom('alignmentPoints')
    .select(({ fn }) => fn.count<number>('name').distinct().as('count'))
    .where('projectId', '=', projectId)
    .where('checkpoint', '=', false)
    .where(sql`place ->> 'type'`, '=', 'geographic')
    .executeTakeFirstOrThrow();
  return count;
}
