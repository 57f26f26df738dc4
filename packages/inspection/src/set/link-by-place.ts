import type { REPORT_RULE } from '@tiepoint/protocol';
import { dot, radians, type Vector3 } from '@tiepoint/scene';
import type { createBreather } from './breathe.ts';
import { areaOf, sharedArea } from './convex-overlap.ts';
import type { Footprint } from './footprint.ts';
import { angleBetween, distanceOf, type Point } from './local-frame.ts';
import { median } from './median.ts';
import type { Placement } from './place-photos.ts';
import { PointGrid } from './point-grid.ts';

/** Two photos that are expected to connect, the lower index first. */
export type Pair = readonly [number, number];

/** Which photos are expected to connect by where they were taken. */
export interface PlaceLinks {
  rule: REPORT_RULE;
  pairs: Pair[];
  /** For each photo the largest part of its footprint that another one shows too; undefined without footprints. */
  bestShared: (number | undefined)[];
}

/** With less in common, too few features are found in both: flights are planned with 60 to 80 %. */
const MIN_SHARED = 0.25;
/**
 * SIFT loses most of its matches beyond about 50° (K. Mikolajczyk et al., "A comparison of affine region detectors",
 * IJCV 2005).
 */
const MAX_TURN_DEGREES = 55;
/** Without footprints, photos connect within so many times the usual distance of nearest neighbours … */
const REACH_NEAREST = 4;
/** … and within the receivers' error. */
const MIN_REACH_METERS = 10;
/** A cell holds more than this only where photos lie on top of each other: then these are enough. */
const MAX_IN_CELL = 48;
const STRAIGHT_DOWN = -90;

/** Links photos that share enough of the ground, or are near enough where it is not known what they show. */
export async function linkByPlace(
  placements: readonly (Placement | undefined)[],
  breathe: ReturnType<typeof createBreather>,
): Promise<PlaceLinks> {
  const shown = placements.map((placement) => (placement?.far ? undefined : placement));
  const pairs: Pair[] = [];
  const bestShared: (number | undefined)[] = placements.map(() => undefined);
  await linkByFootprint(shown, pairs, bestShared, breathe);
  const byDistance = await linkByDistance(shown, pairs, breathe);
  return { rule: byDistance ? 'Distances' : 'Footprints', pairs, bestShared };
}

async function linkByFootprint(
  placements: readonly (Placement | undefined)[],
  pairs: Pair[],
  bestShared: (number | undefined)[],
  breathe: ReturnType<typeof createBreather>,
): Promise<void> {
  const footprints = placements.map((placement) => placement?.footprint);
  const areas = footprints.map((footprint) => (footprint ? areaOf(footprint.corners) : 0));
  const radius = median(footprints.flatMap((footprint) => footprint?.radius ?? [])) ?? 0;
  const grid = new PointGrid(
    footprints.map((footprint) => footprint?.centre),
    2 * radius,
  );
  for (const [index, footprint] of footprints.entries()) {
    if (!footprint) continue;
    for (const other of grid.near(footprint.centre, { after: index, atMost: MAX_IN_CELL })) {
      const [own, its] = [placements[index], placements[other]];
      if (!own || !its?.footprint || !mayTouch(footprint, its.footprint)) continue;
      const shared = sharedArea(footprint.corners, its.footprint.corners);
      const [ofOwn, ofIts] = [shared / (areas[index] || 1), shared / (areas[other] || 1)];
      bestShared[index] = Math.max(bestShared[index] ?? 0, ofOwn);
      bestShared[other] = Math.max(bestShared[other] ?? 0, ofIts);
      if (Math.max(ofOwn, ofIts) >= MIN_SHARED && looksAlike(own, its)) pairs.push([index, other]);
    }
    await breathe();
  }
}

function mayTouch(a: Footprint, b: Footprint): boolean {
  return distanceOf(a.centre, b.centre) < a.radius + b.radius;
}

/** Whether two cameras see the ground from near enough directions. */
function looksAlike(a: Placement, b: Placement): boolean {
  const [pitchA, pitchB] = [a.pitch ?? STRAIGHT_DOWN, b.pitch ?? STRAIGHT_DOWN];
  if (pitchA === STRAIGHT_DOWN && pitchB === STRAIGHT_DOWN) return true;
  const [first, second] = [viewOf(a.heading ?? 0, pitchA), viewOf(b.heading ?? 0, pitchB)];
  return dot(first, second) >= Math.cos(radians(MAX_TURN_DEGREES));
}

function viewOf(heading: number, pitch: number): Vector3 {
  const [yaw, tilt] = [radians(heading), radians(pitch)];
  return [Math.sin(yaw) * Math.cos(tilt), Math.cos(yaw) * Math.cos(tilt), Math.sin(tilt)];
}

/** Links photos without a footprint to whatever is near; tells whether that decides for most photos. */
async function linkByDistance(
  placements: readonly (Placement | undefined)[],
  pairs: Pair[],
  breathe: ReturnType<typeof createBreather>,
): Promise<boolean> {
  const points = placements.map((placement) => placement?.at);
  const placed = placements.filter((placement) => placement !== undefined);
  const bare = placed.filter(({ footprint }) => !footprint);
  if (bare.length === 0) return false;
  const reach = Math.max(MIN_REACH_METERS, REACH_NEAREST * usualNearest(points));
  const grid = new PointGrid(points, reach);
  for (const [index, own] of placements.entries()) {
    if (!own) continue;
    for (const other of grid.near(own.at, { after: index, atMost: MAX_IN_CELL })) {
      const its = placements[other];
      if (!its || (own.footprint && its.footprint) || distanceOf(own.at, its.at) > reach) continue;
      const known = own.headingKnown && its.headingKnown;
      if (known && angleBetween(own.heading ?? 0, its.heading ?? 0) > MAX_TURN_DEGREES) continue;
      pairs.push([index, other]);
    }
    await breathe();
  }
  return bare.length > placed.length / 2;
}

/** The median distance of photos to the nearer of the ones before and after them in the order of capture. */
function usualNearest(points: readonly (Point | undefined)[]): number {
  const placed = points.filter((point) => point !== undefined);
  const steps = placed.flatMap((point, index) => {
    const next = placed[index + 1];
    return next ? [distanceOf(point, next)] : [];
  });
  return median(steps) ?? 0;
}
