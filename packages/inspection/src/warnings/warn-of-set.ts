import type { PhotoFacts, PhotoMetadata, PhotoWarning } from '../photo-facts.ts';
import { median } from '../set/median.ts';
import type { GeographicPosition } from '../set/positions/local-frame.ts';
import { geographicPositionOf, metresBetween } from './distance.ts';
import { warnOfExposure } from './exposure.ts';
import { findNearDuplicates, type Likeness } from './near-duplicates.ts';
import { findDifferences } from './other-cameras.ts';
import { upperLimit } from './outliers.ts';
import { warnOfPhoto } from './warn-of-photo.ts';

/** A photo of a set; `name` is used in messages. */
export interface PhotoOfSet {
  id: string;
  name?: string;
  facts: PhotoFacts;
}

/** The least distance from the centre that is an outlier; larger sites have a larger limit. */
const FAR_METRES = 1000;
/** The least difference in time that is an outlier; sets of several days have a larger limit. */
const LATE_HOURS = 12;
/** Within the real sets the softest photo has 0.27 of the median; blurred by 1 pixel of the thumbnail, aerial ones 0.1. */
const BLURRED_SHARE_OF_MEDIAN = 1 / 6;
/** The median of fewer photos is not meaningful. */
const MIN_FOR_BLUR = 5;

/**
 * Warns of photos by comparison with the rest of their set; photos without a warning are left out. A photo that
 * `warnOfPhoto` calls Blurred is not called so again. Of near duplicates, the first one in the list gets no warning.
 * Takes time about linear in the number of photos.
 */
export function warnOfSet(photos: readonly PhotoOfSet[]): Map<string, PhotoWarning[]> {
  const found = new Map<string, PhotoWarning[]>();
  for (const warn of [
    warnOfPositions,
    warnOfTimes,
    warnOfNearDuplicates,
    warnOfCameras,
    warnOfRelativeBlur,
  ]) {
    for (const [id, warning] of warn(photos)) found.set(id, [...(found.get(id) ?? []), warning]);
  }
  return found;
}

type Found = [id: string, warning: PhotoWarning][];

function warnOfPositions(photos: readonly PhotoOfSet[]): Found {
  const placed = photos.flatMap(({ id, facts }) => {
    const position = geographicPositionOf(facts.metadata);
    return position ? [{ id, position }] : [];
  });
  const [first] = placed;
  if (!first) return [];
  const centre = medianPositionOf(
    placed.map(({ position }) => position),
    first.position,
  );
  const distances = placed.map(({ position }) => metresBetween(position, centre));
  const limit = upperLimit(distances, FAR_METRES);
  return placed.flatMap(({ id }, index): Found => {
    const metres = distances[index] ?? 0;
    if (metres <= limit) return [];
    const far = metres >= 10_000 ? `${Math.round(metres / 1000)} km` : `${Math.round(metres)} m`;
    const message = `Taken ${far} from the centre of the set: the position is wrong, or the photo shows another site.`;
    return [[id, { code: 'FarFromRest', value: metres, message }]];
  });
}

/** Longitudes are relative to the first photo, so that a set may lie across the 180th meridian. */
function medianPositionOf(
  positions: readonly GeographicPosition[],
  first: GeographicPosition,
): GeographicPosition {
  const east = positions.map(({ longitude }) => ((longitude - first.longitude + 540) % 360) - 180);
  return {
    latitude: median(positions.map(({ latitude }) => latitude)) ?? first.latitude,
    longitude: first.longitude + (median(east) ?? 0),
  };
}

function warnOfTimes(photos: readonly PhotoOfSet[]): Found {
  const timed = photos.flatMap(({ id, facts }) => {
    const seconds = secondsOf(facts.metadata);
    return seconds === undefined ? [] : [{ id, seconds }];
  });
  const middle = median(timed.map(({ seconds }) => seconds)) ?? 0;
  const hours = timed.map(({ seconds }) => Math.abs(seconds - middle) / 3600);
  const limit = upperLimit(hours, LATE_HOURS);
  return timed.flatMap(({ id }, index): Found => {
    const off = hours[index] ?? 0;
    if (off <= limit) return [];
    const span = off >= 48 ? `${Math.round(off / 24)} days` : `${Math.round(off)} hours`;
    const message = `Taken ${span} before or after most of the set: light and scene may have changed, or the camera's clock was wrong.`;
    return [[id, { code: 'OtherTime', value: off, message }]];
  });
}

/** Cameras seldom write time zones, and a set is taken in one zone: local time is compared. */
function secondsOf({ takenAt }: PhotoMetadata): number | undefined {
  if (takenAt === undefined) return undefined;
  const ms = Date.parse(`${takenAt.slice(0, 19)}Z`);
  return Number.isNaN(ms) ? undefined : ms / 1000;
}

function warnOfNearDuplicates(photos: readonly PhotoOfSet[]): Found {
  const names = new Map(photos.map(({ id, name }) => [id, name ?? 'another photo']));
  const likenesses = photos
    // Nearly black or white images all have similar hashes.
    .filter(({ facts }) => warnOfExposure(facts.measures).length === 0)
    .map(
      ({ id, facts: { metadata, measures } }): Likeness => ({
        id,
        hash: measures.perceptualHash,
        position: geographicPositionOf(metadata),
        seconds: secondsOf(metadata),
      }),
    );
  return findNearDuplicates(likenesses).map(({ id, of, bits }) => {
    const message = `Shows nearly the same as ${names.get(of)}: it adds no information. Move between photos.`;
    return [id, { code: 'NearDuplicate', value: bits, message }];
  });
}

function warnOfCameras(photos: readonly PhotoOfSet[]): Found {
  const differences = findDifferences(photos.map(({ facts }) => facts));
  return photos.flatMap(({ id }, index): Found => {
    const found = differences[index] ?? [];
    if (found.length === 0) return [];
    return [[id, { code: 'OtherCamera', message: `Unlike most of the set: ${found.join('; ')}.` }]];
  });
}

function warnOfRelativeBlur(photos: readonly PhotoOfSet[]): Found {
  const exposed = photos.filter(({ facts }) => warnOfExposure(facts.measures).length === 0);
  if (exposed.length < MIN_FOR_BLUR) return [];
  const typical = median(exposed.map(({ facts }) => facts.measures.sharpness)) ?? 0;
  return exposed.flatMap(({ id, facts }): Found => {
    const { sharpness } = facts.measures;
    const isWarned = warnOfPhoto(facts).some(({ code }) => code === 'Blurred');
    if (isWarned || sharpness >= typical * BLURRED_SHARE_OF_MEDIAN) return [];
    const message = `Much less sharp than most of the set (${Math.round((100 * sharpness) / typical)} %): out of focus, or the camera moved.`;
    return [[id, { code: 'Blurred', value: sharpness, message }]];
  });
}
