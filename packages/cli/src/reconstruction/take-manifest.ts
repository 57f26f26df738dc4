import { readFile } from 'node:fs/promises';
import {
  type Api,
  comparePhotos,
  type PhotoDifferences,
  type Recipe,
  type ReconstructionOptions,
  readManifest,
} from '@tiepoint/client';
import { CommandError } from '../command-error.ts';
import { nameSome } from '../photos/name-some.ts';

/**
 * The options of a manifest file, if the project has exactly the photos of that reconstruction. Rejects with a
 * CommandError that lists the differences.
 */
export async function takeManifest(
  client: Pick<Api, 'listImages'>,
  { projectId, file, signal }: { projectId: string; file: string; signal: AbortSignal },
): Promise<ReconstructionOptions> {
  const recipe = await readRecipe(file);
  assertSamePhotos(
    file,
    await comparePhotos({ client, projectId, photos: recipe.photos, signal }),
    'this project',
  );
  return recipe.options;
}

/** Throws a CommandError when `place` has other photos than the manifest in the file. */
export function assertSamePhotos(file: string, { missing, extra }: PhotoDifferences, place: string): void {
  const differences = [
    missing.length > 0 && `it lacks ${nameSome(missing)}`,
    extra.length > 0 && `it has ${nameSome(extra)} as well`,
  ].filter((difference) => difference !== false);
  if (differences.length === 0) return;
  throw new CommandError(
    `The photos of ${place} differ from those of ${file}: ${differences.join(', and ')}. Reproducing a model needs the same photos.`,
  );
}

/** The recipe in a manifest file: what it takes to reproduce the model. */
export async function readRecipe(file: string): Promise<Recipe> {
  try {
    return readManifest(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CommandError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
