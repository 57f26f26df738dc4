import { readFile } from 'node:fs/promises';
import { type Api, comparePhotos, type ReconstructionOptions, readManifest } from '@tiepoint/client';
import { CommandError } from '../command-error.ts';
import { nameSome } from '../photos/name-some.ts';

/**
 * The options of the manifest in a file, where the project has the photos of that reconstruction and no others.
 * Rejects with a sentence that says which differ.
 */
export async function takeManifest(
  client: Pick<Api, 'listImages'>,
  projectId: string,
  file: string,
  signal: AbortSignal,
): Promise<ReconstructionOptions> {
  const recipe = await readRecipe(file);
  const { missing, extra } = await comparePhotos({ client, projectId, photos: recipe.photos, signal });
  const differences = [
    missing.length > 0 && `it lacks ${nameSome(missing)}`,
    extra.length > 0 && `it has ${nameSome(extra)} as well`,
  ].filter((difference) => difference !== false);
  if (differences.length > 0) {
    throw new CommandError(
      `The photos of this project are not those of ${file}: ${differences.join(', and ')}. Make a project of the same photos.`,
    );
  }
  return recipe.options;
}

async function readRecipe(file: string) {
  try {
    return readManifest(await readFile(file, 'utf8'));
  } catch (cause) {
    throw new CommandError(`${file}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}
