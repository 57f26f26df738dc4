import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A shell script in COLMAP's place, for tests of how COLMAP can go wrong. */
export interface FakeColmap {
  path: string;
  /** The commands that it was called with so far, first arguments only. */
  calls(): Promise<string[]>;
}

/** What a fake COLMAP says of itself. */
export interface FakeBuild {
  /** What `help` prints. */
  help: string;
  /** What `COMMAND -h` prints; nothing for a command that is left out. */
  commandHelps: Readonly<Record<string, string>>;
}

const DEFAULT_BUILD: FakeBuild = { help: 'COLMAP 3.8 -- a fake', commandHelps: {} };

/** Writes a fake COLMAP that answers questions for help, and otherwise does what the shell lines say; `$1` is the command. */
export async function writeFakeColmap(
  folder: string,
  shellLines: string,
  { help, commandHelps }: FakeBuild = DEFAULT_BUILD,
): Promise<FakeColmap> {
  await mkdir(folder, { recursive: true });
  const path = join(folder, 'colmap');
  const callsPath = join(folder, 'calls.txt');
  await writeFile(callsPath, '');
  await writeFile(join(folder, 'help.txt'), `${help}\n`);
  for (const [name, text] of Object.entries(commandHelps)) await writeFile(join(folder, `${name}.txt`), text);
  const script = [
    '#!/bin/sh',
    `if [ "$1" = help ]; then cat "${folder}/help.txt"; exit 0; fi`,
    // Newer versions print the options of a command on the error stream.
    `if [ "$2" = -h ]; then [ -e "${folder}/$1.txt" ] && cat "${folder}/$1.txt" >&2; exit 0; fi`,
    `echo "$1" >> "${callsPath}"`,
    shellLines,
  ];
  await writeFile(path, `${script.join('\n')}\n`);
  await chmod(path, 0o755);
  return { path, calls: async () => (await readFile(callsPath, 'utf8')).split('\n').filter(Boolean) };
}
