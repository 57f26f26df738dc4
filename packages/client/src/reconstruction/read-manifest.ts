import type { Manifest, ReconstructionOptions } from '@tiepoint/protocol';

/**
 * The part of a manifest needed to reproduce the model.
 *
 * @example
 * ```ts
 * import type { Recipe } from '@tiepoint/client';
 *
 * const repeat = ({ options }: Recipe) => client.startReconstruction(projectId, options);
 * console.log(await repeat({ options: { quality: 'preview' }, photos: [] }));
 * ```
 */
export interface Recipe {
  options: ReconstructionOptions;
  /** The photos passed to the engine. */
  photos: { name: string; sha1: string }[];
}

/**
 * Parses a `manifest.json`; throws an Error with a message for users when it is invalid.
 *
 * @example
 * ```ts
 * import { readManifest } from '@tiepoint/client';
 *
 * const text = '{ "manifestVersion": 1, "options": { "quality": "preview" }, "photos": [] }';
 * const { options } = readManifest(text);
 * await client.startReconstruction(projectId, options);
 * ```
 */
export function readManifest(text: string): Recipe {
  const { manifestVersion, options, photos } = parse(text);
  if (manifestVersion !== 1) {
    throw new Error(`Not a manifest that this program can read: its version is ${String(manifestVersion)}.`);
  }
  if (!options || !Array.isArray(photos)) throw new Error('Not a manifest: it has no options or photos.');
  return {
    options,
    photos: photos.flatMap(({ name, sha1, given }) => (given && sha1 !== null ? [{ name, sha1 }] : [])),
  };
}

function parse(text: string): Partial<Manifest> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Partial<Manifest>) : {};
  } catch (cause) {
    throw new Error('It is no manifest: it is no JSON.', { cause });
  }
}
