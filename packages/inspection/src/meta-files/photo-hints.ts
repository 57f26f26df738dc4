import type { Entry, Lens, LineValues, MetaFileName } from './entry.ts';
import { matchNames, type NamedPhoto, type NameMatches } from './match-names.ts';

/** What the files beside some photos say of them, file by file. */
export type PhotoHints = { [Name in MetaFileName]: NameMatches<LineValues[Name]> };

/** What the files say, line by line; empty for a file that is not there. */
export type MetaFileEntries = { [Name in MetaFileName]: readonly Entry<LineValues[Name]>[] };

/** Finds out which of these photos the files speak of. */
export function matchHints(files: MetaFileEntries, photos: readonly NamedPhoto[]): PhotoHints {
  const groups = matchNames(files['group.txt'], photos);
  return {
    'pose.txt': matchNames(files['pose.txt'], photos),
    'group.txt': groups,
    'camera.txt': matchCameras(files['camera.txt'], groups, photos),
  };
}

/** A name in `camera.txt` that is a group's is all its photos'; a photo's own line comes before its group's. */
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
