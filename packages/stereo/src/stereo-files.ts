import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { DepthSearch } from './search-depths.ts';

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
    depthMap: (name) => stereo('depth_maps', `${name}.geometric.bin`),
    normalMap: (name) => stereo('normal_maps', `${name}.geometric.bin`),
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

/** Keeps what a search has found: the planes, then the masks. */
export async function writeSearch(path: string, { hypotheses, viewMasks }: DepthSearch): Promise<void> {
  await writeWhole(path, [bytesOf(hypotheses), viewMasks]);
}

/** Reads what a search has found, for a grid of so many pixels. */
export function readSearch(path: string, pixels: number, floatsPerPixel: number): DepthSearch {
  const hypotheses = new Float32Array(pixels * floatsPerPixel);
  const viewMasks = new Uint8Array(pixels);
  readInto(path, [bytesOf(hypotheses), viewMasks]);
  return { hypotheses, viewMasks };
}

/** Fills tables from a file, one after the other; throws where it is too short. At once: the tables may move. */
export function readInto(path: string, targets: readonly Uint8Array[]): void {
  const file = openSync(path, 'r');
  try {
    for (const target of targets) {
      for (let at = 0; at < target.length; ) {
        const read = readSync(file, target, at, target.length - at, null);
        if (read === 0) throw new Error(`${path} ends too early`);
        at += read;
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
