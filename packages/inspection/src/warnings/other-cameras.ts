import type { PhotoFacts } from '../photo-facts.ts';

/** Of fewer photos none is the odd one out. */
const MIN_PHOTOS = 3;

/** What makes a camera, and its setting, another one; undefined where it is not known. */
const traits: Record<string, (facts: PhotoFacts) => string | undefined> = {
  camera: ({ metadata: { make, model } }) =>
    make || model ? [make, model].filter(Boolean).join(' ') : undefined,
  'camera of the serial number': ({ metadata: { serial } }) => serial,
  lens: ({ metadata: { lens } }) => lens,
  'focal length': ({ metadata: { focalLength } }) =>
    focalLength === undefined ? undefined : `${focalLength.toFixed(1)} mm`,
  // Upright photos have the same sensor.
  size: ({ width, height }) => `${Math.max(width, height)} × ${Math.min(width, height)} pixels`,
};

/**
 * For each photo, in which traits (camera, serial number, lens, focal length, size) it differs from the majority: more
 * than half of the photos of which a trait is known. Where no value has a majority, nobody differs.
 */
export function findDifferences(photos: readonly PhotoFacts[]): string[][] {
  const found: string[][] = photos.map(() => []);
  for (const [name, traitOf] of Object.entries(traits)) {
    const values = photos.map(traitOf);
    const usual = majority(values.filter((value) => value !== undefined));
    if (usual === undefined) continue;
    for (const [index, value] of values.entries()) {
      if (value !== undefined && value !== usual) found[index]?.push(`${name} ${value}, not ${usual}`);
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
