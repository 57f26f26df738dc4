import type { REPORT_HEIGHT } from '@tiepoint/protocol';
import { median } from '../median.ts';
import type { ReadyPhoto } from '../set-photo.ts';
import { distanceOf, type Point } from './local-frame.ts';

export type HeightSource = REPORT_HEIGHT;

/** Heights above ground in metres, in the order of the photos, and where they come from. */
export interface Heights {
  source: HeightSource;
  ofPhoto: readonly (number | undefined)[];
  assumptions: string[];
}

/** The height above take-off is used where at least this share of the photos has one. */
const MIN_RELATIVE_SHARE = 0.5;
/** Lower than this is no flight, or an error of the GNSS receiver. */
const MIN_HEIGHT_METRES = 3;
/** Survey flights are usually planned with this forward overlap. */
const TYPICAL_FORWARD_OVERLAP = 0.75;
/** Photos that are closer together were taken by hand or while hovering. */
const MIN_SPACING_METRES = 4;
/** No survey flight with a drone is higher; then the spacing is not that of a flight line. */
const MAX_HEIGHT_METRES = 1500;
/** With a smaller range of altitudes, the lowest one says nothing about the ground. */
const MIN_ALTITUDE_SPREAD_METRES = 25;

/**
 * Estimates the flying height above ground of each photo, in metres: from the height above take-off, else from the
 * spacing, else from the range of altitudes. `points` are in the local frame, without outliers.
 */
export function estimateHeights(
  photos: readonly ReadyPhoto[],
  points: readonly (Point | undefined)[],
  focalLengths: readonly number[],
): Heights {
  return (
    fromTakeOff(photos, points) ??
    fromSpacing(photos, points, focalLengths) ??
    fromSpread(photos, points) ?? { source: 'Unknown', ofPhoto: photos.map(() => undefined), assumptions: [] }
  );
}

function fromTakeOff(
  photos: readonly ReadyPhoto[],
  points: readonly (Point | undefined)[],
): Heights | undefined {
  const positioned = photos.filter((_, index) => points[index]);
  const relatives = photos.map(({ facts }) => facts.metadata.relativeAltitude);
  const known = relatives.filter((height) => height !== undefined && height >= MIN_HEIGHT_METRES);
  if (known.length === 0 || known.length < MIN_RELATIVE_SHARE * positioned.length) return undefined;
  const typical = median(known.filter((height) => height !== undefined));
  return {
    source: 'RelativeAltitude',
    ofPhoto: relatives.map((height) =>
      height !== undefined && height >= MIN_HEIGHT_METRES ? height : typical,
    ),
    assumptions: ['The ground is assumed to be level, at the height of take-off.'],
  };
}

/**
 * Height = spacing × focal length / ((1 - overlap) × image side along the flight line). The shorter image side is
 * assumed to lie along the line, as in flight planning. Altitudes give the difference of each photo from the median.
 */
function fromSpacing(
  photos: readonly ReadyPhoto[],
  points: readonly (Point | undefined)[],
  focalLengths: readonly number[],
): Heights | undefined {
  const spacings = points.flatMap((point, index) => {
    const next = points[index + 1];
    return point && next ? [distanceOf(point, next)] : [];
  });
  const spacing = median(spacings) ?? 0;
  if (spacing < MIN_SPACING_METRES) return undefined;
  const sides = photos.map(({ facts }) => Math.min(facts.width, facts.height));
  const focalRatio = median(sides.map((side, index) => (focalLengths[index] ?? 0) / side)) ?? 0;
  const typical = (spacing * focalRatio) / (1 - TYPICAL_FORWARD_OVERLAP);
  if (typical > MAX_HEIGHT_METRES) return undefined;
  const altitude = median(photos.flatMap(({ facts }) => facts.metadata.altitude ?? []));
  return {
    source: 'Spacing',
    ofPhoto: photos.map(({ facts }) => {
      const difference = (facts.metadata.altitude ?? altitude ?? 0) - (altitude ?? 0);
      return Math.max(MIN_HEIGHT_METRES, typical + Math.max(-typical / 2, Math.min(typical / 2, difference)));
    }),
    assumptions: [
      `The photos have no height above ground: ${Math.round(typical)} m fits their spacing of ${Math.round(spacing)} m at 75 % forward overlap.`,
    ],
  };
}

function fromSpread(
  photos: readonly ReadyPhoto[],
  points: readonly (Point | undefined)[],
): Heights | undefined {
  const altitudes = photos.map(({ facts }, index) => (points[index] ? facts.metadata.altitude : undefined));
  const known = altitudes.filter((altitude) => altitude !== undefined).toSorted((a, b) => a - b);
  const lowest = known[0];
  const typical = median(known);
  if (lowest === undefined || typical === undefined || typical - lowest < MIN_ALTITUDE_SPREAD_METRES)
    return undefined;
  return {
    source: 'AltitudeSpread',
    ofPhoto: altitudes.map((altitude) => Math.max(MIN_HEIGHT_METRES, (altitude ?? typical) - lowest)),
    assumptions: [
      `The photos have no height above ground: the lowest altitude, ${Math.round(lowest)} m, is taken as the height of the ground.`,
    ],
  };
}
