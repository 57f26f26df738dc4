import type { REPORT_HEIGHT } from '@tiepoint/protocol';
import { positionOf } from '../metadata/position-of.ts';
import { estimateHeights, type HeightSource } from './estimate-heights.ts';
import { type Footprint, focalPixelsOf, projectFootprint } from './footprint.ts';
import {
  bearingOf,
  createLocalFrame,
  type Degrees,
  distanceOf,
  type LocalFrame,
  type Point,
} from './local-frame.ts';
import { median } from './median.ts';
import { PointGrid } from './point-grid.ts';
import type { ReadyPhoto } from './set-photo.ts';

/** Where a photo was taken and what it shows, as far as that is known or can be assumed. */
export interface Placement {
  degrees: Degrees;
  at: Point;
  /** Its position is so far from the rest that it is most likely wrong. */
  far: boolean;
  /** Metres above the ground. */
  height?: number;
  /** Degrees clockwise from north. */
  heading?: number;
  /** The heading is the gimbal's own, not the flight's direction. */
  headingKnown: boolean;
  /** Of the gimbal; -90 looks straight down. */
  pitch?: number;
  footprint?: Footprint;
}

/** All photos on one map. */
export interface SetMap {
  /** Undefined where no photo has a position. */
  frame?: LocalFrame;
  /** In the order of the photos. */
  placements: readonly (Placement | undefined)[];
  heightSource: REPORT_HEIGHT;
  /** What was taken for granted, in sentences. */
  assumptions: string[];
}

/** Further from the middle than this, and than ten times the median, a position is most likely wrong … */
const FAR_METERS = 1000;
const FAR_MEDIANS = 10;
/** … unless as many others are as near to it as this: then it is another part of the set. */
const FAR_COMPANY_METERS = 300;
const FAR_COMPANY = 2;
/** Where no photo says its lens: that of most drones. */
const USUAL_FOCAL_LENGTH_35MM = 24;
const STRAIGHT_DOWN = -90;

/** Puts photos, in the order of their capture, on a map with what they show of level ground. */
export function placePhotos(photos: readonly ReadyPhoto[]): SetMap {
  const degrees = photos.map(degreesOf);
  const frame = createLocalFrame(degrees.filter((position) => position !== undefined));
  if (!frame) {
    return { placements: photos.map(() => undefined), heightSource: 'Unknown', assumptions: [] };
  }
  const points = degrees.map((position) => position && frame.toLocal(position));
  const far = findFar(points);
  const near = points.map((point, index) => (far.has(index) ? undefined : point));
  const focal = assumeFocalLengths(photos);
  const heights = estimateHeights(photos, near, focal.pixels);
  const headings = photos.map((_, index) => headingOf(photos, near, index));
  const placements = photos.map((photo, index): Placement | undefined => {
    const [at, position] = [points[index], degrees[index]];
    if (!at || !position) return undefined;
    const height = heights.ofPhoto[index];
    const { yaw, pitch } = photo.facts.metadata;
    const placement = {
      degrees: position,
      at,
      far: far.has(index),
      height,
      heading: headings[index],
      headingKnown: yaw !== undefined,
      pitch,
    };
    return { ...placement, footprint: footprintOf(photo, placement, focal.pixels[index] ?? 0) };
  });
  const assumptions = [
    ...heights.assumptions,
    ...focal.assumptions,
    ...describeAngles(photos, heights.source),
  ];
  return { frame, placements, heightSource: heights.source, assumptions };
}

function degreesOf({ facts }: ReadyPhoto): Degrees | undefined {
  const position = positionOf(facts.metadata);
  return position && { latitude: position.latitude, longitude: position.longitude };
}

function findFar(points: readonly (Point | undefined)[]): Set<number> {
  const distances = points.map((point) => point && distanceOf(point, [0, 0]));
  const usual = median(distances.filter((distance) => distance !== undefined)) ?? 0;
  const limit = Math.max(FAR_METERS, FAR_MEDIANS * usual);
  const grid = new PointGrid(points, FAR_COMPANY_METERS);
  const hasCompany = (point: Point) => {
    let company = -1;
    for (const index of grid.near(point)) {
      const other = points[index];
      if (other && distanceOf(other, point) <= FAR_COMPANY_METERS) company++;
      if (company >= FAR_COMPANY) return true;
    }
    return false;
  };
  return new Set(
    points.flatMap((point, index) =>
      point && (distances[index] ?? 0) > limit && !hasCompany(point) ? [index] : [],
    ),
  );
}

/** Focal lengths in pixels; where a photo does not say its own, the median of the rest or a usual one. */
function assumeFocalLengths(photos: readonly ReadyPhoto[]): { pixels: number[]; assumptions: string[] } {
  const known = photos.map(focalPixelsOf);
  const diagonals = photos.map(({ facts }) => Math.hypot(facts.width, facts.height));
  const relative = known.flatMap((pixels, index) => (pixels ? [pixels / (diagonals[index] ?? 1)] : []));
  const usual = median(relative) ?? USUAL_FOCAL_LENGTH_35MM / Math.hypot(36, 24);
  const unknown = photos.length - relative.length;
  const source =
    relative.length > 0 ? 'the median of the others' : `${USUAL_FOCAL_LENGTH_35MM} mm on 35 mm film`;
  return {
    pixels: known.map((pixels, index) => pixels ?? usual * (diagonals[index] ?? 1)),
    assumptions:
      unknown > 0
        ? [`${unknown} of ${photos.length} photos do not say their focal length: ${source} is taken.`]
        : [],
  };
}

/** The gimbal's heading, or the direction of flight: toward the nearer of the photos before and after. */
function headingOf(
  photos: readonly ReadyPhoto[],
  points: readonly (Point | undefined)[],
  index: number,
): number | undefined {
  const { yaw } = photos[index]?.facts.metadata ?? {};
  if (yaw !== undefined) return (yaw + 360) % 360;
  const [before, at, after] = [points[index - 1], points[index], points[index + 1]];
  if (!at) return undefined;
  const [back, ahead] = [
    before ? distanceOf(before, at) : Infinity,
    after ? distanceOf(at, after) : Infinity,
  ];
  if (before && back > 0 && (back <= ahead || !after)) return bearingOf(before, at);
  return after && ahead > 0 ? bearingOf(at, after) : undefined;
}

function footprintOf(
  { facts }: ReadyPhoto,
  placement: Omit<Placement, 'footprint'>,
  focalPixels: number,
): Footprint | undefined {
  if (placement.height === undefined) return undefined;
  const sideways = (facts.metadata.orientation ?? 1) >= 5;
  return projectFootprint({
    at: placement.at,
    height: placement.height,
    heading: placement.heading ?? 0,
    pitch: placement.pitch ?? STRAIGHT_DOWN,
    width: sideways ? facts.height : facts.width,
    pictureHeight: sideways ? facts.width : facts.height,
    focalPixels,
  });
}

function describeAngles(photos: readonly ReadyPhoto[], source: HeightSource): string[] {
  if (source === 'Unknown') return [];
  const pitchless = photos.filter(({ facts }) => facts.metadata.pitch === undefined).length;
  const yawless = photos.filter(({ facts }) => facts.metadata.yaw === undefined).length;
  const all = photos.length;
  return [
    pitchless > 0 &&
      `${pitchless} of ${all} photos do not say where the camera looked: straight down is assumed.`,
    yawless > 0 &&
      `${yawless} of ${all} photos do not say the camera's heading: the direction of flight is taken.`,
  ].filter((sentence) => sentence !== false);
}
