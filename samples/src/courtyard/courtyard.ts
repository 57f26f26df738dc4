import { Random } from '../random/random.ts';
import type { Extent } from './bodies/body.ts';
import { type Frame, frameBox, type Shape } from './bodies/shapes.ts';
import { buildHouse, buildWing } from './parts/buildings.ts';
import { FOOT } from './parts/facade.ts';
import {
  buildBench,
  buildCrates,
  buildFence,
  buildGardenWall,
  buildIronwork,
  buildTree,
} from './parts/furniture.ts';
import { type Finish, type Part, partsOf } from './parts/part.ts';

/** The volume in which reconstructions are compared: the yard with its two facades, metres. */
export const VOLUME: Extent = { min: [-10, -4.5, -0.4], max: [10.4, 7.5, 7] };

const GROUND: Finish = { kind: 'yard', colour: [0.6, 0.57, 0.52], seed: 31 };
const FAR_TREES: Finish = { kind: 'leaves', colour: [0.27, 0.37, 0.2], seed: 32 };

/** Plans the courtyard: a brick house, a plastered wing, what stands between them, and what is seen beyond. */
export function planCourtyard(seed: number): Part[] {
  const random = new Random(seed ^ 0x0c0a47);
  return [
    { shape: { kind: 'ground' }, finish: { ...GROUND, seed } },
    ...buildHouse(seed + 100),
    ...buildWing(seed + 200),
    ...buildGardenWall(seed + 300),
    ...buildFence(random),
    ...buildTree(random),
    ...buildIronwork(),
    ...buildCrates(random),
    ...buildBench(),
    ...buildSurroundings(random),
  ];
}

/** Houses and trees in the background, outside of the compared volume. */
function buildSurroundings(random: Random): Part[] {
  const houses = [
    [-30, 2, 0.2],
    [-27, 20, -0.3],
    [-24, -18, 0.5],
    [-44, -6, 0.1],
    [34, -24, 0.4],
    [38, -2, 0],
  ].flatMap(([x = 0, y = 0, angle = 0]) => {
    const frame: Frame = { x, y, angle };
    const height = random.between(5, 8);
    const colour = random.pick([
      [0.8, 0.74, 0.64],
      [0.72, 0.55, 0.45],
      [0.85, 0.83, 0.78],
    ] as const);
    const seed = Math.floor(1e6 * random.next());
    return [
      ...partsOf({ kind: 'houses', colour, seed }, [
        frameBox(frame, { u: [-6, 6], w: [-4.5, 4.5], z: [FOOT, height] }),
      ]),
      ...partsOf({ kind: 'tiles', colour: [0.5, 0.3, 0.24], seed }, [
        frameBox(frame, { u: [-6.4, 6.4], w: [-4.9, 4.9], z: [height, height + 0.4] }),
      ]),
    ];
  });
  const crowns = Array.from({ length: 26 }, (): Shape => {
    const turn = random.between(0.7 * Math.PI, 2.1 * Math.PI);
    const away = random.between(22, 48);
    const radius = random.between(1.4, 3.2);
    return { kind: 'sphere', centre: [away * Math.cos(turn), away * Math.sin(turn), radius * 0.9], radius };
  });
  return [...houses, ...partsOf(FAR_TREES, crowns)];
}
