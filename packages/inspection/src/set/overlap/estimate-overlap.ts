import type { REPORT_RULE } from '@tiepoint/protocol';
import type { Placement } from '../positions/place-photos.ts';
import type { ReadyPhoto } from '../set-photo.ts';
import type { YieldToEventLoop } from '../yield-to-event-loop.ts';
import { linkByPosition } from './link-by-position.ts';
import type { PhotoPair } from './photo-pair.ts';
import { linkByThumbnails } from './thumbnails/link-by-thumbnails.ts';

/** The pairs of photos that are expected to overlap enough for image matching, and how that was found. */
export interface OverlapEstimate {
  rule: REPORT_RULE;
  pairs: PhotoPair[];
  /** Pairs of which nothing is known; they count as connected, to avoid false alarms. */
  assumed: PhotoPair[];
  /** For each photo the largest share (0 to 1) of its footprint that another photo covers too. */
  maxOverlaps: readonly (number | undefined)[];
  /** How many pairs of thumbnails were compared. */
  compared: number;
  /** Photos that are linked only by their thumbnails. */
  byThumbnails: ReadonlySet<number>;
  /** Photos that were not compared with others. */
  unknown: ReadonlySet<number>;
  assumptions: string[];
}

/**
 * Estimates which photos connect: by position and footprint, and by their thumbnails where the position is unknown.
 * `ready` and `placements` are in the order of capture.
 */
export async function estimateOverlap(
  ready: readonly ReadyPhoto[],
  placements: readonly (Placement | undefined)[],
  yieldToEventLoop: YieldToEventLoop,
): Promise<OverlapEstimate> {
  const unpositioned = new Set([...ready.keys()].filter((index) => !placements[index]));
  const positions = await linkByPosition(placements, yieldToEventLoop);
  const thumbnails = await linkByThumbnails(ready, unpositioned, yieldToEventLoop);
  const byThumbnails = new Set([...unpositioned].filter((index) => thumbnails.read.has(index)));
  const unknown = new Set([...unpositioned].filter((index) => !thumbnails.read.has(index)));
  const isMostlyUnpositioned = unpositioned.size > ready.length / 2;
  const rule = isMostlyUnpositioned ? (thumbnails.compared > 0 ? 'Sight' : 'None') : positions.rule;
  const overlap = {
    rule: ready.length < 2 ? ('None' as const) : rule,
    pairs: [...positions.pairs, ...thumbnails.pairs],
    assumed: [...consecutivePairs(unknown, ready.length), ...thumbnails.assumed],
    maxOverlaps: positions.maxOverlaps,
    compared: thumbnails.compared,
    byThumbnails,
    unknown,
  };
  return { ...overlap, assumptions: describeAssumptions(rule, overlap, thumbnails.assumed.length) };
}

/** Each of the photos with the previous and the next one. */
function consecutivePairs(indices: ReadonlySet<number>, count: number): PhotoPair[] {
  return [...indices].flatMap((index) => {
    const before: PhotoPair[] = index > 0 ? [[index - 1, index]] : [];
    return index + 1 < count ? [...before, [index, index + 1] as const] : before;
  });
}

function describeAssumptions(
  rule: REPORT_RULE,
  { byThumbnails, unknown }: Pick<OverlapEstimate, 'byThumbnails' | 'unknown'>,
  similarPairs: number,
): string[] {
  return [
    rule === 'Footprints' &&
      'Photos connect if their footprints overlap by a quarter and their view directions differ by at most 55°.',
    rule === 'Distances' && 'The footprints are not known: photos that are close to each other connect.',
    byThumbnails.size > 0 &&
      `${byThumbnails.size} photos without a position were compared by their thumbnails; some connections may be missed.`,
    similarPairs > 0 &&
      `${similarPairs} pairs of consecutive photos are so similar that they are assumed to connect.`,
    unknown.size > 0 &&
      `${unknown.size} photos were not compared: each is assumed to connect with the previous and the next one.`,
  ].filter((sentence) => sentence !== false);
}
