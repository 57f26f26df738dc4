import { rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import type { Engine } from '../port/engine.ts';
import { type MadeModel, type MakingRecord, readMadeModel, readRecord } from './making-record.ts';
import { type OutputFolder, OutputFolderRefused } from './output-folder.ts';
import { differencesBetween, type MakingRecipe } from './recipe.ts';

/** The state of the requested model in a folder. */
export interface EarlierModel {
  /** Set if it is complete. */
  made?: MadeModel;
  /** Set if it was started. */
  begun?: MakingRecord;
}

/** What `takeUpEarlier` needs. */
export interface ReuseNeeds {
  engines: ReadonlyMap<string, Engine>;
  folder: OutputFolder;
  /** Whether a model of other photos or options may be removed. */
  overwrite: boolean;
}

/**
 * Finds the requested model in a folder, complete or started by an earlier run. A model of other photos or options is
 * removed if that is allowed; else throws OutputFolderRefused.
 */
export async function takeUpEarlier(needs: ReuseNeeds, wanted: MakingRecipe): Promise<EarlierModel> {
  const { folder, overwrite } = needs;
  const made = await readMadeModel(folder.manifestFile);
  if (made === 'unreadable') {
    throw new OutputFolderRefused(
      `The manifest.json in ${folder.path} can't be read. Choose another folder.`,
    );
  }
  const begun = await readRecord(folder.recordFile);
  const there = made ?? (begun === 'unreadable' ? undefined : begun);
  const differences = there ? differencesBetween(there.recipe, wanted) : [];
  if ((differences.length > 0 || begun === 'unreadable') && !overwrite) {
    throw refusalOf(folder, made !== undefined, differences);
  }
  if (made && differences.length === 0 && !overwrite && (await isWhole(folder, made))) return { made };
  if (made || differences.length > 0 || begun === 'unreadable') {
    await clear(needs, made, begun);
    return {};
  }
  return begun ? { begun } : {};
}

function refusalOf(
  { path }: OutputFolder,
  made: boolean,
  differences: readonly string[],
): OutputFolderRefused {
  const what = made ? 'contains a model' : 'contains an unfinished model';
  const why = differences.length > 0 ? `: ${differences.join('; ')}` : ", but its record can't be read";
  return new OutputFolderRefused(
    `${path} ${what} of other photos or options${why}. Choose another folder, or replace it with --overwrite.`,
  );
}

/** Whether no file is missing or truncated. */
async function isWhole({ path }: OutputFolder, { outputs }: MadeModel): Promise<boolean> {
  const sizes = await Promise.all(outputs.map(({ name }) => sizeOf(join(path, basename(name)))));
  return outputs.every(({ bytes }, index) => sizes[index] === bytes);
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** The manifest is removed last, because it identifies the files. */
async function clear(
  { engines, folder }: ReuseNeeds,
  made: MadeModel | undefined,
  begun: MakingRecord | 'unreadable' | undefined,
): Promise<void> {
  if (begun === 'unreadable') await folder.removeWork();
  // Features of the same photos are kept for the next model.
  else if (begun?.handle) await engines.get(begun.handle.engine)?.discard(begun.handle);
  for (const { name } of made?.outputs ?? []) await rm(join(folder.path, basename(name)), { force: true });
  await rm(folder.logFile, { force: true });
  await rm(folder.recordFile, { force: true });
  await rm(folder.manifestFile, { force: true });
}
