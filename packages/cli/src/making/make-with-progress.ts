import { existsSync } from 'node:fs';
import { relative, resolve, sep } from 'node:path';
import type { ReconstructionOptions } from '@tiepoint/client';
import {
  type FinishedModel,
  judgePhotoSet,
  MIN_PHOTOS,
  type ModelOrder,
  makeModel,
  type OutputFolder,
  openOutputFolder,
  photoSetOf,
  ReconstructionFailure,
} from '@tiepoint/engines';
import { loadConfig } from '@tiepoint/server';
import { CommandError } from '../command-error.ts';
import { choosePhotos } from '../photos/choose-photos.ts';
import { META_FILE_NAMES } from '../photos/choose-upload.ts';
import { count } from '../photos/name-some.ts';
import { assertSamePhotos, readRecipe } from '../reconstruction/take-manifest.ts';
import type { Shell } from '../shell.ts';
import { VERSION } from '../version.ts';
import { chooseEngine, describeProblem } from './choose-engine.ts';
import { gatherOrder } from './gather-order.ts';
import { showEvents } from './show-events.ts';

/** What to reconstruct, and where to put the results. */
export interface Making {
  photosFolder: string;
  outputFolder: string;
  overwrite: boolean;
  keepWork: boolean;
  /** Options of the reconstruction; a `manifest` file replaces them and must list the same photos. */
  asked: { options: ReconstructionOptions; manifest?: string };
}

/**
 * Reconstructs the photos of a folder with a progress bar per step. Quick checks come first. Rejects with a
 * CommandError when no model can be made.
 */
export async function makeWithProgress(shell: Shell, making: Making): Promise<FinishedModel> {
  const { photosFolder, asked } = making;
  const photos = await choosePhotos(shell, photosFolder, apartFrom(making));
  const recipe = asked.manifest === undefined ? undefined : await readRecipe(asked.manifest);
  await using folder = await openOutputFolder(making.outputFolder);
  const { photoLimits: limits, ...config } = loadConfig(shell.environment, {});
  const settings = { ...config, workFolder: folder.workFolder };
  const { engines, options } = await chooseEngine(settings, recipe?.options ?? asked.options);
  const order = await gatherOrder(shell, { folder: photosFolder, photos, limits, options });
  if (asked.manifest !== undefined && recipe) {
    assertSamePhotos(asked.manifest, comparePhotos(order, recipe.photos), photosFolder);
  }
  assertEnough(order);
  const needs = {
    engines,
    version: VERSION,
    now: () => new Date(),
    onEvent: showEvents(shell.view),
    signal: shell.signal,
  };
  try {
    return await makeModel(needs, order, { ...making, folder });
  } catch (error) {
    shell.view.close();
    throw explained(shell, folder, error);
  }
}

/** Files in the photo folder that are not photos. */
function apartFrom({ photosFolder, outputFolder }: Making): (name: string) => boolean {
  const within = relative(resolve(photosFolder), resolve(outputFolder)).split(sep).join('/');
  if (within === '') {
    throw new CommandError('The output folder must not be the photo folder. Choose another one.');
  }
  const metaFiles: readonly string[] = META_FILE_NAMES;
  return (name) => metaFiles.includes(name) || name.startsWith(`${within}/`);
}

function comparePhotos(order: ModelOrder, wanted: readonly { name: string; sha1: string }[]) {
  const there = new Set(order.photos.flatMap(({ sha1, facts }) => (sha1 && facts ? [sha1] : [])));
  const known = new Set(wanted.map(({ sha1 }) => sha1));
  return {
    missing: wanted.filter(({ sha1 }) => !there.has(sha1)).map(({ name }) => name),
    extra: order.photos
      .filter(({ sha1, facts }) => facts && sha1 && !known.has(sha1))
      .map(({ name }) => name),
  };
}

function assertEnough(order: ModelOrder): void {
  const set = photoSetOf(order);
  if (set.photos < MIN_PHOTOS) {
    const usable = set.photos === 0 ? 'None of the photos' : `Only ${count(set.photos, 'photo')}`;
    throw new CommandError(
      `${usable} can be used; a model needs at least ${MIN_PHOTOS}, taken from different positions.`,
    );
  }
  const problem = judgePhotoSet(set, order.options);
  if (problem) throw new CommandError(describeProblem(problem));
}

function explained({ view, signal }: Shell, { logFile }: OutputFolder, error: unknown): unknown {
  if (signal.aborted) view.say('Finished steps are kept: run the same command to resume.');
  if (!(error instanceof ReconstructionFailure)) return error;
  const log = existsSync(logFile) ? ` Output of the programs: ${logFile}` : '';
  return new CommandError(`The reconstruction has failed: ${error.message}${log}`, { cause: error });
}
