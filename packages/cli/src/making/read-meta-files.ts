import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import {
  describeUnmatched,
  type Entry,
  type LineValues,
  type MetaFileName,
  matchHints,
  type NamedPhoto,
  type PhotoHints,
  parseMetaFile,
} from '@tiepoint/inspection';
import { hashFile } from '@tiepoint/processes';
import { CommandError } from '../command-error.ts';
import { META_FILE_NAMES } from '../photos/choose-upload.ts';
import type { Shell } from '../shell.ts';

/** What the meta files of some photos say. */
export interface MetaFiles {
  hints: PhotoHints;
  files: { name: string; sha1: string }[];
}

/**
 * Reads the meta files of a photo folder. Reports lines that match no photo; rejects with all mistakes of an invalid
 * file.
 */
export async function readMetaFiles(
  { view, signal }: Shell,
  folder: string,
  photos: readonly NamedPhoto[],
): Promise<MetaFiles> {
  const present = META_FILE_NAMES.filter((name) => existsSync(join(folder, name)));
  const entriesOf = <Name extends MetaFileName>(name: Name) =>
    present.includes(name) ? readEntries(join(folder, name), name) : [];
  const hints = matchHints(
    {
      'pose.txt': await entriesOf('pose.txt'),
      'group.txt': await entriesOf('group.txt'),
      'camera.txt': await entriesOf('camera.txt'),
    },
    photos,
  );
  for (const name of present) {
    for (const sentence of describeUnmatched(name, hints[name], 'usable photo')) view.say(sentence);
  }
  const files = await Promise.all(
    present.map(async (name) => ({ name, sha1: await hashFile(join(folder, name), 'sha1', signal) })),
  );
  return { hints, files };
}

async function readEntries<Name extends MetaFileName>(
  path: string,
  name: Name,
): Promise<Entry<LineValues[Name]>[]> {
  const { entries, mistakes } = await parseMetaFile(name, createReadStream(path));
  if (mistakes.length === 0) return entries;
  const lines = mistakes.map((mistake) => `\n  ${mistake}`).join('');
  throw new CommandError(`${path} is invalid:${lines}\nCorrect it or move it away.`);
}
