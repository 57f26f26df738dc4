import type { createBreather } from '../breathe.ts';
import type { Pair } from '../link-by-place.ts';
import type { ReadyPhoto } from '../set-photo.ts';
import { countAgreeing } from './compare-pictures.ts';
import { describePicture, describeWhole, type PictureFeatures } from './describe-picture.ts';
import { type GreyPicture, readGrey } from './grey-picture.ts';

/** What a look at the thumbnails has found. */
export interface SightLinks {
  pairs: Pair[];
  /** Following photos of a large set that look so much alike that no more was compared. */
  assumed: Pair[];
  /** How many pairs were compared. */
  compared: number;
  /** Photos whose thumbnail was looked at. */
  seen: ReadonlySet<number>;
}

/**
 * Corners that must agree: of 288 pairs of a fruit on a table and a park from the air none had more than 5, and 2 had
 * more than 3.
 */
const MIN_AGREEING = 7;
/** Photos taken one after the other most likely show the same thing: less is needed to believe it. */
const MIN_AGREEING_NEXT = 4;
/** To read a thumbnail takes 4 ms: eight seconds for these. */
const MAX_PHOTOS = 2000;
/** To describe its corners takes 15 ms: in larger sets only where following photos look least alike, at so many places. */
const MAX_DESCRIBED = 160;
const MAX_PLACES = 80;
/** A pair takes 4 ms: two seconds for these. */
const MAX_PAIRS = 400;
/** In sets up to this size, every pair may be tried. */
const MAX_EXHAUSTIVE_PHOTOS = 40;
/** In larger ones, with each photo that still stands apart, so many others are tried that look most alike in little. */
const LOOKALIKES = 6;
const READS_AT_ONCE = 4;

/**
 * Links the `wanted` photos, which do not say where they were taken, to each other and to those around them in the order
 * of capture. First each with the next, then only what could join groups that are still apart. Of more than 160 photos
 * the following ones are compared where they look least alike; of more than 2000 none.
 */
export async function linkBySight(
  photos: readonly ReadyPhoto[],
  wanted: ReadonlySet<number>,
  breathe: ReturnType<typeof createBreather>,
): Promise<SightLinks> {
  const around = new Set([...wanted].flatMap((index) => [index - 1, index, index + 1]));
  const looked = [...around].filter((index) => photos[index]?.thumbnail).sort((a, b) => a - b);
  const groups = new Groups(photos.length);
  const found: Omit<SightLinks, 'seen'> = { pairs: [], assumed: [], compared: 0 };
  if (looked.length > MAX_PHOTOS) return { ...found, seen: new Set() };
  const gists = await lookAtEach(photos, looked, breathe, describeWhole);
  const seen = looked.filter((index) => gists.has(index));
  const following = followingPairs(seen, wanted).sort((a, b) => likeness(gists, a) - likeness(gists, b));
  const doubtful = following.slice(0, seen.length > MAX_DESCRIBED ? MAX_PLACES : undefined);
  for (const pair of following.slice(doubtful.length)) {
    found.assumed.push(pair);
    groups.join(...pair);
  }
  const described = seen.length > MAX_DESCRIBED ? [...new Set(doubtful.flat())].sort((a, b) => a - b) : seen;
  const features = await lookAtEach(photos, described, breathe, describePicture);
  const tried = new Set<string>();
  const tryPair = async (pair: Pair, least: number) => {
    const [first, second] = pair.map((index) => features.get(index));
    if (!first || !second || tried.has(pair.join(' ')) || tried.size >= MAX_PAIRS) return;
    tried.add(pair.join(' '));
    await breathe();
    if (!doAgree(first, second, least)) return;
    found.pairs.push(pair);
    groups.join(...pair);
  };
  for (const pair of doubtful) await tryPair(pair, MIN_AGREEING_NEXT);
  for (const pair of likelyPairs(described, gists, wanted)) {
    if (!groups.areJoined(...pair)) await tryPair(pair, MIN_AGREEING);
  }
  return { ...found, compared: tried.size, seen: new Set(seen) };
}

