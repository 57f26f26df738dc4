import type { REPORT_HEIGHT } from '@tiepoint/protocol';
import { positionOf } from '../../metadata/position-of.ts';
import { median } from '../median.ts';
import type { ReadyPhoto } from '../set-photo.ts';
import { estimateHeights, type HeightSource } from './estimate-heights.ts';
import { type Footprint, focalLengthPixelsOf, projectFootprint } from './footprint.ts';
import {
  bearingOf,
  createLocalFrame,
  distanceOf,
  type GeographicPosition,
  type LocalFrame,
  type Point,
} from './local-frame.ts';
import { PointGrid } from './point-grid.ts';

/** Position, orientation and footprint of a photo, as far as they are known or can be assumed. */
export interface Placement {
  position: GeographicPosition;
  /** The position in the local frame. */
  at: Point;
  /** Its position is so far from the others that it is most likely wrong. */
  isOutlier: boolean;
  /** Flying height above ground. */
  heightMetres?: number;
  /** Clockwise from north. */
  headingDegrees?: number;
  /** Whether the heading comes from the gimbal, and not from the direction of flight. */
  isHeadingKnown: boolean;
  /** Of the gimbal; -90 is nadir. */
  pitchDegrees?: number;
  footprint?: Footprint;
}

/** The placements of all photos in one local frame. */
export interface SetMap {
  /** Undefined if no photo has a position. */
  frame?: LocalFrame;
  /** In the order of the photos. */
  placements: readonly (Placement | undefined)[];
  heightSource: REPORT_HEIGHT;
  /** What was assumed, as sentences. */
  assumptions: string[];
}

/** A position that is farther from the origin than this and than ten times the median is an outlier … */
const OUTLIER_METRES = 1000;
const OUTLIER_MEDIANS = 10;
/** … unless so many others lie this close to it: then it belongs to another part of the set. */
const CLUSTER_METRES = 300;
const CLUSTER_NEIGHBOURS = 2;
/** Assumed if no photo has a focal length: that of most drones. */
const TYPICAL_FOCAL_LENGTH_35MM = 24;
const NADIR_PITCH_DEGREES = -90;

/**
 * Places the photos, in the order of capture, in a local frame, and projects their footprints onto level ground. Missing
 * heights, headings and focal lengths are estimated; `assumptions` tells which.
 */
export function placePhotos(photos: readonly ReadyPhoto[]): SetMap {
  const positions = photos.map(geographicPositionOf);
  const frame = createLocalFrame(positions.filter((position) => position !== undefined));
  if (!frame) {
    return { placements: photos.map(() => undefined), heightSource: 'Unknown', assumptions: [] };
  }
  const points = positions.map((position) => position && frame.toLocal(position));
  const outliers = findOutliers(points);
  const inliers = points.map((point, index) => (outliers.has(index) ? undefined : point));
  const focal = estimateFocalLengths(photos);
  const heights = estimateHeights(photos, inliers, focal.pixels);
  const headings = photos.map((_, index) => headingOf(photos, inliers, index));
  const placements = photos.map((photo, index): Placement | undefined => {
    const [at, position] = [points[index], positions[index]];
    if (!at || !position) return undefined;
    const { yaw, pitch } = photo.facts.metadata;
    const placement = {
      position,
      at,
      isOutlier: outliers.has(index),
      heightMetres: heights.ofPhoto[index],
      headingDegrees: headings[index],
      isHeadingKnown: yaw !== undefined,
      pitchDegrees: pitch,
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

function geographicPositionOf({ facts }: ReadyPhoto): GeographicPosition | undefined {
  const position = positionOf(facts.metadata);
  return position && { latitude: position.latitude, longitude: position.longitude };
}

function findOutliers(points: readonly (Point | undefined)[]): Set<number> {
  const distances = points.map((point) => point && distanceOf(point, [0, 0]));
  const typical = median(distances.filter((distance) => distance !== undefined)) ?? 0;
  const limit = Math.max(OUTLIER_METRES, OUTLIER_MEDIANS * typical);
  const grid = new PointGrid(points, CLUSTER_METRES);
  const isInCluster = (point: Point) => {
    // The point itself is found as well.
    let neighbours = -1;
    for (const index of grid.near(point)) {
      const other = points[index];
      if (other && distanceOf(other, point) <= CLUSTER_METRES) neighbours++;
      if (neighbours >= CLUSTER_NEIGHBOURS) return true;
    }
    return false;
  };
  return new Set(
    points.flatMap((point, index) =>
      point && (distances[index] ?? 0) > limit && !isInCluster(point) ? [index] : [],
    ),
  );
}

/** Focal lengths in pixels; for a photo without one, the median of the others or a typical value. */
function estimateFocalLengths(photos: readonly ReadyPhoto[]): { pixels: number[]; assumptions: string[] } {
  const known = photos.map(focalLengthPixelsOf);
  const diagonals = photos.map(({ facts }) => Math.hypot(facts.width, facts.height));
  const relative = known.flatMap((pixels, index) => (pixels ? [pixels / (diagonals[index] ?? 1)] : []));
  const typical = median(relative) ?? TYPICAL_FOCAL_LENGTH_35MM / Math.hypot(36, 24);
  const unknown = photos.length - relative.length;
  const source =
    relative.length > 0 ? 'the median of the others' : `${TYPICAL_FOCAL_LENGTH_35MM} mm (35 mm equivalent)`;
  return {
    pixels: known.map((pixels, index) => pixels ?? typical * (diagonals[index] ?? 1)),
    assumptions:
      unknown > 0
        ? [`${unknown} of ${photos.length} photos have no focal length: ${source} is assumed.`]
        : [],
  };
}

/** The heading of the gimbal, else the direction of flight: to the nearer of the previous and the next photo. */
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
  focalLengthPixels: number,
): Footprint | undefined {
  const { at, heightMetres, headingDegrees = 0, pitchDegrees = NADIR_PITCH_DEGREES } = placement;
  if (heightMetres === undefined) return undefined;
  // EXIF orientations 5 to 8 swap width and height.
  const isRotated = (facts.metadata.orientation ?? 1) >= 5;
  return projectFootprint({
    at,
    heightMetres,
    headingDegrees,
    pitchDegrees,
    widthPixels: isRotated ? facts.height : facts.width,
    heightPixels: isRotated ? facts.width : facts.height,
    focalLengthPixels,
  });
}

function describeAngles(photos: readonly ReadyPhoto[], source: HeightSource): string[] {
  if (source === 'Unknown') return [];
  const pitchless = photos.filter(({ facts }) => facts.metadata.pitch === undefined).length;
  const yawless = photos.filter(({ facts }) => facts.metadata.yaw === undefined).length;
  const all = photos.length;
  return [
    pitchless > 0 && `${pitchless} of ${all} photos have no camera pitch: nadir is assumed.`,
    yawless > 0 && `${yawless} of ${all} photos have no camera heading: the direction of flight is assumed.`,
  ].filter((sentence) => sentence !== false);
}
