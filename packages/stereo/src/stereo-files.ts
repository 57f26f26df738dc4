import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mapFileName } from '@tiepoint/scene/files';
import { HYPOTHESIS_FLOATS } from './search/first-hypotheses.ts';

/** A depth that is worse than this says nothing to other views. */
const MAX_KNOWN_COST = 1.2;

/** Where everything of one run lies. Names of photos may hold folders. */
export interface StereoFiles {
  /** What is needed between two phases; can be removed once the maps are there. */
  workFolder: string;
  parameters: string;
  grey(name: string): string;
  search(name: string): string;
  checked(name: string): string;
  depthMap(name: string): string;
  normalMap(name: string): string;
}

/** Names the places in a dense workspace of COLMAP. */
export function stereoFilesIn(workspaceFolder: string): StereoFiles {
  const stereo = (...names: string[]) => join(workspaceFolder, 'stereo', ...names);
  return {
    workFolder: stereo('search'),
    parameters: stereo('search', 'parameters.json'),
    grey: (name) => stereo('search', `${name}.grey`),
    search: (name) => stereo('search', `${name}.photometric`),
    checked: (name) => stereo('search', `${name}.geometric`),
    depthMap: (name) => stereo('depth_maps', mapFileName(name)),
    normalMap: (name) => stereo('normal_maps', mapFileName(name)),
  };
}

/** Whether a phase has left its file of so many bytes: where power was lost, a shorter one may be there. */
export async function isWhole(path: string, bytes: number): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size === bytes,
    () => false,
  );
}

/** Writes a file so that it is there whole or not at all. */
export async function writeWhole(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = `${path}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(temporary, parts);
  await rename(temporary, path);
}

/** Keeps the planes of a view after its inverse depths, which are all that other views are compared with. */
export async function writeSearch(path: string, hypotheses: Float32Array): Promise<void> {
  const inverses = new Float32Array(hypotheses.length / HYPOTHESIS_FLOATS);
  for (let pixel = 0; pixel < inverses.length; pixel++) {
    const at = pixel * HYPOTHESIS_FLOATS;
    if ((hypotheses[at + 3] as number) < MAX_KNOWN_COST) inverses[pixel] = hypotheses[at] as number;
  }
  await writeWhole(path, [bytesOf(inverses), bytesOf(hypotheses)]);
}

/** Reads the planes of a view, for a grid of so many pixels. */
export function readSearch(path: string, pixels: number): Float32Array {
  const hypotheses = new Float32Array(pixels * HYPOTHESIS_FLOATS);
  readInto(path, [bytesOf(hypotheses)], pixels * Float32Array.BYTES_PER_ELEMENT);
  return hypotheses;
}

/**
 * Fills tables from a file, one after the other, from a byte on; throws where it is too short. At once: the tables may
 * move.
 */
export function readInto(path: string, targets: readonly Uint8Array[], fromByte = 0): void {
  const file = openSync(path, 'r');
  let position = fromByte;
  try {
    for (const target of targets) {
      for (let at = 0; at < target.length; ) {
        const read = readSync(file, target, at, target.length - at, position);
        if (read === 0) throw new Error(`${path} ends too early`);
        at += read;
        position += read;
      }
    }
  } finally {
    closeSync(file);
  }
}

/** The bytes of a table of floats, in place. */
export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
