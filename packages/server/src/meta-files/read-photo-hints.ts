import {
  type Entry,
  type LineValues,
  type MetaFileName,
  matchHints,
  type NamedPhoto,
  type PhotoHints,
  parseMetaFile,
} from '@tiepoint/inspection';
import type { Executor } from '../database/database.ts';
import type { Storage } from '../storage/bucket.ts';
import { listReadyMetaFiles } from './find-meta-files.ts';
import { metaStoredKey } from './meta-file.ts';

interface Needs {
  database: Executor;
  storage: Storage;
}

/** What a project's meta files say of its photos. */
export type ProjectHints = PhotoHints & {
  /** SHA-1 of each file: the same photos with the same files give the same hints. */
  sources: string[];
};

/** Reads the Ready meta files of a project and finds out which of these photos they speak of. */
export async function readPhotoHints(
  { database, storage }: Needs,
  projectId: string,
  images: readonly NamedPhoto[],
): Promise<ProjectHints> {
  const files = await listReadyMetaFiles(database, projectId);
  const read = async <Name extends MetaFileName>(name: Name): Promise<Entry<LineValues[Name]>[]> => {
    const file = files.find((candidate) => candidate.name === name);
    if (!file) return [];
    return (await parseMetaFile(name, await storage.private.read(metaStoredKey(file)))).entries;
  };
  const hints = matchHints(
    {
      'pose.txt': await read('pose.txt'),
      'group.txt': await read('group.txt'),
      'camera.txt': await read('camera.txt'),
    },
    images,
  );
  return { ...hints, sources: files.flatMap(({ sha1 }) => sha1 ?? []).sort() };
}
