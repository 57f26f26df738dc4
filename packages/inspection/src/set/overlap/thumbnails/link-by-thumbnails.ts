import type { ReadyPhoto } from '../../set-photo.ts';
import type { YieldToEventLoop } from '../../yield-to-event-loop.ts';
import type { PhotoPair } from '../photo-pair.ts';
import { extractFeatures, globalDescriptorOf, type ThumbnailFeatures } from './extract-features.ts';
import { type GreyImage, readGreyImage } from './grey-image.ts';
import { countInliers } from './match-features.ts';

/** The pairs of photos that overlap according to their thumbnails. */
export interface ThumbnailLinks {
  pairs: PhotoPair[];
  /** Consecutive photos of a large set that are so similar that their features were not compared. */
  assumed: PhotoPair[];
  /** How many pairs were compared. */
  compared: number;
  /** Photos whose thumbnail was read. */
  read: ReadonlySet<number>;
}

/**
 * Inliers of a verified pair: of 288 pairs of a fruit on a table and a park from the air none had more than 5, and 2 had
 * more than 3.
 */
const MIN_INLIERS = 7;
/** Consecutive photos most likely overlap, so fewer inliers are enough. */
const MIN_INLIERS_CONSECUTIVE = 4;
/** Reading a thumbnail takes 4 ms: 8 s for these. */
const MAX_PHOTOS = 2000;
/** Feature extraction takes 15 ms per thumbnail: in larger sets only the least similar consecutive pairs are compared. */
const MAX_EXTRACTED = 160;
const MAX_CONSECUTIVE_PAIRS = 80;
/** Matching a pair takes 4 ms: 2 s for these. */
const MAX_PAIRS = 400;
/** Up to so many photos are matched exhaustively. */
const MAX_EXHAUSTIVE_PHOTOS = 40;
/** In larger sets, each photo of a separate component is matched with so many of the most similar photos. */
const SIMILAR_CANDIDATES = 6;
const READS_AT_ONCE = 4;

/**
 * Links the `wanted` photos, which have no position, with each other and with the previous and next photo in the order of
 * capture. First consecutive photos are matched, then pairs that could join separate components. Of more than 160 photos
 * only the least similar consecutive ones are matched; of more than 2000 none. Thumbnails that can't be read are left
 * out.
 */
export async function linkByThumbnails(
  photos: readonly ReadyPhoto[],
  wanted: ReadonlySet<number>,
  yieldToEventLoop: YieldToEventLoop,
): Promise<ThumbnailLinks> {
  const around = new Set([...wanted].flatMap((index) => [index - 1, index, index + 1]));
  const available = [...around].filter((index) => photos[index]?.thumbnail).sort((a, b) => a - b);
  const components = new DisjointSets(photos.length);
  const found: Omit<ThumbnailLinks, 'read'> = { pairs: [], assumed: [], compared: 0 };
  if (available.length > MAX_PHOTOS) return { ...found, read: new Set() };
  const readEach = createReader(photos, yieldToEventLoop);
  const descriptors = await readEach(available, globalDescriptorOf);
  const read = available.filter((index) => descriptors.has(index));
  const consecutive = consecutivePairs(read, wanted).sort(
    (a, b) => similarity(descriptors, a) - similarity(descriptors, b),
  );
  const doubtful = consecutive.slice(0, read.length > MAX_EXTRACTED ? MAX_CONSECUTIVE_PAIRS : undefined);
  for (const pair of consecutive.slice(doubtful.length)) {
    found.assumed.push(pair);
    components.join(...pair);
  }
  const extracted = read.length > MAX_EXTRACTED ? [...new Set(doubtful.flat())].sort((a, b) => a - b) : read;
  const features = await readEach(extracted, extractFeatures);
  const compared = new Set<string>();
  const matchPair = async (pair: PhotoPair, minInliers: number) => {
    const [first, second] = pair.map((index) => features.get(index));
    if (!first || !second || compared.has(pair.join(' ')) || compared.size >= MAX_PAIRS) return;
    compared.add(pair.join(' '));
    await yieldToEventLoop();
    if (!isVerified(first, second, minInliers)) return;
    found.pairs.push(pair);
    components.join(...pair);
  };
  for (const pair of doubtful) await matchPair(pair, MIN_INLIERS_CONSECUTIVE);
  for (const pair of candidatePairs(extracted, descriptors, wanted)) {
    if (!components.areJoined(...pair)) await matchPair(pair, MIN_INLIERS);
  }
  return { ...found, compared: compared.size, read: new Set(read) };
}

