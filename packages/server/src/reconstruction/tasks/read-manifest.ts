import { type ManifestFacts, makeManifest } from '@tiepoint/engines';
import type { Manifest } from '@tiepoint/protocol';
import type { Database } from '../../database/database.ts';
import { listTaskPhotos } from './list-task-photos.ts';
import type { Task } from './task.ts';

/** Name of the output that tells what the others were made from. */
export const MANIFEST_NAME = 'manifest.json';

/** The manifest of a task as far as it has come; null where it was never begun, or is gone. */
export async function readManifest(database: Database, task: Task): Promise<Manifest | null> {
  if (task.fence === 0) return null;
  const outputs = await database
    .selectFrom('taskOutputs')
    .select(['name', 'contentType', 'size', 'sha256'])
    .where('taskId', '=', task.id)
    .where('name', '!=', MANIFEST_NAME)
    .orderBy('name')
    .execute();
  return manifestOver(database, task, outputs);
}

/** The manifest of a task that has made these outputs, whether it lists them already or not; null where it is gone. */
export async function manifestOver(
  database: Database,
  task: Task,
  outputs: ManifestFacts['outputs'],
): Promise<Manifest | null> {
  const project = await database
    .selectFrom('projects')
    .select(['id', 'name'])
    .where('id', '=', task.projectId)
    .executeTakeFirst();
  return project
    ? makeManifest({ task, project, photos: await listTaskPhotos(database, task.id), outputs })
    : null;
}
