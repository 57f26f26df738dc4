import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { workerFile } from '@tiepoint/processes';
import { TaskThread } from '../../local/threads/task-thread.ts';
import { removeAtOnce } from '../../local/workspaces/folders.ts';
import type { ColmapWorkspace } from '../commands/colmap-workspace.ts';
import type { FeatureTasks } from './feature-tasks.ts';
import { type FeaturesOrigin, readOrigin, writeOrigin } from './features-origin.ts';
import type { KeptFeatures } from './kept-features.ts';

/** What taking up needs. */
export interface TakeUpNeeds {
  workspace: ColmapWorkspace;
  kept: KeptFeatures;
  signal: AbortSignal;
  /** Hears why a database can't be used. */
  onDamaged: (cause: unknown) => void;
}

/**
 * Prepares the database of a job whose features are not all found yet: with what the job itself has found before it
 * was interrupted, or else with what earlier jobs of its series have found in the same way. Photos that the job does
 * not have, or knows other things of, are removed from it; COLMAP passes over those that stay. A damaged database is
 * thrown away. Gives how many photos are known; throws the signal's reason when aborted.
 */
export async function takeUpFeatures(needs: TakeUpNeeds, wanted: FeaturesOrigin): Promise<number> {
  const { workspace } = needs;
  const found = await findOrigin(needs, wanted);
  const photos = found ? await keepSamePhotos(needs, wanted, found) : 0;
  await mkdir(workspace.featuresFolder, { recursive: true });
  await writeOrigin(workspace, wanted);
  return photos;
}

/** The origin of the database that the job begins with; undefined where there is none to begin with. */
async function findOrigin(
  { workspace, kept }: TakeUpNeeds,
  wanted: FeaturesOrigin,
): Promise<FeaturesOrigin | undefined> {
  const own = await readOrigin(workspace);
  if (own?.optionsKey === wanted.optionsKey) return own;
  // Another COLMAP has been installed since the job was interrupted.
  await removeAtOnce(workspace.featuresFolder);
  return (await kept.take(wanted, workspace.featuresFolder)) ? readOrigin(workspace) : undefined;
}

async function keepSamePhotos(
  { workspace, signal, onDamaged }: TakeUpNeeds,
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
