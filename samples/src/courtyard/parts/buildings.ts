import { bar, type Frame, frameBox, placeIn, post, type Shape } from '../bodies/shapes.ts';
import { buildFacade, FOOT, type OpeningColumn } from './facade.ts';
import { type Finish, type Part, partsOf } from './part.ts';

const ZINC: Finish = { kind: 'paint', colour: [0.5, 0.52, 0.52], seed: 11 };
const STONE: Finish = { kind: 'stone', colour: [0.72, 0.68, 0.6], seed: 12 };
const IRON: Finish = { kind: 'paint', colour: [0.17, 0.18, 0.2], seed: 13 };

/** The brick house on the north side: two storeys, its face at y = 7. */
const HOUSE: Frame = { x: -10, y: 7, angle: 0 };
const HOUSE_LENGTH = 20.4;
const EAVES = 6.4;
const DOOR_COLUMN = 2;
/** The low plastered wing on the east side, its face at x = 10. */
const WING: Frame = { x: 10, y: 7, angle: -Math.PI / 2 };
const WING_LENGTH = 15;
const WING_HEIGHT = 3.5;

/** The brick house with its roof, gutter, band of stone, and the stairs to its door. */
export function buildHouse(seed: number): Part[] {
  const columns = [1.2, 4.4, 7.6, 10.8, 14, 17.2].map((from, index): OpeningColumn => {
    const door = index === DOOR_COLUMN;
    return {
      u: [from, from + 1.25],
      openings: [
        door ? { z: [0.36, 2.6], kind: 'door' } : { z: [1, 2.6], kind: 'window' },
        { z: [4.05, 5.55], kind: 'window' },
      ],
    };
  });
  const wall = { frame: HOUSE, length: HOUSE_LENGTH, height: EAVES, thickness: 0.4, columns };
  return [
    ...buildFacade(wall, { kind: 'brick', colour: [0.62, 0.34, 0.26], seed }),
    ...partsOf(STONE, [
      frameBox(HOUSE, { u: [0, HOUSE_LENGTH], w: [-0.1, 0.06], z: [3.15, 3.37] }),
      frameBox(HOUSE, { u: [0, 7.5], w: [-0.1, 0.04], z: [FOOT, 0.5] }),
      frameBox(HOUSE, { u: [8.95, HOUSE_LENGTH], w: [-0.1, 0.04], z: [FOOT, 0.5] }),
      frameBox(HOUSE, { u: [7.1, 9.35], w: [-0.3, 1.5], z: [FOOT, 0.18] }),
      frameBox(HOUSE, { u: [7.3, 9.15], w: [-0.3, 1.1], z: [FOOT, 0.36] }),
    ]),
    ...partsOf({ kind: 'tiles', colour: [0.55, 0.29, 0.22], seed: seed + 1 }, [roofSlab()]),
    ...partsOf(ZINC, [
      bar(
        placeIn(HOUSE, [-0.2, 0.62, EAVES - 0.12]),
        placeIn(HOUSE, [HOUSE_LENGTH, 0.62, EAVES - 0.12]),
        0.075,
      ),
      post(placeIn(HOUSE, [3.4, 0.11, FOOT]), 0.05, EAVES + 0.9),
      post(placeIn(HOUSE, [16.2, 0.11, FOOT]), 0.05, EAVES + 0.9),
    ]),
    ...partsOf(IRON, stairRailing()),
  ];
}

/** The plastered wing with a gate, a door, two windows and a parapet. */
export function buildWing(seed: number): Part[] {
  const columns: OpeningColumn[] = [
    { u: [1, 2.3], openings: [{ z: [0.95, 2.3], kind: 'window' }] },
    { u: [3.4, 4.5], openings: [{ z: [0, 2.2], kind: 'door' }] },
    { u: [5.6, 8.4], openings: [{ z: [0, 2.5], kind: 'gate' }] },
    { u: [10, 11.4], openings: [{ z: [0.95, 2.3], kind: 'window' }] },
  ];
  const wall = { frame: WING, length: WING_LENGTH, height: WING_HEIGHT, thickness: 0.35, columns };
  return [
    ...buildFacade(wall, { kind: 'plaster', colour: [0.86, 0.78, 0.6], seed }),
    ...partsOf(STONE, [
      frameBox(WING, { u: [0, WING_LENGTH], w: [-0.42, 0.08], z: [WING_HEIGHT - 0.02, WING_HEIGHT + 0.1] }),
    ]),
    ...partsOf(ZINC, [frameBox(WING, { u: [0, WING_LENGTH], w: [-7, -0.3], z: [2.9, 3.1] })]),
  ];
}

/** The front half of the roof, rising by two thirds of what it goes back. */
function roofSlab(): Shape {
  const slope = Math.atan(2 / 3);
  const [cosine, sine] = [Math.cos(slope), Math.sin(slope)];
  const [halfDepth, halfThickness] = [3.2, 0.08];
  return {
    kind: 'box',
    centre: [
      HOUSE.x + HOUSE_LENGTH / 2,
      HOUSE.y - 0.6 + halfDepth * cosine,
      EAVES - 0.08 + halfDepth * sine + halfThickness,
    ],
    half: [HOUSE_LENGTH / 2 + 0.3, halfThickness, halfDepth],
    axes: [1, 0, 0, 0, -sine, cosine, 0, cosine, sine],
  };
}

/** Thin round bars on both sides of the stairs. */
function stairRailing(): Shape[] {
  return [7.38, 9.07].flatMap((u) => [
    bar(placeIn(HOUSE, [u, 0.05, 1.3]), placeIn(HOUSE, [u, 1.05, 1.3]), 0.025),
    ...[0.15, 0.36, 0.57, 0.78, 1].map((w) => post(placeIn(HOUSE, [u, w, 0.3]), 0.016, 1)),
  ]);
}