/** Reads thumbnails, a few at a time, and describes each; one that can't be read is left out. */
function createReader(photos: readonly ReadyPhoto[], yieldToEventLoop: YieldToEventLoop) {
  return async <Description>(
    indices: readonly number[],
    describe: (image: GreyImage) => Description,
  ): Promise<Map<number, Description>> => {
    const descriptions = new Map<number, Description>();
    const waiting = indices.values();
    const work = async () => {
      for (const index of waiting) {
        await yieldToEventLoop();
        const grey = await photos[index]
          ?.thumbnail?.()
          .then(readGreyImage)
          .catch(() => undefined);
        if (grey) descriptions.set(index, describe(grey));
      }
    };
    await Promise.all(Array.from({ length: READS_AT_ONCE }, work));
    return descriptions;
  };
}

/** The number of inliers depends on the order of the two: where it is close, both orders are tried. */
function isVerified(first: ThumbnailFeatures, second: ThumbnailFeatures, minInliers: number): boolean {
  const inliers = countInliers(first, second);
  if (inliers >= minInliers || inliers < MIN_INLIERS_CONSECUTIVE) return inliers >= minInliers;
  return countInliers(second, first) >= minInliers;
}

function consecutivePairs(read: readonly number[], wanted: ReadonlySet<number>, step = 1): PhotoPair[] {
  return read.flatMap((index, at): PhotoPair[] => {
    const other = read[at + step];
    return other !== undefined && (wanted.has(index) || wanted.has(other)) ? [[index, other]] : [];
  });
}

/** Photos two and three apart in the order of capture, then pairs by the similarity of their global descriptors. */
function* candidatePairs(
  read: readonly number[],
  descriptors: ReadonlyMap<number, Float32Array>,
  wanted: ReadonlySet<number>,
): Generator<PhotoPair> {
  yield* consecutivePairs(read, wanted, 2);
  yield* consecutivePairs(read, wanted, 3);
  const candidates = read.length > MAX_EXHAUSTIVE_PHOTOS ? SIMILAR_CANDIDATES : read.length;
  const rows = read.map((index) => mostSimilar(index, read, descriptors).slice(0, candidates));
  for (let rank = 0; rank < candidates; rank++) {
    for (const [at, index] of read.entries()) {
      const other = rows[at]?.[rank];
      if (other === undefined || !(wanted.has(index) || wanted.has(other))) continue;
      yield index < other ? [index, other] : [other, index];
    }
  }
}

function mostSimilar(
  index: number,
  read: readonly number[],
  descriptors: ReadonlyMap<number, Float32Array>,
): number[] {
  return read
    .filter((other) => other !== index)
    .map((other) => ({ other, similarity: similarity(descriptors, [index, other]) }))
    .sort((a, b) => b.similarity - a.similarity)
    .map(({ other }) => other);
}

/** The correlation of two thumbnails, -1 to 1. */
function similarity(descriptors: ReadonlyMap<number, Float32Array>, [a, b]: PhotoPair): number {
  const [first, second] = [descriptors.get(a), descriptors.get(b)];
  if (!first || !second) return -1;
  return first.reduce((sum, value, index) => sum + value * (second[index] ?? 0), 0);
}

/** Disjoint sets with path halving (R. Tarjan, J. van Leeuwen, "Worst-case analysis of set union algorithms", 1984). */
class DisjointSets {
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
