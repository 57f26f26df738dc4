import { changePositions, every, ownPosition, shifted } from './change-positions.fixture.ts';
import { type MeasuredPhoto, type PositionFault, USUAL_PLACE } from './spoiled-block.fixture.ts';

const WEST = { origin: { latitude: 46.8426, longitude: -91.9946, altitude: 98 } };
const SOUTH = { origin: { latitude: -33.8568, longitude: 151.2153, altitude: 98 } };
const SOUTH_WEST = { origin: { latitude: -33.4372, longitude: -70.6506, altitude: 598 } };
const LINE = { layout: 'line', photos: 20, spacingMetres: 30 } as const;
const ON_A_LINE = /\bline\b/i;
const OWN_NOISE = { horizontal: 0.02, vertical: 0.02, sharedHorizontal: 0, sharedVertical: 0 };
const OWN_BOUND = { horizontalMetres: 0.1, verticalMetres: 0.1 };
const MIRRORED_EAST = /mirror|longitude|\bwest/i;
const MIRRORED_NORTH = /mirror|latitude|\bsouth/i;

/** Faults of signs and axes, places where coordinates are odd, and sets that are too thin for a placement. */
export const FRAME_FAULTS: readonly PositionFault[] = [
  {
    name: 'no longitude reference west of Greenwich',
    plan: WEST,
    spoil: (photos) => changePositions(photos, withoutWest),
    cause: MIRRORED_EAST,
  },
  {
    name: 'no longitude reference west of Greenwich, and attitudes',
    whole: true,
    plan: WEST,
    attitudes: true,
    spoil: (photos) => changePositions(photos, withoutWest),
    cause: MIRRORED_EAST,
  },
  {
    name: 'no longitude reference in 11 of 24 photos',
    noise: { vertical: 0.2 },
    plan: WEST,
    spoil: (photos) => changePositions(photos, withoutWest, every(1, 13, 24)),
    cause: /mirror|longitude|\bwest|contradict/i,
  },
  {
    name: 'one position of 24 on the other hemisphere',
    plan: WEST,
    spoil: (photos) => changePositions(photos, withoutWest, [3]),
    outliers: [3],
  },
  {
    name: 'no latitude reference in the south',
    whole: true,
    plan: SOUTH,
    spoil: (photos) => changePositions(photos, withoutSouth),
    cause: MIRRORED_NORTH,
  },
  {
    name: 'no latitude reference in the south, and attitudes',
    plan: SOUTH,
    attitudes: true,
    spoil: (photos) => changePositions(photos, withoutSouth),
    cause: MIRRORED_NORTH,
  },
  {
    name: 'neither reference in the south-west, and attitudes',
    plan: SOUTH_WEST,
    attitudes: true,
    spoil: (photos) => changePositions(changePositions(photos, withoutWest), withoutSouth),
    cause: /latitude|longitude|\byaw|heading|compass|turned/i,
  },
  {
    name: 'latitude and longitude exchanged',
    whole: true,
    spoil: (photos) =>
      changePositions(photos, (at) => ({ ...at, latitude: at.longitude, longitude: at.latitude })),
    cause: /mirror|exchang|swap|latitude|contradict/i,
  },
  { name: 'the 180th meridian through the block', plan: { origin: { ...USUAL_PLACE, longitude: 180 } } },
  { name: 'a place near the pole', plan: { origin: { ...USUAL_PLACE, latitude: 89.99 } } },
  {
    name: 'the pole in the block, and attitudes',
    plan: { origin: { ...USUAL_PLACE, latitude: 90 } },
    // Yaw is against north, which is another direction for each photo here.
    attitudes: true,
    cause: /\byaw|heading|compass|pole/i,
  },
  { name: 'a straight corridor', plan: LINE, cause: ON_A_LINE },
  { name: 'a straight corridor, and attitudes', plan: LINE, attitudes: true, cause: ON_A_LINE },
  {
    name: 'a straight corridor with a stale position',
    plan: LINE,
    spoil: (photos) =>
      photos.map((photo, i) => (i === 7 ? { ...photo, position: photos[6]!.position } : photo)),
    cause: ON_A_LINE,
  },
  { name: 'a bent corridor', plan: { layout: 'bend', photos: 20 } },
  {
    name: 'two positions only',
    whole: true,
    spoil: (photos) => photos.map((photo, i) => (i < 22 ? { ...photo, position: undefined } : photo)),
    cause: /\btwo\b|\b2\b|three|\b3\b|too few/i,
  },
  {
    name: 'a small object and a coarse receiver',
    plan: { spacingMetres: 0.5 },
    noise: { horizontal: 2, vertical: 3 },
    cause: /close|small|near|spread|accura|one spot|contradict|apart/i,
  },
  {
    name: 'a frame of the owner’s own',
    noise: OWN_NOISE,
    spoil: (photos) => photos.map(inOwnFrame),
    bound: OWN_BOUND,
  },
  {
    name: 'one wrong position in a frame of the owner’s own',
    whole: true,
    noise: OWN_NOISE,
    spoil: (photos) => changePositions(photos, (at) => shifted(at, [12, -16, 0]), [11]).map(inOwnFrame),
    bound: OWN_BOUND,
    outliers: [11],
  },
  {
    name: 'an own frame with north before east',
    whole: true,
    noise: OWN_NOISE,
    spoil: (photos) =>
      photos.map(inOwnFrame).map((photo) => {
        const { position } = photo;
        if (!position || !('x' in position)) return photo;
        return { ...photo, position: { x: position.y, y: position.x, z: position.z } };
      }),
    cause: /mirror|handed|axes|exchang|swap/i,
  },
  {
    name: 'degrees that are said to be metres of an own frame',
    spoil: (photos) =>
      photos.map((photo) => {
        const { position } = photo;
        if (!position || !('latitude' in position)) return photo;
        const { latitude: y, longitude: x, altitude: z = 0 } = position;
        return { ...photo, position: { x, y, z } };
      }),
    cause: /degrees/i,
  },
];

function withoutWest<At extends { longitude: number }>(at: At): At {
  return { ...at, longitude: Math.abs(at.longitude) };
}

function withoutSouth<At extends { latitude: number }>(at: At): At {
  return { ...at, latitude: Math.abs(at.latitude) };
}

function inOwnFrame(photo: MeasuredPhoto): MeasuredPhoto {
  const [x, y, z] = ownPosition(photo, USUAL_PLACE);
  return { ...photo, position: { x, y, z } };
}
