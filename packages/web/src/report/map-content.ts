import type { Report, ReportedPhoto } from '../api/fetch-report.ts';
import { type MapContent, NO_TONE } from './draw-map.ts';
import type { Place } from './map-frame.ts';

/** What the colours of the map distinguish. */
export type Colouring = 'group' | 'camera';

/** A photo with a position. */
type PlacedPhoto = ReportedPhoto & Place;

/** The part of a report that can be drawn: photos without a position are left out. */
export function mapContent(report: Report, colouring: Colouring): MapContent {
  const { photos, overlap, groups, gaps } = report;
  const places = new Map(photos.filter(isPlaced).map((photo) => [photo.id, placeOf(photo)]));
  return {
    photos: photos.filter(isPlaced).map((photo) => {
      const alone = photos.length > 1 && groups[photo.group]?.count === 1;
      return {
        id: photo.id,
        name: photo.name,
        place: placeOf(photo),
        footprint: readCorners(photo.footprint ?? []),
        tone: alone && colouring === 'group' ? NO_TONE : photo[colouring],
        alone,
      };
    }),
    overlaps: readPairs(overlap.pairs).flatMap(([from, to]) => {
      const ends = [photos[from], photos[to]].flatMap((photo) =>
        photo && isPlaced(photo) ? [placeOf(photo)] : [],
      );
      return asLine(ends);
    }),
    gaps: gaps.flatMap(({ before, after }) =>
      asLine([before, after].flatMap(({ id }) => places.get(id) ?? [])),
    ),
  };
}

/** The legend; empty when all photos have the same colour. */
export function mapLegend({ cameras, groups, photos }: Report, colouring: Colouring): string[] {
  if (colouring === 'camera') return cameras.length > 1 ? cameras.map(cameraName) : [];
  const larger = groups.filter(({ count }) => count > 1);
  if (photos.length === 0 || larger.length < 2) return [];
  return larger.map(({ count }, index) =>
    index === 0 ? `${count} photos that connect` : `island of ${count}`,
  );
}

/** The name of a camera: its model, with the maker unless the model includes it. */
export function cameraName({ make, model }: Pick<Report['cameras'][number], 'make' | 'model'>): string {
  if (!model) return make || 'Unknown camera';
  return make && !model.startsWith(make.split(' ')[0] ?? '') ? `${make} ${model}` : model;
}

/** Whether a photo has a position. */
export function isPlaced(photo: ReportedPhoto): photo is PlacedPhoto {
  return typeof photo.east === 'number' && typeof photo.north === 'number';
}

function placeOf({ east, north }: PlacedPhoto): Place {
  return { east, north };
}

/** East and north of each corner, one after the other. */
function readCorners(numbers: readonly number[]): Place[] {
  return readPairs(numbers).map(([east, north]) => ({ east, north }));
}

function readPairs(numbers: readonly number[]): [number, number][] {
  return numbers.flatMap((number, index) => {
    const next = numbers[index + 1];
    return index % 2 === 0 && next !== undefined ? [[number, next] as [number, number]] : [];
  });
}

function asLine([from, to]: readonly Place[]): (readonly [Place, Place])[] {
  return from && to ? [[from, to]] : [];
}
