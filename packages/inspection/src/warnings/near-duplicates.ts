import { hashDistance } from '../measures/hash-picture.ts';
import { metresBetween, type Place } from './distance.ts';

/** What is compared of a photo. */
export interface Likeness {
  id: string;
  /** 16 hexadecimal digits. */
  hash: string;
  place?: Place;
  /** Seconds by the camera's clock. */
  seconds?: number;
}

/** Two photos of the same thing, and by how many of 64 bits their hashes differ. */
export interface NearDuplicate {
  id: string;
  of: string;
  bits: number;
}

/**
 * Neighbours in the real sets differ in 14 bits and more; a photo saved again, resized, blurred or made three stops
 * darker in 2 at most.
 */
const MAX_BITS = 7;
/** Rows of a field look alike; from so far apart they are two photos. Positions are good to a few metres. */
const MAX_METRES = 10;
/** Of latitude. */
const METRES_OF_A_DEGREE = 111_195;
/** Without positions: later than this, somebody has walked on. */
const MAX_SECONDS = 3600;
const PARTS = 4;
const PART_BITS = 16;
/** Photos in one place of the index that are compared: sets of a thousand uniform pictures stay quick. */
const MAX_COMPARED = 50;

/**
 * Finds the photos that show nearly the same as an earlier one of the list, each with the first such. Hashes that differ
 * in at most 7 bits have at least one of their four parts in common but for one bit, so that each photo is compared
 * with few others. M. Norouzi et al., "Fast search in Hamming space with multi-index hashing", CVPR 2012.
 */
export function findNearDuplicates(photos: readonly Likeness[]): NearDuplicate[] {
  const index = Array.from({ length: PARTS }, () => new Map<number, Likeness[]>());
  const found: NearDuplicate[] = [];
  for (const photo of photos) {
    const parts = partsOf(photo.hash);
    const twin = findTwin(index, parts, photo);
    if (twin) {
      found.push({ id: photo.id, of: twin.id, bits: hashDistance(photo.hash, twin.hash) });
      continue;
    }
    for (const [which, part] of parts.entries()) keep(index[which], part, photo);
  }
  return found;
}

function partsOf(hash: string): number[] {
  const digits = PART_BITS / 4;
  return Array.from({ length: PARTS }, (_, part) => {
    return Number.parseInt(hash.slice(part * digits, (part + 1) * digits), 16);
  });
}

function findTwin(index: Map<number, Likeness[]>[], parts: number[], photo: Likeness): Likeness | undefined {
  for (const [which, part] of parts.entries()) {
    for (let bit = -1; bit < PART_BITS; bit++) {
      const near = index[which]?.get(bit < 0 ? part : part ^ (1 << bit)) ?? [];
      const twin = near.find((other) => isTwin(photo, other));
      if (twin) return twin;
    }
  }
  return undefined;
}

/** The cheapest questions come first: most of what lies together in the index fails them. */
function isTwin(one: Likeness, other: Likeness): boolean {
  if (one.place && other.place) {
    const north = Math.abs(one.place.latitude - other.place.latitude) * METRES_OF_A_DEGREE;
    if (north > MAX_METRES || metresBetween(one.place, other.place) > MAX_METRES) return false;
  } else if (one.seconds !== undefined && other.seconds !== undefined) {
    if (Math.abs(one.seconds - other.seconds) > MAX_SECONDS) return false;
  }
  return hashDistance(one.hash, other.hash) <= MAX_BITS;
}

function keep(places: Map<number, Likeness[]> | undefined, part: number, photo: Likeness): void {
  const near = places?.get(part);
  if (!near) places?.set(part, [photo]);
  else if (near.length < MAX_COMPARED) near.push(photo);
}
