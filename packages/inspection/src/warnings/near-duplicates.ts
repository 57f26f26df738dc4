import { hashDistance } from '../measures/hash-picture.ts';
import type { GeographicPosition } from '../set/positions/local-frame.ts';
import { metresBetween } from './distance.ts';

/** What near duplicates are found by. */
export interface Likeness {
  id: string;
  /** 16 hexadecimal digits. */
  hash: string;
  position?: GeographicPosition;
  /** Capture time by the camera's clock. */
  seconds?: number;
}

/** A near duplicate of an earlier photo, and the Hamming distance of their perceptual hashes (64 bits). */
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
/** Rows of a field look alike: photos farther apart than this are no duplicates. GNSS is good to a few metres. */
const MAX_METRES = 10;
const METRES_PER_DEGREE_LATITUDE = 111_195;
/** Photos without positions that were taken farther apart in time are no duplicates. */
const MAX_SECONDS = 3600;
const PARTS = 4;
const PART_BITS = 16;
/** Photos per entry of the index that are compared, so that thousands of uniform images stay fast. */
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

/** The cheapest tests come first: most candidates of the index fail them. */
function isTwin(one: Likeness, other: Likeness): boolean {
  if (one.position && other.position) {
    const north = Math.abs(one.position.latitude - other.position.latitude) * METRES_PER_DEGREE_LATITUDE;
    if (north > MAX_METRES || metresBetween(one.position, other.position) > MAX_METRES) return false;
  } else if (one.seconds !== undefined && other.seconds !== undefined) {
    if (Math.abs(one.seconds - other.seconds) > MAX_SECONDS) return false;
  }
  return hashDistance(one.hash, other.hash) <= MAX_BITS;
}

function keep(entries: Map<number, Likeness[]> | undefined, part: number, photo: Likeness): void {
  const near = entries?.get(part);
  if (!near) entries?.set(part, [photo]);
  else if (near.length < MAX_COMPARED) near.push(photo);
}
