import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { workerFile } from '@tiepoint/processes';
import { TaskThread } from '../../local/threads/task-thread.ts';
import { removeAtOnce } from '../../local/workspaces/folders.ts';
import type { ColmapWorkspace } from '../commands/colmap-workspace.ts';
import type { FeatureTasks } from './feature-tasks.ts';
import { type FeaturesOrigin, readOrigin, writeOrigin } from './features-origin.ts';
import type { KeptFeatures } from './kept-features.ts';

/** What `reuseFeatures` needs. */
export interface ReuseNeeds {
  workspace: ColmapWorkspace;
  kept: KeptFeatures;
  signal: AbortSignal;
  /** Called with the reason why a database can't be used. */
  onDamaged: (cause: unknown) => void;
}

/**
 * Prepares the database of a job for feature extraction: with the features of the job itself from before an
 * interruption, else with those of earlier jobs of its series with the same options. Photos that the job does not have,
 * or that have changed, are removed; COLMAP skips those that remain. A damaged database is removed. Returns the number
 * of photos with features; throws the signal's reason when aborted.
 */
export async function reuseFeatures(needs: ReuseNeeds, wanted: FeaturesOrigin): Promise<number> {
  const { workspace } = needs;
  const found = await findOrigin(needs, wanted);
  const photos = found ? await keepSamePhotos(needs, wanted, found) : 0;
  await mkdir(workspace.featuresFolder, { recursive: true });
  await writeOrigin(workspace, wanted);
  return photos;
}

/** The origin of the database that the job starts with; undefined if it starts without one. */
async function findOrigin(
  { workspace, kept }: ReuseNeeds,
  wanted: FeaturesOrigin,
): Promise<FeaturesOrigin | undefined> {
  const own = await readOrigin(workspace);
  if (own?.optionsKey === wanted.optionsKey) return own;
  // Another version of COLMAP has been installed since the job was interrupted.
  await removeAtOnce(workspace.featuresFolder);
  return (await kept.take(wanted, workspace.featuresFolder)) ? readOrigin(workspace) : undefined;
}

async function keepSamePhotos(
  { workspace, signal, onDamaged }: ReuseNeeds,
  wanted: FeaturesOrigin,
  found: FeaturesOrigin,
): Promise<number> {
  if (!existsSync(workspace.database)) return 0;
  const same = Object.keys(wanted.photos).filter((name) => found.photos[name] === wanted.photos[name]);
  await using thread = new TaskThread<FeatureTasks>(workerFile(import.meta.url, './feature-worker').url);
  try {
    const input = { database: workspace.database, fileNames: same };
    return (await thread.run('keepOnlyPhotos', input, { signal })).photos;
  } catch (error) {
    signal.throwIfAborted();
    onDamaged(error);
    await removeAtOnce(workspace.featuresFolder);
    return 0;
  }
}
