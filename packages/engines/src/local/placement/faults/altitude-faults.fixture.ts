import { changePositions, every, withoutAltitude } from './change-positions.fixture.ts';
import type { PositionFault } from './spoiled-block.fixture.ts';

/** The sea lies this far above the ellipsoid at the usual place. */
const SEA_METRES = 49.5;
/** Heights from the sea and from the ellipsoid in one set: the model is at one of both, and a note says so. */
const EITHER_HEIGHT = { verticalMetres: SEA_METRES + 10 };
const ALTITUDES = /altitude|height/i;
const SECOND_HALF = every(1, 12, 24);
/** Of the other half, the altitudes have to do for the tilt of the whole block. */
const GOOD_RECEIVER = { vertical: 0.2 };

/** Faults of altitudes. */
export const ALTITUDE_FAULTS: readonly PositionFault[] = [
  {
    name: 'one altitude of 0 among 198 m',
    whole: true,
    spoil: (photos) => changePositions(photos, (at) => ({ ...at, altitude: 0 }), [0]),
    outliers: [0],
  },
  {
    name: '4 altitudes of 24 that are 30 m off',
    spoil: (photos) =>
      changePositions(photos, (at) => ({ ...at, altitude: at.altitude + 30 }), [2, 8, 13, 21]),
    outliers: [2, 8, 13, 21],
  },
  {
    name: '8 altitudes of 24 that are 0',
    spoil: (photos) => changePositions(photos, (at) => ({ ...at, altitude: 0 }), every(3, 1, 24)),
    outliers: every(3, 1, 24),
  },
  {
    name: 'every second position without altitude',
    whole: true,
    spoil: (photos) => changePositions(photos, withoutAltitude, every(2, 0, 24)),
  },
  {
    name: 'all positions without altitude',
    whole: true,
    spoil: (photos) => changePositions(photos, withoutAltitude),
    bound: { verticalMetres: Number.POSITIVE_INFINITY },
    cause: ALTITUDES,
    told: ALTITUDES,
  },
  {
    name: 'all positions without altitude, and attitudes',
    attitudes: true,
    spoil: (photos) => changePositions(photos, withoutAltitude),
    bound: { verticalMetres: Number.POSITIVE_INFINITY },
    cause: ALTITUDES,
    told: ALTITUDES,
  },
  {
    name: 'one altitude for all photos of a level flight',
    spoil: (photos) => changePositions(photos, (at) => ({ ...at, altitude: 198 })),
    bound: { verticalMetres: 60 },
  },
  {
    name: 'one altitude for all photos of a flight that follows a slope',
    plan: { slope: 0.08 },
    attitudes: true,
    spoil: (photos) => changePositions(photos, (at) => ({ ...at, altitude: 198 })),
    bound: { verticalMetres: 60 },
    cause: ALTITUDES,
  },
  {
    name: 'altitudes of one half above the ellipsoid and of the other above the sea, each said',
    noise: GOOD_RECEIVER,
    spoil: (photos) => {
      const above = changePositions(photos, (at) => ({ ...at, altitudeAbove: 'ellipsoid' }));
      return changePositions(
        above,
        (at) => ({ ...at, altitude: at.altitude - SEA_METRES, altitudeAbove: 'seaLevel' }),
        SECOND_HALF,
      );
    },
    bound: EITHER_HEIGHT,
    cause: ALTITUDES,
    told: ALTITUDES,
  },
  {
    name: 'altitudes of one half above the ellipsoid and of the other above the sea, not said',
    noise: GOOD_RECEIVER,
    whole: true,
    spoil: (photos) =>
      changePositions(photos, (at) => ({ ...at, altitude: at.altitude - SEA_METRES }), SECOND_HALF),
    bound: EITHER_HEIGHT,
    cause: ALTITUDES,
    told: ALTITUDES,
  },
];
