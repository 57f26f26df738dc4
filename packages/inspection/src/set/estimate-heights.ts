import type { REPORT_HEIGHT } from '@tiepoint/protocol';
import { distanceOf, type Point } from './local-frame.ts';
import { median } from './median.ts';
import type { ReadyPhoto } from './set-photo.ts';

export type HeightSource = REPORT_HEIGHT;

/** Heights above the ground in metres, in the order of the photos, and how they are known. */
export interface Heights {
  source: HeightSource;
  ofPhoto: readonly (number | undefined)[];
  assumptions: string[];
}

/** With fewer photos that say their height above the take-off than this share, it is not relied on. */
const MIN_RELATIVE_SHARE = 0.5;
/** Lower than this is not a flight, or the receiver's error. */
const MIN_HEIGHT_METERS = 3;
/** What survey flights are usually planned with. */
const USUAL_FORWARD_OVERLAP = 0.75;
/** Nearer together than this, photos are taken by hand or while hovering. */
const MIN_SPACING_METERS = 4;
/** Higher than what a survey flight is allowed to anywhere: then the spacing is not that of a line. */
const MAX_HEIGHT_METERS = 1500;
/** An altitude that varies more than this has a lowest point that is worth something. */
const MIN_ALTITUDE_SPREAD_METERS = 25;

/** How high above the ground each photo was taken; `points` are in metres, without the wrong ones. */
export function estimateHeights(
  photos: readonly ReadyPhoto[],
  points: readonly (Point | undefined)[],
  focalPixels: readonly number[],
): Heights {
  return (
    fromTakeOff(photos, points) ??
    fromSpacing(photos, points, focalPixels) ??
    fromSpread(photos, points) ?? { source: 'Unknown', ofPhoto: photos.map(() => undefined), assumptions: [] }
  );
}

function fromTakeOff(
  photos: readonly ReadyPhoto[],
  points: readonly (Point | undefined)[],
): Heights | undefined {
  const positioned = photos.filter((_, index) => points[index]);
  const relatives = photos.map(({ facts }) => facts.metadata.relativeAltitude);
  const known = relatives.filter((height) => height !== undefined && height >= MIN_HEIGHT_METERS);
  if (known.length === 0 || known.length < MIN_RELATIVE_SHARE * positioned.length) return undefined;
  const usual = median(known.filter((height) => height !== undefined));
  return {
    source: 'RelativeAltitude',
    ofPhoto: relatives.map((height) =>
      height !== undefined && height >= MIN_HEIGHT_METERS ? height : usual,
    ),
    assumptions: ['The ground is taken to be level, at the height of the take-off.'],
  };
}

/**
 * Height = spacing x focal length / ((1 - overlap) x picture side along the flight); the picture's shorter side is
 * taken to lie along it, as flights are planned. Altitudes tell how much each photo differs from the median.
 */
function fromSpacing(
  photos: readonly ReadyPhoto[],
  points: readonly (Point | undefined)[],
  focalPixels: readonly number[],
): Heights | undefined {
  const spacings = points.flatMap((point, index) => {
    const next = points[index + 1];
    return point && next ? [distanceOf(point, next)] : [];
  });
  const spacing = median(spacings) ?? 0;
  if (spacing < MIN_SPACING_METERS) return undefined;
  const sides = photos.map(({ facts }) => Math.min(facts.width, facts.height));
  const proportion = median(sides.map((side, index) => (focalPixels[index] ?? 0) / side)) ?? 0;
  const usual = (spacing * proportion) / (1 - USUAL_FORWARD_OVERLAP);
  if (usual > MAX_HEIGHT_METERS) return undefined;
  const altitude = median(photos.flatMap(({ facts }) => facts.metadata.altitude ?? []));
  return {
    source: 'Spacing',
    ofPhoto: photos.map(({ facts }) => {
      const higher = (facts.metadata.altitude ?? altitude ?? 0) - (altitude ?? 0);
      return Math.max(MIN_HEIGHT_METERS, usual + Math.max(-usual / 2, Math.min(usual / 2, higher)));
    }),
    assumptions: [
      `The photos do not say their height above the ground: ${Math.round(usual)} m fits their spacing of ${Math.round(spacing)} m, if each shares three quarters with the next.`,
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
  const usual = median(known);
  if (lowest === undefined || usual === undefined || usual - lowest < MIN_ALTITUDE_SPREAD_METERS)
    return undefined;
  return {
    source: 'AltitudeSpread',
    ofPhoto: altitudes.map((altitude) => Math.max(MIN_HEIGHT_METERS, (altitude ?? usual) - lowest)),
    assumptions: [
      `The photos do not say their height above the ground: the lowest altitude, ${Math.round(lowest)} m, is taken for it.`,
    ],
  };
}
