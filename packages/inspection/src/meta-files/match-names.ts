import type { Entry } from './entry.ts';

/** Which photos the names in a file mean. */
export interface NameMatches<Value> {
  /** What the file says of each photo, by the photo's id. */
  byPhoto: Map<string, Entry<Value>>;
  /** Entries whose name is no photo's. */
  unknown: Entry<Value>[];
  /** Entries whose name could be several photos', or that share their photo with another entry. */
  ambiguous: Entry<Value>[];
}

/** A photo as files name it. */
export interface NamedPhoto {
  id: string;
  /** The user's own name. */
  name: string;
}

/** How a name may differ from the photo's, the closest first. */
const readings: readonly ((name: string) => string)[] = [
  (name) => name,
  withoutFolders,
  (name) => withoutFolders(name).toLowerCase(),
];

/**
 * Finds the photos that the names in a file mean: by their exact name, then without folders, then without regard
 * to upper and lower case. What was matched more closely is out of question for the rest.
 */
export function matchNames<Value>(
  entries: readonly Entry<Value>[],
  photos: readonly NamedPhoto[],
): NameMatches<Value> {
  const byPhoto = new Map<string, Entry<Value>>();
  const ambiguous: Entry<Value>[] = [];
  let waiting = [...entries];
  for (const read of readings) {
    const free = photos.filter((photo) => !byPhoto.has(photo.id));
    const photosByName = Map.groupBy(free, (photo) => read(photo.name));
    const next: Entry<Value>[] = [];
    for (const [name, sharing] of Map.groupBy(waiting, (entry) => read(entry.name))) {
      const [photo, ...others] = photosByName.get(name) ?? [];
      const [entry, ...rivals] = sharing;
      if (!photo || !entry) next.push(...sharing);
      else if (others.length + rivals.length > 0) ambiguous.push(...sharing);
      else byPhoto.set(photo.id, entry);
    }
    waiting = next;
  }
  return { byPhoto, unknown: waiting, ambiguous };
}

function withoutFolders(name: string): string {
  return name.slice(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}
