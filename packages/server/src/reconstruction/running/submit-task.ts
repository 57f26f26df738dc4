import { parse } from 'node:path';
import { type Engine, type EngineHandle, ReconstructionFailure, workKeyOf } from '@tiepoint/engines';
import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Image } from '../../images/image.ts';
import { awaitChecks } from '../../meta-files/await-checks.ts';
import { listReadyMetaFiles } from '../../meta-files/find-meta-files.ts';
import { readPhotoHints } from '../../meta-files/read-photo-hints.ts';
import type { Storage } from '../../storage/bucket.ts';
import { readControlPoints } from '../control-points/read-control-points.ts';
import type { Task } from '../tasks/task.ts';
import { describeImages } from './describe-images.ts';
import { freezePhotos } from './freeze-photos.ts';
import { noteProvenance } from './note-provenance.ts';

export interface SubmitNeeds {
  database: Database;
  storage: Storage;
  engines: ReadonlyMap<string, Engine>;
}

/** A task and the engine that works on it, for one attempt. */
export interface EngineTask {
  engine: Engine;
  task: Task;
}

/** A message that names more photos than this is not read. */
const MAX_NAMES = 5;

/**
 * Hands a task's photos to the engine, the same ones each time, and stores where it works on them. A
 * ReconstructionFailure where photos were removed that the engine needs.
 */
export async function submitTask(
  needs: SubmitNeeds,
  { engine, task }: EngineTask,
  signal: AbortSignal,
): Promise<EngineHandle> {
  const { images, removed, lost } = await freezePhotos(needs.database, task);
  if (lost.length > 0) throw photosLost(lost);
  if (removed.length > 0) throw photosRemoved(removed);
  await awaitChecks(needs.database, task.projectId, signal);
  const hints = await readPhotoHints(needs, task.projectId, images);
  const controlPoints = await readControlPoints(needs, task.projectId, images);
  const workKey = workKeyOf({
    seriesKey: task.projectId,
    options: task.options,
    photos: images.map(nameForWork),
    sources: hints.sources,
    controlPoints,
  });
  const metaFiles = await listReadyMetaFiles(needs.database, task.projectId);
  await noteProvenance(needs.database, task, {
    metaFiles: metaFiles.map(({ name, sha1 }) => ({ name, sha1 })),
    controlPoints,
  });
  const job = {
    workKey,
    seriesKey: task.projectId,
    options: task.options,
    ...(controlPoints.length > 0 && { controlPoints }),
    ...describeImages(needs.storage, images, hints),
  };
  const handle = await engine.submit(job, signal);
  await needs.database
    .updateTable('tasks')
    .set({ workKey, handle: JSON.stringify(handle) })
    .where('id', '=', task.id)
    .where('fence', '=', task.fence)
    .execute();
  await discardEarlierWork(needs, task, handle);
  return handle;
}

/**
 * What the work knows a photo by: its bytes and its file name. The file name of an earlier registration was the SHA-1
 * alone, and the work that was begun with it goes on.
 */
function nameForWork({ sha1, filename }: Pick<Image, 'sha1' | 'filename'>): string {
  const name = parse(filename).name;
  return sha1 !== null && name.startsWith(sha1) ? name : `${sha1}-${name}`;
}

function photosLost(names: readonly string[]): ReconstructionFailure {
  const message =
    `Stored photos were damaged while the reconstruction still needed them: ${nameSome(names)}. ` +
    'Upload them again, and start it again.';
  return new ReconstructionFailure('PhotosRemoved', message);
}

function photosRemoved(names: readonly string[]): ReconstructionFailure {
  const removed =
    names.length === 1
      ? 'A photo was removed while the reconstruction still needed it'
      : `${names.length} photos were removed while the reconstruction still needed them`;
  const message = `${removed}: ${nameSome(names)}. Start it again with the remaining photos.`;
  return new ReconstructionFailure('PhotosRemoved', message);
}

function nameSome(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMES).join(', ');
  return names.length > MAX_NAMES ? `${named} and ${names.length - MAX_NAMES} more` : named;
}

/** Failed and stopped work is kept to go on from; where this task is about something else, nobody will. */
async function discardEarlierWork(needs: SubmitNeeds, task: Task, handle: EngineHandle): Promise<void> {
  const earlier = await needs.database
    .updateTable('tasks as kept')
    .from('tasks as old')
    .set({ handle: null })
    .whereRef('kept.id', '=', 'old.id')
    .where('old.projectId', '=', task.projectId)
    .where('old.state', 'in', ['Failed', 'Stopped'])
    .where('old.handle', 'is not', null)
    .returning(['old.handle', 'old.options'])
    .returning(sql<boolean>`old.handle = ${JSON.stringify(handle)}::jsonb`.as('taken'))
    .execute();
  for (const { handle, options, taken } of earlier) {
    if (handle && !taken) await needs.engines.get(options.engine)?.discard(handle);
  }
}
