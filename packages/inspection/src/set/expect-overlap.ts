import type { REPORT_RULE } from '@tiepoint/protocol';
import type { createBreather } from './breathe.ts';
import { linkByPlace, type Pair } from './link-by-place.ts';
import type { Placement } from './place-photos.ts';
import type { ReadyPhoto } from './set-photo.ts';
import { linkBySight } from './sight/link-by-sight.ts';

/** Which photos are expected to share enough of what they show, and what that is known from. */
export interface ExpectedOverlap {
  rule: REPORT_RULE;
  pairs: Pair[];
  /** Pairs that nothing is known of; they are taken to connect, so that nobody is alarmed without a reason. */
  assumed: Pair[];
  /** For each photo the largest part of its footprint that another one shows too. */
  bestShared: readonly (number | undefined)[];
  /** How many pairs of thumbnails were compared. */
  compared: number;
  /** Photos that are linked by their looks alone. */
  bySight: ReadonlySet<number>;
  /** Photos that nothing is known of. */
  unknown: ReadonlySet<number>;
  assumptions: string[];
}

/** Expects which photos, in the order of their capture, connect: by place, and by their looks where that is unknown. */
export async function expectOverlap(
  ready: readonly ReadyPhoto[],
  placements: readonly (Placement | undefined)[],
  breathe: ReturnType<typeof createBreather>,
): Promise<ExpectedOverlap> {
  const homeless = new Set([...ready.keys()].filter((index) => !placements[index]));
  const place = await linkByPlace(placements, breathe);
  const sight = await linkBySight(ready, homeless, breathe);
  const bySight = new Set([...homeless].filter((index) => sight.seen.has(index)));
  const unknown = new Set([...homeless].filter((index) => !sight.seen.has(index)));
  const mostlyHomeless = homeless.size > ready.length / 2;
  const rule = mostlyHomeless ? (sight.compared > 0 ? 'Sight' : 'None') : place.rule;
  return {
    rule: ready.length < 2 ? 'None' : rule,
    pairs: [...place.pairs, ...sight.pairs],
    assumed: [...followingPairs(unknown, ready.length), ...sight.assumed],
    bestShared: place.bestShared,
    compared: sight.compared,
    bySight,
    unknown,
    assumptions: describeRule(rule, bySight.size, unknown.size, sight.assumed.length),
  };
}

function followingPairs(unknown: ReadonlySet<number>, count: number): Pair[] {
  return [...unknown].flatMap((index) => {
    const before: Pair[] = index > 0 ? [[index - 1, index]] : [];
    return index + 1 < count ? [...before, [index, index + 1] as const] : before;
  });
}

function describeRule(rule: REPORT_RULE, bySight: number, unknown: number, alike: number): string[] {
  return [
    rule === 'Footprints' &&
      'Photos connect that show a quarter of the same ground, from directions up to 55° apart.',
    rule === 'Distances' && 'What the photos show is not known: near ones are expected to connect.',
    bySight > 0 &&
      `${bySight} photos without a position were compared by their thumbnails; photos that connect in truth may be missed.`,
    alike > 0 && `${alike} pairs of following photos look so much alike that they are taken to connect.`,
    unknown > 0 &&
      `${unknown} photos were not compared: each is taken to connect with the one before and after it.`,
  ].filter((sentence) => sentence !== false);
}
