import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A shell script in COLMAP's place, for tests of how COLMAP can go wrong. */
export interface FakeColmap {
  path: string;
  /** The commands that it was called with so far, first arguments only. */
  calls(): Promise<string[]>;
}

/** Writes a fake COLMAP that answers `help` and then does what the shell lines say; `$1` is the command. */
export async function writeFakeColmap(folder: string, shellLines: string): Promise<FakeColmap> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'colmap');
  const callsPath = join(folder, 'calls.txt');
  await writeFile(callsPath, '');
  const script = [
    '#!/bin/sh',
    'if [ "$1" = help ]; then echo "COLMAP 3.8 -- a fake"; exit 0; fi',
    `echo "$1" >> "${callsPath}"`,
    shellLines,
  ];
  await writeFile(path, `${script.join('\n')}\n`);
  await chmod(path, 0o755);
  return { path, calls: async () => (await readFile(callsPath, 'utf8')).split('\n').filter(Boolean) };
}
