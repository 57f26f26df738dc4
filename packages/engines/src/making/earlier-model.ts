import { rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import type { Engine } from '../port/engine.ts';
import { type MadeModel, type MakingRecord, readMadeModel, readRecord } from './making-record.ts';
import { type OutputFolder, OutputFolderRefused } from './output-folder.ts';
import { differencesBetween, type MakingRecipe } from './recipe.ts';

/** What lies in a folder of the model that is wanted. */
export interface EarlierModel {
  /** It is there, whole. */
  made?: MadeModel;
  /** It was begun. */
  begun?: MakingRecord;
}

/** What taking up an earlier model needs. */
export interface ReuseNeeds {
  engines: ReadonlyMap<string, Engine>;
  folder: OutputFolder;
  /** Whether what other photos or options have made may go. */
  overwrite: boolean;
}

/**
 * Finds what an earlier run has made, or begun, of the wanted model. What it has made of other photos, or with other
 * options, goes where that is allowed; throws OutputFolderRefused where it is not.
 */
export async function takeUpEarlier(needs: ReuseNeeds, wanted: MakingRecipe): Promise<EarlierModel> {
  const { folder, overwrite } = needs;
  const made = await readMadeModel(folder.manifestFile);
  if (made === 'unreadable') {
    throw new OutputFolderRefused(
      `The manifest.json in ${folder.path} is not one that this program can read. Choose another folder.`,
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
  const what = made ? 'holds a model' : 'holds a model that was begun and is not done,';
  const why = differences.length > 0 ? `: ${differences.join('; ')}` : ', but nobody knows of what';
  return new OutputFolderRefused(
    `${path} ${what} of other photos or options${why}. Choose another folder, or replace it with --overwrite.`,
  );
}

/** Files can have been moved away, or cut off. */
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

/** The manifest goes last: without it nobody would know whose the files are. */
async function clear(
  { engines, folder }: ReuseNeeds,
  made: MadeModel | undefined,
  begun: MakingRecord | 'unreadable' | undefined,
): Promise<void> {
  if (begun === 'unreadable') await folder.removeWork();
  // What was found in the same photos is kept for the next model of them.
  else if (begun?.handle) await engines.get(begun.handle.engine)?.discard(begun.handle);
  for (const { name } of made?.outputs ?? []) await rm(join(folder.path, basename(name)), { force: true });
  await rm(folder.logFile, { force: true });
  await rm(folder.recordFile, { force: true });
  await rm(folder.manifestFile, { force: true });
}
