import type { PhotoFacts, PhotoMetadata, PhotoWarning } from '../photo-facts.ts';
import { median } from '../set/median.ts';
import { metresBetween, type Place, placeOf } from './distance.ts';
import { warnOfExposure } from './exposure.ts';
import { findNearDuplicates, type Likeness } from './near-duplicates.ts';
import { findDifferences } from './other-cameras.ts';
import { upperLimit } from './outliers.ts';
import { warnOfPhoto } from './warn-of-photo.ts';

/** A photo of a set; `name` is what messages call it by. */
export interface PhotoOfSet {
  id: string;
  name?: string;
  facts: PhotoFacts;
}

/** A site fits into this, from its middle; a larger one spreads its photos, and the limit grows with them. */
const FAR_METRES = 1000;
/** The photos of one day belong together; a set of several days has a larger spread. */
const LATE_HOURS = 12;
/** Within the real sets the softest photo has 0.27 of the median; blurred by 1 pixel of the thumbnail, aerial ones 0.1. */
const BLURRED_PART_OF_MEDIAN = 1 / 6;
/** Of fewer photos the median says too little. */
const MIN_FOR_BLUR = 5;

/**
 * What may keep photos from being good ones that only the rest of their set tells: by photo, without those that have
 * none. Takes what `warnOfPhoto` does not tell; a photo that it calls Blurred is not told so again. The order of the
 * photos decides which of two near-duplicates is the first, and gets no warning. About linear in the photos.
 */
export function warnOfSet(photos: readonly PhotoOfSet[]): Map<string, PhotoWarning[]> {
  const found = new Map<string, PhotoWarning[]>();
  for (const warn of [warnOfPlaces, warnOfTimes, warnOfTwins, warnOfCameras, warnOfSoftness]) {
    for (const [id, warning] of warn(photos)) found.set(id, [...(found.get(id) ?? []), warning]);
  }
  return found;
}

type Found = [id: string, warning: PhotoWarning][];

/** Distances from the middle of the set. */
function warnOfPlaces(photos: readonly PhotoOfSet[]): Found {
  const placed = photos.flatMap(({ id, facts }) => {
    const place = placeOf(facts.metadata);
    return place ? [{ id, place }] : [];
  });
  const [first] = placed;
  if (!first) return [];
  const middle = middleOf(
    placed.map(({ place }) => place),
    first.place,
  );
  const distances = placed.map(({ place }) => metresBetween(place, middle));
  const limit = upperLimit(distances, FAR_METRES);
  return placed.flatMap(({ id }, index): Found => {
    const metres = distances[index] ?? 0;
    if (metres <= limit) return [];
    const far = metres >= 10_000 ? `${Math.round(metres / 1000)} km` : `${Math.round(metres)} m`;
    const message = `Taken ${far} from the middle of the set: a wrong position, or a photo of another place.`;
    return [[id, { code: 'FarFromRest', value: metres, message }]];
  });
}

/** Longitudes count from the first photo, so that a set may lie across the date line. */
function middleOf(places: readonly Place[], first: Place): Place {
  const east = places.map(({ longitude }) => ((longitude - first.longitude + 540) % 360) - 180);
  return {
    latitude: median(places.map(({ latitude }) => latitude)) ?? first.latitude,
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
    const message = `Taken ${span} before or after most of the set: light and things may have changed, or the clock was wrong.`;
    return [[id, { code: 'OtherTime', value: off, message }]];
  });
}

/** Cameras seldom write zones, and the photos of a set are of one place: the clock is taken as it stood. */
function secondsOf({ takenAt }: PhotoMetadata): number | undefined {
  if (takenAt === undefined) return undefined;
  const milliseconds = Date.parse(`${takenAt.slice(0, 19)}Z`);
  return Number.isNaN(milliseconds) ? undefined : milliseconds / 1000;
}

function warnOfTwins(photos: readonly PhotoOfSet[]): Found {
  const names = new Map(photos.map(({ id, name }) => [id, name ?? 'another photo']));
  const likenesses = photos
    // What is nearly black or white all looks alike.
    .filter(({ facts }) => warnOfExposure(facts.measures).length === 0)
    .map(
      ({ id, facts: { metadata, measures } }): Likeness => ({
        id,
        hash: measures.perceptualHash,
        place: placeOf(metadata),
        seconds: secondsOf(metadata),
      }),
    );
  return findNearDuplicates(likenesses).map(({ id, of, bits }) => {
    const message = `Shows nearly the same as ${names.get(of)}: it adds nothing. Move between photos.`;
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

function warnOfSoftness(photos: readonly PhotoOfSet[]): Found {
  const clear = photos.filter(({ facts }) => warnOfExposure(facts.measures).length === 0);
  if (clear.length < MIN_FOR_BLUR) return [];
  const usual = median(clear.map(({ facts }) => facts.measures.sharpness)) ?? 0;
  return clear.flatMap(({ id, facts }): Found => {
    const { sharpness } = facts.measures;
    const told = warnOfPhoto(facts).some(({ code }) => code === 'Blurred');
    if (told || sharpness >= usual * BLURRED_PART_OF_MEDIAN) return [];
    const message = `Much less sharp than most of the set (${Math.round((100 * sharpness) / usual)} %): out of focus, or the camera moved.`;
    return [[id, { code: 'Blurred', value: sharpness, message }]];
  });
}
