import { lengthOf, subtract } from '@tiepoint/scene';
import { changePositions, every, makeStale, positionOf, shifted } from './change-positions.fixture.ts';
import type { MeasuredPhoto, PositionFault } from './spoiled-block.fixture.ts';

const CONTRADICTION = /contradict|do not (fit|agree)|don't (fit|agree)/i;
const EXACT_RECEIVER = { horizontal: 0.01, vertical: 0.02, sharedHorizontal: 0, sharedVertical: 0 };
const EXACT_DEVIATION = { horizontal: 0.01, vertical: 0.02 };
/** The reconstruction's own error adds to the receiver's. */
const EXACT_BOUND = { horizontalMetres: 0.1, verticalMetres: 0.1 };
/** Blocks that suffice for coarse positions. */
const WIDE_METRES = 200;
const LAG_METRES = 1.5;
const ONE_OF_EIGHT = { photos: 8 };
const GOOD_RECEIVER = { horizontal: 0.2, vertical: 0.2 };

/** Faults of latitude and longitude, and of what is said of their accuracy. */
export const HORIZONTAL_FAULTS: readonly PositionFault[] = [
  { name: 'no fault', whole: true },
  {
    name: 'a receiver with corrections, which says so',
    whole: true,
    noise: EXACT_RECEIVER,
    spoil: (photos) => changePositions(photos, (at) => ({ ...at, deviation: EXACT_DEVIATION })),
    bound: EXACT_BOUND,
  },
  {
    name: 'deviations that are stated far too small',
    spoil: (photos) => changePositions(photos, (at) => ({ ...at, deviation: EXACT_DEVIATION })),
  },
  {
    name: 'the receiver of a phone',
    plan: { spacingMetres: WIDE_METRES },
    noise: { horizontal: 4, vertical: 3, sharedHorizontal: 2, sharedVertical: 3 },
  },
  { name: 'one stale position of 24', whole: true, spoil: (photos) => makeStale(photos, [9]), outliers: [9] },
  {
    name: '4 stale positions of 24',
    spoil: (photos) => makeStale(photos, [3, 9, 14, 20]),
    outliers: [3, 9, 14, 20],
  },
  {
    name: '8 stale positions of 24',
    whole: true,
    spoil: (photos) => makeStale(photos, every(3, 2, 24)),
    outliers: every(3, 2, 24),
  },
  {
    name: 'every second position stale',
    spoil: (photos) => makeStale(photos, every(2, 1, 24)),
    cause: /stale|photo before|same position|contradict/i,
  },
  {
    name: 'two photos at one position',
    spoil: (photos) => changePositions(photos, () => positionOf(photos[4]!), [17]),
    outliers: [17],
  },
  {
    name: 'six photos at one position',
    whole: true,
    spoil: (photos) => changePositions(photos, () => positionOf(photos[6]!), [7, 8, 9, 10, 11]),
    outliers: [8, 9, 10, 11],
  },
  {
    name: 'positions in another order than the photos',
    whole: true,
    spoil: (photos, random) => {
      const drawn = photos.map(({ position }) => ({ position, order: random.next() }));
      const shuffled = drawn.toSorted((a, b) => a.order - b.order);
      return photos.map((photo, index) => ({ ...photo, position: shuffled[index]!.position }));
    },
    cause: CONTRADICTION,
  },
  {
    name: 'positions rounded to 0.0001°',
    plan: { spacingMetres: WIDE_METRES },
    spoil: (photos) => changePositions(photos, (at) => roundedTo(at, 4)),
  },
  {
    name: 'all positions rounded to one spot',
    whole: true,
    spoil: (photos) => changePositions(photos, (at) => roundedTo(at, 1)),
    cause: /one (place|spot|position)|same (place|spot|position)|rounded|too near to one another/i,
  },
  {
    name: 'the first of 8 positions 11 km off',
    plan: ONE_OF_EIGHT,
    noise: GOOD_RECEIVER,
    spoil: (photos) => changePositions(photos, (at) => ({ ...at, latitude: at.latitude + 0.1 }), [0]),
    outliers: [0],
  },
  {
    name: 'one of 8 positions 40 m off',
    plan: ONE_OF_EIGHT,
    noise: GOOD_RECEIVER,
    spoil: (photos) => changePositions(photos, (at) => shifted(at, [24, 32, 0]), [5]),
    outliers: [5],
  },
  {
    name: 'one of 500 positions wrong',
    plan: { photos: 500 },
    spoil: (photos) => changePositions(photos, (at) => shifted(at, [180, -240, 0]), [0]),
    outliers: [0],
  },
  {
    name: 'one exact position of 24 that is 20 m off and says 1 cm',
    noise: EXACT_RECEIVER,
    spoil: (photos) => {
      const stated = changePositions(photos, (at) => ({ ...at, deviation: EXACT_DEVIATION }));
      return changePositions(stated, (at) => shifted(at, [16, 12, 0]), [7]);
    },
    bound: EXACT_BOUND,
    outliers: [7],
  },
  {
    name: '8 exact positions among 16 that are 3 m off',
    whole: true,
    noise: EXACT_RECEIVER,
    spoil: (photos, random) =>
      changePositions(photos, (at, photo) => {
        if (photos.indexOf(photo) % 3 === 0) return { ...at, deviation: EXACT_DEVIATION };
        return shifted(at, [2.4 + random.normal(0.3), 1.8 + random.normal(0.3), -2 + random.normal(0.5)]);
      }),
    bound: EXACT_BOUND,
  },
  {
    name: 'positions that lag behind the photos',
    spoil: (photos) => changePositions(photos, (at, photo) => shifted(at, lagOf(photos, photo))),
  },
];

function roundedTo(at: ReturnType<typeof positionOf>, digits: number): MeasuredPhoto['position'] {
  const { latitude, longitude } = at;
  return { ...at, latitude: Number(latitude.toFixed(digits)), longitude: Number(longitude.toFixed(digits)) };
}

/** How far the drone had still to fly to where a photo was taken. */
function lagOf(photos: readonly MeasuredPhoto[], photo: MeasuredPhoto): [number, number, number] {
  const index = Math.max(1, photos.indexOf(photo));
  const step = subtract(photos[index]!.exactEnu, photos[index - 1]!.exactEnu);
  const [east, north, up] = step.map((metres) => (-LAG_METRES * metres) / lengthOf(step));
  return [east!, north!, up!];
}