/** Reads thumbnails and makes something of each, a few at a time; one that can't be read is left out. */
async function lookAtEach<Look>(
  photos: readonly ReadyPhoto[],
  wanted: readonly number[],
  breathe: ReturnType<typeof createBreather>,
  look: (picture: GreyPicture) => Look,
): Promise<Map<number, Look>> {
  const looks = new Map<number, Look>();
  const waiting = wanted.values();
  const work = async () => {
    for (const index of waiting) {
      await breathe();
      const grey = await photos[index]
        ?.thumbnail?.()
        .then(readGrey)
        .catch(() => undefined);
      if (grey) looks.set(index, look(grey));
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, work));
  return looks;
}

/** Which of the two proposes makes a difference: where it is close, both do. */
function doAgree(first: PictureFeatures, second: PictureFeatures, least: number): boolean {
  const agreeing = countAgreeing(first, second);
  if (agreeing >= least || agreeing < MIN_AGREEING_NEXT) return agreeing >= least;
  return countAgreeing(second, first) >= least;
}

function followingPairs(seen: readonly number[], wanted: ReadonlySet<number>, step = 1): Pair[] {
  return seen.flatMap((index, place): Pair[] => {
    const other = seen[place + step];
    return other !== undefined && (wanted.has(index) || wanted.has(other)) ? [[index, other]] : [];
  });
}

/** The next but one and but two in the order of capture, then what looks alike in little, the most alike first. */
function* likelyPairs(
  seen: readonly number[],
  gists: ReadonlyMap<number, Float32Array>,
  wanted: ReadonlySet<number>,
): Generator<Pair> {
  yield* followingPairs(seen, wanted, 2);
  yield* followingPairs(seen, wanted, 3);
  const lookalikes = seen.length > MAX_EXHAUSTIVE_PHOTOS ? LOOKALIKES : seen.length;
  const rows = seen.map((index) => lookalikesOf(index, seen, gists).slice(0, lookalikes));
  for (let rank = 0; rank < lookalikes; rank++) {
    for (const [place, index] of seen.entries()) {
      const other = rows[place]?.[rank];
      if (other === undefined || !(wanted.has(index) || wanted.has(other))) continue;
      yield index < other ? [index, other] : [other, index];
    }
  }
}

function lookalikesOf(
  index: number,
  seen: readonly number[],
  gists: ReadonlyMap<number, Float32Array>,
): number[] {
  return seen
    .filter((other) => other !== index)
    .map((other) => ({ other, alike: likeness(gists, [index, other]) }))
    .sort((a, b) => b.alike - a.alike)
    .map(({ other }) => other);
}

/** From -1 to 1. */
function likeness(gists: ReadonlyMap<number, Float32Array>, [a, b]: Pair): number {
  const [first, second] = [gists.get(a), gists.get(b)];
  if (!first || !second) return -1;
  return first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0);
}

/** Disjoint sets with path halving (R. Tarjan, J. van Leeuwen, 1984). */
class Groups {
  readonly #parent: Int32Array;

  constructor(count: number) {
    this.#parent = Int32Array.from({ length: count }, (_, index) => index);
  }

  join(a: number, b: number): void {
    this.#parent[this.#rootOf(a)] = this.#rootOf(b);
  }

  areJoined(a: number, b: number): boolean {
    return this.#rootOf(a) === this.#rootOf(b);
  }

  #rootOf(index: number): number {
    let at = index;
    for (let parent = this.#parentOf(at); parent !== at; parent = this.#parentOf(at)) {
      this.#parent[at] = this.#parentOf(parent);
      at = parent;
    }
    return at;
  }

  #parentOf(index: number): number {
    return this.#parent[index] ?? index;
  }
}
