import { existsSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile, linkOrCopy } from '@tiepoint/processes';
import type { EngineOutput } from '../port/engine.ts';
import { LOG_NAME, type OutputFolder } from './output-folder.ts';

/** An output file. */
export interface PlacedOutput extends EngineOutput {
  size: number;
  sha256: string;
}

/**
 * Moves the outputs of an engine to a folder: each file atomically, replacing earlier ones. If the engine has no log of
 * its own, the one of the run is kept.
 */
export async function placeOutputs(
  outputs: readonly EngineOutput[],
  folder: OutputFolder,
  signal: AbortSignal,
): Promise<PlacedOutput[]> {
  const placed: PlacedOutput[] = [];
  for (const { name, path: from, contentType } of outputs) {
    signal.throwIfAborted();
    const path = join(folder.path, name);
    const unfinished = join(folder.path, `.${name}.unfinished`);
    await rm(unfinished, { force: true });
    await linkOrCopy(from, unfinished);
    await rename(unfinished, path);
    // If both names are links to the same file, renaming does nothing.
    await rm(unfinished, { force: true });
    placed.push(await measure({ name, path, contentType }, signal));
  }
  if (placed.some(({ name }) => name === LOG_NAME) || !existsSync(folder.logFile)) return placed;
  const log = { name: LOG_NAME, path: folder.logFile, contentType: 'text/plain; charset=utf-8' };
  return [...placed, await measure(log, signal)];
}

async function measure(output: EngineOutput, signal: AbortSignal): Promise<PlacedOutput> {
  const sha256 = await hashFile(output.path, 'sha256', signal);
  return { ...output, size: (await stat(output.path)).size, sha256 };
}
