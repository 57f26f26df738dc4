import type { REPORT_RULE } from '@tiepoint/protocol';
import { dot, radians, type Vector3 } from '@tiepoint/scene';
import { median } from '../median.ts';
import type { Footprint } from '../positions/footprint.ts';
import { angleBetween, distanceOf, type Point } from '../positions/local-frame.ts';
import type { Placement } from '../positions/place-photos.ts';
import { PointGrid } from '../positions/point-grid.ts';
import type { YieldToEventLoop } from '../yield-to-event-loop.ts';
import type { PhotoPair } from './photo-pair.ts';
import { areaOf, intersectionArea } from './polygon-intersection.ts';

/** The pairs of photos that are expected to overlap enough, from positions and footprints. */
export interface PositionLinks {
  rule: REPORT_RULE;
  pairs: PhotoPair[];
  /** For each photo the largest share (0 to 1) of its footprint that another photo covers too. */
  maxOverlaps: (number | undefined)[];
}

/** With less overlap, too few features match: flights are planned with 60 to 80 %. */
const MIN_OVERLAP = 0.25;
/**
 * SIFT loses most of its matches beyond about 50° (K. Mikolajczyk et al., "A comparison of affine region detectors",
 * IJCV 2005).
 */
const MAX_VIEW_ANGLE_DEGREES = 55;
/** Without footprints, photos connect within so many times the median spacing … */
const RADIUS_SPACINGS = 4;
/** … and within the error of GNSS receivers. */
const MIN_RADIUS_METRES = 10;
/** A cell holds more than this only where many photos were taken at one place: then these are enough. */
const MAX_IN_CELL = 48;
const NADIR_PITCH_DEGREES = -90;

/**
 * Links photos whose footprints overlap enough, and photos without a footprint that are close to each other. Outliers
 * are not linked.
 */
export async function linkByPosition(
  placements: readonly (Placement | undefined)[],
  yieldToEventLoop: YieldToEventLoop,
): Promise<PositionLinks> {
  const inliers = placements.map((placement) => (placement?.isOutlier ? undefined : placement));
  const byFootprint = await linkByFootprint(inliers, yieldToEventLoop);
  const byDistance = await linkByDistance(inliers, yieldToEventLoop);
  return {
    rule: byDistance.isMain ? 'Distances' : 'Footprints',
    pairs: [...byFootprint.pairs, ...byDistance.pairs],
    maxOverlaps: byFootprint.maxOverlaps,
  };
}

async function linkByFootprint(
  placements: readonly (Placement | undefined)[],
  yieldToEventLoop: YieldToEventLoop,
): Promise<Omit<PositionLinks, 'rule'>> {
  const pairs: PhotoPair[] = [];
  const maxOverlaps: (number | undefined)[] = placements.map(() => undefined);
  const footprints = placements.map((placement) => placement?.footprint);
  const areas = footprints.map((footprint) => (footprint ? areaOf(footprint.corners) : 0));
  const radius = median(footprints.flatMap((footprint) => footprint?.radiusMetres ?? [])) ?? 0;
  const grid = new PointGrid(
    footprints.map((footprint) => footprint?.centre),
    2 * radius,
  );
  for (const [index, footprint] of footprints.entries()) {
    if (!footprint) continue;
    for (const other of grid.near(footprint.centre, { after: index, atMost: MAX_IN_CELL })) {
      const [one, two] = [placements[index], placements[other]];
      if (!one || !two?.footprint || !mayOverlap(footprint, two.footprint)) continue;
      const shared = intersectionArea(footprint.corners, two.footprint.corners);
      const [ofOne, ofTwo] = [shared / (areas[index] || 1), shared / (areas[other] || 1)];
      maxOverlaps[index] = Math.max(maxOverlaps[index] ?? 0, ofOne);
      maxOverlaps[other] = Math.max(maxOverlaps[other] ?? 0, ofTwo);
      if (Math.max(ofOne, ofTwo) >= MIN_OVERLAP && isSimilarView(one, two)) pairs.push([index, other]);
    }
    await yieldToEventLoop();
  }
  return { pairs, maxOverlaps };
}

function mayOverlap(a: Footprint, b: Footprint): boolean {
  return distanceOf(a.centre, b.centre) < a.radiusMetres + b.radiusMetres;
}

/** Whether two cameras see the ground from sufficiently similar directions. */
function isSimilarView(a: Placement, b: Placement): boolean {
  const { pitchDegrees: pitchA = NADIR_PITCH_DEGREES, headingDegrees: headingA = 0 } = a;
  const { pitchDegrees: pitchB = NADIR_PITCH_DEGREES, headingDegrees: headingB = 0 } = b;
  if (pitchA === NADIR_PITCH_DEGREES && pitchB === NADIR_PITCH_DEGREES) return true;
  const [first, second] = [viewDirection(headingA, pitchA), viewDirection(headingB, pitchB)];
  return dot(first, second) >= Math.cos(radians(MAX_VIEW_ANGLE_DEGREES));
}

/** The unit vector of the optical axis in the axes east, north and up. */
function viewDirection(headingDegrees: number, pitchDegrees: number): Vector3 {
  const [heading, pitch] = [radians(headingDegrees), radians(pitchDegrees)];
  return [Math.sin(heading) * Math.cos(pitch), Math.cos(heading) * Math.cos(pitch), Math.sin(pitch)];
}

/** Links photos without a footprint to those nearby; `isMain` tells whether these are most of the photos. */
async function linkByDistance(
  placements: readonly (Placement | undefined)[],
  yieldToEventLoop: YieldToEventLoop,
): Promise<{ pairs: PhotoPair[]; isMain: boolean }> {
  const pairs: PhotoPair[] = [];
  const points = placements.map((placement) => placement?.at);
  const placed = placements.filter((placement) => placement !== undefined);
  const withoutFootprint = placed.filter(({ footprint }) => !footprint);
  if (withoutFootprint.length === 0) return { pairs, isMain: false };
  const radius = Math.max(MIN_RADIUS_METRES, RADIUS_SPACINGS * medianSpacing(points));
  const grid = new PointGrid(points, radius);
  for (const [index, one] of placements.entries()) {
    if (!one) continue;
    for (const other of grid.near(one.at, { after: index, atMost: MAX_IN_CELL })) {
      const two = placements[other];
      if (!two || (one.footprint && two.footprint) || distanceOf(one.at, two.at) > radius) continue;
      const known = one.isHeadingKnown && two.isHeadingKnown;
      const angle = angleBetween(one.headingDegrees ?? 0, two.headingDegrees ?? 0);
      if (known && angle > MAX_VIEW_ANGLE_DEGREES) continue;
      pairs.push([index, other]);
    }
    await yieldToEventLoop();
  }
  return { pairs, isMain: withoutFootprint.length > placed.length / 2 };
}

/** The median distance between consecutive photos, in metres. */
function medianSpacing(points: readonly (Point | undefined)[]): number {
  const placed = points.filter((point) => point !== undefined);
  const steps = placed.flatMap((point, index) => {
    const next = placed[index + 1];
    return next ? [distanceOf(point, next)] : [];
  });
  return median(steps) ?? 0;
}
