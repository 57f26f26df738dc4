import { closeSync, openSync, readSync } from 'node:fs';
import { mkdir, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { mapFileName } from '@tiepoint/scene/files';
import { HYPOTHESIS_FLOATS } from './search/initial-hypotheses.ts';

/** A depth with a larger cost is not used by other views. */
const MAX_KNOWN_COST = 1.2;

/** The paths of one run. Names of photos may contain folders. */
export interface StereoFiles {
  /** Intermediate results; can be removed once the maps exist. */
  workFolder: string;
  parameters: string;
  grey(name: string): string;
  photometric(name: string): string;
  geometric(name: string): string;
  depthMap(name: string): string;
  normalMap(name: string): string;
}

/** The paths in a dense workspace of COLMAP. */
export function stereoFilesIn(workspaceFolder: string): StereoFiles {
  const stereo = (...names: string[]) => join(workspaceFolder, 'stereo', ...names);
  return {
    workFolder: stereo('search'),
    parameters: stereo('search', 'parameters.json'),
    grey: (name) => stereo('search', `${name}.grey`),
    photometric: (name) => stereo('search', `${name}.photometric`),
    geometric: (name) => stereo('search', `${name}.geometric`),
    depthMap: (name) => stereo('depth_maps', mapFileName(name)),
    normalMap: (name) => stereo('normal_maps', mapFileName(name)),
  };
}

/** Whether a file has its full size in bytes: after a power loss it may be shorter. */
export async function isWhole(path: string, bytes: number): Promise<boolean> {
  return stat(path).then(
    ({ size }) => size === bytes,
    () => false,
  );
}

/** Writes a file so that it appears complete or not at all. */
export async function writeWhole(path: string, parts: readonly Uint8Array[]): Promise<void> {
  const temporary = `${path}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(temporary, parts);
  await rename(temporary, path);
}

/** Writes the hypotheses of a view, preceded by its inverse depths, which other views are compared with. */
export async function writeHypotheses(path: string, hypotheses: Float32Array): Promise<void> {
  const inverses = new Float32Array(hypotheses.length / HYPOTHESIS_FLOATS);
  for (let pixel = 0; pixel < inverses.length; pixel++) {
    const at = pixel * HYPOTHESIS_FLOATS;
    if (hypotheses[at + 3]! < MAX_KNOWN_COST) inverses[pixel] = hypotheses[at]!;
  }
  await writeWhole(path, [bytesOf(inverses), bytesOf(hypotheses)]);
}

/** Reads the hypotheses of a view with a grid of `pixels` pixels. */
export function readHypotheses(path: string, pixels: number): Float32Array {
  const hypotheses = new Float32Array(pixels * HYPOTHESIS_FLOATS);
  readInto(path, [bytesOf(hypotheses)], pixels * Float32Array.BYTES_PER_ELEMENT);
  return hypotheses;
}

/**
 * Fills tables from a file, one after the other, starting at a byte; throws where the file is too short. Synchronous,
 * because tables in the kernel's memory may move.
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
