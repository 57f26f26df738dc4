/** A position on the ground, in metres from the origin of the report's coverage. */
export interface Place {
  east: number;
  north: number;
}

/** A position on the drawing, in its units: x to the right, y down. */
export interface Spot {
  x: number;
  y: number;
}

/** The part of the ground on a drawing, and the projection onto it. North is up. */
export interface MapFrame {
  /** In units of the drawing. */
  width: number;
  height: number;
  metresPerUnit: number;
  /** The position on the drawing, possibly outside of it. */
  spotOf: (place: Place) => Spot;
  /** Metres from the centre of the positions to a position. */
  metresTo: (place: Place) => number;
}

const WIDTH = 1000;
/** Keeps a single flight line from becoming a thin ribbon. */
const HEIGHTS = { least: 420, most: 780 };
/** Margin on each side, in units. */
const MARGIN = 60;
/** Extent around a single position. */
const MIN_METRES = 20;
/** A position this many times farther out than four fifths of the positions would shrink them all to a dot. */
const FAR_TIMES = 6;
const MAX_REPORTED = 0.8;

/** Frames the photos with their footprints: photos much farther away stay outside. */
export function frameMap(photos: readonly { place: Place; footprint: readonly Place[] }[]): MapFrame {
  const places = photos.map(({ place }) => place);
  const middle = { east: medianOf(places, 'east'), north: medianOf(places, 'north') };
  const metresTo = ({ east, north }: Place) => Math.hypot(east - middle.east, north - middle.north);
  const distances = places.map(metresTo).sort((a, b) => a - b);
  const usual = distances[Math.ceil(MAX_REPORTED * (distances.length - 1))] ?? 0;
  const farthest = FAR_TIMES * Math.max(usual, MIN_METRES);
  const inside = photos
    .filter(({ place }) => metresTo(place) <= farthest)
    // The footprint of an oblique photo can reach to the horizon.
    .flatMap(({ place, footprint }) => [
      place,
      ...footprint.filter((corner) => metresTo(corner) <= 2 * farthest),
    ]);

  const [across, up] = [rangeOf(inside, 'east'), rangeOf(inside, 'north')];
  const metresPerUnit = Math.max(across.size / (WIDTH - 2 * MARGIN), up.size / (HEIGHTS.most - 2 * MARGIN));
  const height = Math.max(HEIGHTS.least, up.size / metresPerUnit + 2 * MARGIN);
  return {
    width: WIDTH,
    height,
    metresPerUnit,
    spotOf: ({ east, north }) => ({
      x: WIDTH / 2 + (east - across.middle) / metresPerUnit,
      y: height / 2 - (north - up.middle) / metresPerUnit,
    }),
    metresTo,
  };
}

function medianOf(places: readonly Place[], axis: keyof Place): number {
  const sorted = places.map((place) => place[axis]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function rangeOf(places: readonly Place[], axis: keyof Place): { middle: number; size: number } {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const place of places) {
    least = Math.min(least, place[axis]);
    most = Math.max(most, place[axis]);
  }
  return { middle: (least + most) / 2, size: Math.max(most - least, MIN_METRES) };
}
