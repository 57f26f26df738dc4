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
 * The options of the manifest in a file, where the project has the photos of that reconstruction and no others.
 * Rejects with a sentence that says which differ.
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

/** Rejects with a sentence where `place` has not the photos of the manifest in a file. */
export function assertSamePhotos(file: string, { missing, extra }: PhotoDifferences, place: string): void {
  const differences = [
    missing.length > 0 && `it lacks ${nameSome(missing)}`,
    extra.length > 0 && `it has ${nameSome(extra)} as well`,
  ].filter((difference) => difference !== false);
  if (differences.length === 0) return;
  throw new CommandError(
    `The photos of ${place} are not those of ${file}: ${differences.join(', and ')}. The same model needs the same photos.`,
  );
}

/** What of the manifest in a file it takes to make the same model again. */
export async function readRecipe(file: string): Promise<Recipe> {
  try {
    return readManifest(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CommandError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
