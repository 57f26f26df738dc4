import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProcesses } from '../machine/find-processes.ts';
import { lookUntil } from './follow-task.ts';

/** COLMAP that can be kept from coming to an end, so that no stage is too short to be seen. */
export interface HeldColmap {
  /** For the setting `TIEPOINT_COLMAP`. */
  readonly path: string;
  /** From now on this command works as ever but does not end; all others do. */
  hold(command: string | null): Promise<void>;
}

/** The stages of a preview, in order, with the commands of COLMAP that they run. */
export const STAGES = [
  { name: 'Feature extraction', command: 'feature_extractor' },
  { name: 'Image matching', command: 'matches_importer' },
  { name: 'Structure from motion', command: 'mapper' },
  { name: 'Georeferencing', command: null },
  { name: 'Undistortion', command: 'image_undistorter' },
  { name: 'Meshing', command: 'poisson_mesher' },
  { name: 'Texturing', command: null },
] as const;

/** Those that last long enough to be seen: georeferencing takes a moment. */
export const LASTING_STAGES = STAGES.filter(({ name }) => name !== 'Georeferencing');

/** Writes a program in front of COLMAP into a folder. */
export async function writeHeldColmap(folder: string): Promise<HeldColmap> {
  const path = join(folder, 'colmap');
  const held = join(folder, 'held');
  const script = `#!/bin/bash
held() { [ "$(cat "${held}")" = "$1" ]; }
if [ "$2" = -h ] || ! held "$1"; then exec colmap "$@"; fi
colmap "$@" &
wait $!
code=$?
while held "$1"; do sleep 0.05; done
exit $code
`;
  await writeFile(path, script, { mode: 0o755 });
  const hold = async (command: string | null) => {
    await writeFile(`${held}.next`, command ?? '');
    await rename(`${held}.next`, held);
  };
  await hold(null);
  return { path, hold };
}

/** Waits until COLMAP works at a command for the server of a data folder. */
export async function untilColmapRuns(command: string, dataFolder: string): Promise<void> {
  await lookUntil(async () => {
    const processes = await findProcesses(0, dataFolder);
    return processes.some((process) => process.command.includes(`colmap ${command} `));
  });
}
