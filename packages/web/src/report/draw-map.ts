import { frameMap, type MapFrame, type Place, type Spot } from './map-frame.ts';

/** A photo as the map draws it. */
export interface MapPhoto {
  id: string;
  name: string;
  place: Place;
  /** The corners of its footprint; empty when unknown. */
  footprint: readonly Place[];
  /** The number of its colour, from 0; `NO_TONE` for a photo without a group. */
  tone: number;
  /** It will not connect with any other photo. */
  alone: boolean;
}

/** Everything to draw. */
export interface MapContent {
  photos: readonly MapPhoto[];
  /** Two positions for each line. */
  overlaps: readonly (readonly [from: Place, to: Place])[];
  gaps: readonly (readonly [from: Place, to: Place])[];
}

/** A map ready to be drawn; paths are SVG path data in units of the drawing. */
export interface MapDrawing {
  width: number;
  height: number;
  metresPerUnit: number;
  areas: readonly { tone: number; path: string }[];
  /** All overlaps as one path: a thousand photos have ten thousand of them. */
  overlaps: string;
  gaps: string;
  dots: readonly (Spot & { id: string; name: string; tone: number; alone: boolean })[];
  /** Photos too far away for the map, shown at its edge. */
  outside: readonly (Spot & { id: string; name: string; metres: number; direction: string })[];
}

/** No colour, to stand out. */
export const NO_TONE = -1;

const COMPASS = ['north', 'north-east', 'east', 'south-east', 'south', 'south-west', 'west', 'north-west'];
/** Distance from the edge of the mark for a photo outside the map, in units. */
const EDGE = 14;

/** Turns photos with positions into a map; undefined without positions. */
export function drawMap({ photos, overlaps, gaps }: MapContent): MapDrawing | undefined {
  if (photos.length === 0) return undefined;
  const frame = frameMap(photos);
  const [inside, outside] = [true, false].map((wanted) =>
    photos.filter(({ place }) => isWithin(frame, frame.spotOf(place)) === wanted),
  );
  return {
    width: frame.width,
    height: frame.height,
    metresPerUnit: frame.metresPerUnit,
    areas: drawAreas(inside ?? [], frame),
    overlaps: drawLines(overlaps, frame),
    gaps: drawLines(gaps, frame),
    dots: (inside ?? []).map(({ place, footprint: _, ...dot }) => ({ ...dot, ...frame.spotOf(place) })),
    outside: (outside ?? []).map((photo) => placeAtEdge(photo, frame)),
  };
}

function isWithin({ width, height }: MapFrame, { x, y }: Spot): boolean {
  return x >= 0 && y >= 0 && x <= width && y <= height;
}

/** The footprints of a colour as one path, so that overlaps are not darker. */
function drawAreas(photos: readonly MapPhoto[], frame: MapFrame): MapDrawing['areas'] {
  const seen = photos.filter(({ footprint }) => footprint.length > 2);
  return [...Map.groupBy(seen, ({ tone }) => tone)].map(([tone, members]) => ({
    tone,
    path: members.map(({ footprint }) => `${drawPath(footprint, frame)}Z`).join(''),
  }));
}

function drawLines(lines: MapContent['overlaps'], frame: MapFrame): string {
  return lines.map((ends) => drawPath(ends, frame)).join('');
}

function drawPath(places: readonly Place[], frame: MapFrame): string {
  const spots = places.map(frame.spotOf).map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`);
  return `M${spots.join('L')}`;
}

function placeAtEdge({ id, name, place }: MapPhoto, frame: MapFrame): MapDrawing['outside'][number] {
  const { width, height } = frame;
  const spot = frame.spotOf(place);
  const [across, down] = [spot.x - width / 2, spot.y - height / 2];
  const shrink = Math.min(
    (width / 2 - EDGE) / Math.abs(across || 1),
    (height / 2 - EDGE) / Math.abs(down || 1),
  );
  const eighths = Math.round((4 * Math.atan2(across, -down)) / Math.PI);
  return {
    id,
    name,
    x: width / 2 + across * shrink,
    y: height / 2 + down * shrink,
    metres: frame.metresTo(place),
    direction: COMPASS[(eighths + 8) % 8] ?? '',
  };
}
