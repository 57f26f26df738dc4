import { spreadOf, type Vector3 } from '@tiepoint/scene';
import { type MeasuredPositions, measurePositions } from '../../local/alignment/measure-positions.ts';
import type { LocalJob, LocalPhoto } from '../../local/workspaces/local-job.ts';
import { presetOf } from '../commands/presets.ts';

/** How the pairs were chosen. */
export type PairRule = 'spatial' | 'exhaustive' | 'sequential';

/** The pairs of photos to match, as indices into the job's photos, each pair once. */
export interface ChosenPairs {
  rule: PairRule;
  pairs: [number, number][];
  /** Why it is not the requested rule, as a sentence. */
  note?: string;
}

/** Every pair takes about a second: 40 photos are 780 pairs. */
const MAX_EXHAUSTIVE_PHOTOS = 40;
/** With fewer photos, leaving pairs out saves too little. */
const MIN_SPATIAL_PHOTOS = 10;
/** Photos are matched by position if at least this share of them has one. */
const MIN_POSITIONED_SHARE = 0.8;
/** A smaller spread is lost in the error of GNSS receivers. */
const MIN_SPREAD_METRES = 15;
/** Surveyed positions may be those of a small object; degrees that were given as metres have a smaller spread. */
const MIN_LOCAL_SPREAD_METRES = 0.05;
/** In a sequence, a photo is matched with as many next ones … */
const SEQUENCE_NEIGHBOURS = 10;
/** … and with those 16, 32, … further on, which connects loops and slow passes. */
const FAR_SEQUENCE_STEPS = [16, 32, 64, 128, 256];

/**
 * Chooses the pairs to match, by the job's matcher. `auto` is spatial for photos with positions, exhaustive for a small
 * set, otherwise sequential in the order of names.
 */
export function choosePairs({ photos, options }: Pick<LocalJob, 'photos' | 'options'>): ChosenPairs {
  const measured = measurePositions(photos);
  const local = photos.map(({ fileName }) => measured?.metres.get(fileName));
  const isUsable = arePositionsUsable(local, measured?.frame);
  const { neighbours } = presetOf(options);
  const spatial = (): ChosenPairs => ({ rule: 'spatial', pairs: spatialPairs(photos, local, neighbours) });
  const exhaustive = (): ChosenPairs => ({ rule: 'exhaustive', pairs: allPairs(photos.length) });
  const sequential = (): ChosenPairs => ({ rule: 'sequential', pairs: sequentialPairs(photos) });
  const chosen = { spatial, exhaustive, sequential };
  if (options.matcher === 'spatial' && !isUsable) {
    const note =
      'Too few photos have a position to be matched by it: they were matched in the order of their names.';
    return { ...sequential(), note };
  }
  if (options.matcher !== 'auto') return chosen[options.matcher]();
  if (isUsable && photos.length >= MIN_SPATIAL_PHOTOS) return spatial();
  return photos.length <= MAX_EXHAUSTIVE_PHOTOS ? exhaustive() : sequential();
}

/** Pairs of a job's photos by their file names. */
export function namePairs(
  { photos }: Pick<LocalJob, 'photos'>,
  pairs: ChosenPairs['pairs'],
): [string, string][] {
  const nameOf = (index: number) => photos[index]?.fileName ?? '';
  return pairs.map(([first, second]) => [nameOf(first), nameOf(second)]);
}

function arePositionsUsable(
  local: readonly (Vector3 | undefined)[],
  frame: MeasuredPositions['frame'] | undefined,
): boolean {
  const positioned = local.filter((position) => position !== undefined);
  const minSpread = frame?.type === 'model' ? MIN_LOCAL_SPREAD_METRES : MIN_SPREAD_METRES;
  return (
    positioned.length >= MIN_POSITIONED_SHARE * local.length && spreadOf(positioned).longest >= minSpread
  );
}

function allPairs(count: number): [number, number][] {
  const pairs: [number, number][] = [];
  for (let a = 0; a < count; a++) {
    for (let b = a + 1; b < count; b++) pairs.push([a, b]);
  }
  return pairs;
}

/** Photos without a position are matched with their neighbours by name. */
function spatialPairs(
  photos: readonly LocalPhoto[],
  local: readonly (Vector3 | undefined)[],
  neighbours: number,
): [number, number][] {
  const pairs = new PairSet();
  for (const [index, position] of local.entries()) {
    if (!position) continue;
    for (const other of nearestAround(index, local, neighbours)) pairs.add(index, other);
  }
  for (const [first, second] of sequentialPairs(photos)) {
    if (!local[first] || !local[second]) pairs.add(first, second);
  }
  return pairs.list();
}

/**
 * The nearest photo in each of the four quadrants (so that neighbouring flight lines are connected, however dense the
 * photos are along one), then the nearest of the others. Heights are ignored.
 */
function nearestAround(index: number, local: readonly (Vector3 | undefined)[], neighbours: number): number[] {
  const nearest = new NearestList(neighbours);
  const [east, north] = local[index]!;
  const nearestInQuadrant = [0, 1, 2, 3].map(() => new NearestList(1));
  for (const [otherIndex, other] of local.entries()) {
    if (!other || otherIndex === index) continue;
    const [eastward, northward] = [other[0] - east, other[1] - north];
    const squaredDistance = eastward ** 2 + northward ** 2;
    nearest.offer(otherIndex, squaredDistance);
    nearestInQuadrant[(eastward >= 0 ? 1 : 0) + (northward >= 0 ? 2 : 0)]?.offer(otherIndex, squaredDistance);
  }
  const chosen = new Set(nearestInQuadrant.flatMap((list) => list.indices));
  for (const other of nearest.indices) {
    if (chosen.size >= neighbours) break;
    chosen.add(other);
  }
  return [...chosen];
}

function sequentialPairs(photos: readonly LocalPhoto[]): [number, number][] {
  const naturally = new Intl.Collator('en', { numeric: true });
  const order = photos
    .map((photo, index) => ({ name: photo.displayName, index }))
    .sort((a, b) => naturally.compare(a.name, b.name) || a.index - b.index)
    .map(({ index }) => index);
  const steps = [...Array.from({ length: SEQUENCE_NEIGHBOURS }, (_, i) => i + 1), ...FAR_SEQUENCE_STEPS];
  const pairs = new PairSet();
  for (const [position, index] of order.entries()) {
    for (const step of steps) {
      const other = order[position + step];
      if (other !== undefined) pairs.add(index, other);
    }
  }
  return pairs.list();
}

/** A set of unordered pairs, in the order of insertion. */
class PairSet {
  readonly #pairs = new Map<string, [number, number]>();

  add(a: number, b: number): void {
    const pair: [number, number] = a < b ? [a, b] : [b, a];
    this.#pairs.set(pair.join(' '), pair);
  }

  list(): [number, number][] {
    return [...this.#pairs.values()];
  }
}

/** The nearest neighbours so far, nearest first. */
class NearestList {
  readonly #size: number;
  readonly #entries: { index: number; distance: number }[] = [];

  constructor(size: number) {
    this.#size = size;
  }

  get indices(): number[] {
    return this.#entries.map(({ index }) => index);
  }

  offer(index: number, distance: number): void {
    const last = this.#entries[this.#size - 1];
    if (last && last.distance <= distance) return;
    const place = this.#entries.findIndex((entry) => entry.distance > distance);
    this.#entries.splice(place < 0 ? this.#entries.length : place, 0, { index, distance });
    this.#entries.length = Math.min(this.#entries.length, this.#size);
  }
}
