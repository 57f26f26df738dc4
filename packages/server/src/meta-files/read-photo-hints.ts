import type { Executor } from '../database/database.ts';
import type { Storage } from '../storage/bucket.ts';
import type { Entry, Lens, LineValues } from './entry.ts';
import { listReadyMetaFiles } from './find-meta-files.ts';
import { matchNames, type NamedImage, type NameMatches } from './match-names.ts';
import { metaStoredKey, type ReadableName } from './meta-file.ts';
import { parseMetaFile } from './parse-meta-file.ts';

interface Needs {
  database: Executor;
  storage: Storage;
}

/** What a project's meta files say of its photos, file by file. */
export type PhotoHints = { [Name in ReadableName]: NameMatches<LineValues[Name]> } & {
  /** SHA-1 of each file: the same photos with the same files give the same hints. */
  sources: string[];
};

/** Reads the Ready meta files of a project and finds out which of these photos they speak of. */
export async function readPhotoHints(
  { database, storage }: Needs,
  projectId: string,
  images: readonly NamedImage[],
): Promise<PhotoHints> {
  const files = await listReadyMetaFiles(database, projectId);
  const read = async <Name extends ReadableName>(name: Name): Promise<Entry<LineValues[Name]>[]> => {
    const file = files.find((candidate) => candidate.name === name);
    if (!file) return [];
    return (await parseMetaFile(name, await storage.private.read(metaStoredKey(file)))).entries;
  };
  const groups = matchNames(await read('group.txt'), images);
  return {
    'pose.txt': matchNames(await read('pose.txt'), images),
    'group.txt': groups,
    'camera.txt': matchCameras(await read('camera.txt'), groups, images),
    sources: files.flatMap(({ sha1 }) => sha1 ?? []).sort(),
  };
}

/** A name in `camera.txt` that is a group's is all its photos'; a photo's own line comes before its group's. */
export function matchCameras(
  cameras: readonly Entry<Lens>[],
  groups: NameMatches<string>,
  images: readonly NamedImage[],
): NameMatches<Lens> {
  const groupNames = new Set([...groups.byImage.values()].map(({ value }) => value));
  const ofGroup = new Map(cameras.map((entry) => [entry.name, entry]));
  const own = matchNames(
    cameras.filter(({ name }) => !groupNames.has(name)),
    images,
  );
  for (const [id, { value: group }] of groups.byImage) {
    const entry = ofGroup.get(group);
    if (entry && !own.byImage.has(id)) own.byImage.set(id, entry);
  }
  return own;
}
