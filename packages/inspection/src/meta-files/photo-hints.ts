import type { Entry, Lens, LineValues, MetaFileName } from './entry.ts';
import { matchNames, type NamedPhoto, type NameMatches } from './match-names.ts';

/** The matched entries of the meta files, by file. */
export type PhotoHints = { [Name in MetaFileName]: NameMatches<LineValues[Name]> };

/** The entries of the meta files; empty for a missing file. */
export type MetaFileEntries = { [Name in MetaFileName]: readonly Entry<LineValues[Name]>[] };

/** Matches the entries of meta files with photos. */
export function matchHints(files: MetaFileEntries, photos: readonly NamedPhoto[]): PhotoHints {
  const groups = matchNames(files['group.txt'], photos);
  return {
    'pose.txt': matchNames(files['pose.txt'], photos),
    'group.txt': groups,
    'camera.txt': matchCameras(files['camera.txt'], groups, photos),
  };
}

/** The name of a group in `camera.txt` applies to all its photos; a photo's own line takes precedence. */
export function matchCameras(
  cameras: readonly Entry<Lens>[],
  groups: NameMatches<string>,
  photos: readonly NamedPhoto[],
): NameMatches<Lens> {
  const groupNames = new Set([...groups.byPhoto.values()].map(({ value }) => value));
  const ofGroup = new Map(cameras.map((entry) => [entry.name, entry]));
  const own = matchNames(
    cameras.filter(({ name }) => !groupNames.has(name)),
    photos,
  );
  for (const [id, { value: group }] of groups.byPhoto) {
    const entry = ofGroup.get(group);
    if (entry && !own.byPhoto.has(id)) own.byPhoto.set(id, entry);
  }
  return own;
}
