import type { Entry } from './entry.ts';

/** The photos that the names in a file match. */
export interface NameMatches<Value> {
  /** The entry of each photo, by the photo's id. */
  byPhoto: Map<string, Entry<Value>>;
  /** Entries that match no photo. */
  unknown: Entry<Value>[];
  /** Entries that match several photos, or the same photo as another entry. */
  ambiguous: Entry<Value>[];
}

/** A photo with its name. */
export interface NamedPhoto {
  id: string;
  /** The name that the user gave it. */
  name: string;
}

/** Ways of comparing names, the strictest first. */
const readings: readonly ((name: string) => string)[] = [
  (name) => name,
  withoutFolders,
  (name) => withoutFolders(name).toLowerCase(),
];

/**
 * Matches the names in a file with photos: by the exact name, then without folders, then ignoring case. What was
 * matched by a stricter comparison is excluded from the others.
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
