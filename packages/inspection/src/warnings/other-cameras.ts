import type { PhotoFacts } from '../photo-facts.ts';

/** Fewer photos have no majority. */
const MIN_PHOTOS = 3;

/** The traits that are compared; undefined where a trait is unknown. */
const traits: Record<string, (facts: PhotoFacts) => string | undefined> = {
  camera: ({ metadata: { make, model } }) =>
    make || model ? [make, model].filter(Boolean).join(' ') : undefined,
  'camera of the serial number': ({ metadata: { serial } }) => serial,
  lens: ({ metadata: { lens } }) => lens,
  'focal length': ({ metadata: { focalLength } }) =>
    focalLength === undefined ? undefined : `${focalLength.toFixed(1)} mm`,
  // Portrait and landscape photos have the same size.
  size: ({ width, height }) => `${Math.max(width, height)} × ${Math.min(width, height)} pixels`,
};

/**
 * For each photo, in which traits (camera, serial number, lens, focal length, size) it differs from the majority: more
 * than half of the photos of which a trait is known. Without a majority there are no differences.
 */
export function findDifferences(photos: readonly PhotoFacts[]): string[][] {
  const found: string[][] = photos.map(() => []);
  for (const [name, traitOf] of Object.entries(traits)) {
    const values = photos.map(traitOf);
    const expected = majority(values.filter((value) => value !== undefined));
    if (expected === undefined) continue;
    for (const [index, value] of values.entries()) {
      if (value !== undefined && value !== expected) found[index]?.push(`${name} ${value}, not ${expected}`);
    }
  }
  return found;
}

function majority(values: readonly string[]): string | undefined {
  if (values.length < MIN_PHOTOS) return undefined;
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].find(([, count]) => count > values.length / 2)?.[0];
}
