import type { Vector3 } from '@tiepoint/scene';
import type { Random } from '../../random/random.ts';
import { bar, type Frame, frameBox, post, type Shape } from '../bodies/shapes.ts';
import { FOOT } from './facade.ts';
import { type Finish, type Part, partsOf } from './part.ts';

const IRON: Finish = { kind: 'paint', colour: [0.16, 0.19, 0.19], seed: 21 };
const WOOD: Finish = { kind: 'planks', colour: [0.6, 0.47, 0.33], seed: 22 };
const OLD_WOOD: Finish = { kind: 'planks', colour: [0.52, 0.5, 0.46], seed: 23 };
const BARK: Finish = { kind: 'bark', colour: [0.34, 0.28, 0.23], seed: 24 };
const LAMP_GLASS: Finish = { kind: 'paint', colour: [0.93, 0.91, 0.82], seed: 25 };
const RED: Finish = { kind: 'paint', colour: [0.7, 0.16, 0.12], seed: 26 };
const CLAY: Finish = { kind: 'plaster', colour: [0.66, 0.4, 0.28], seed: 27 };

/** A free-standing wall of rubble in front of the house, capped with slabs. */
export function buildGardenWall(seed: number): Part[] {
  const frame: Frame = { x: -9, y: 3.6, angle: 0.06 };
  return [
    ...partsOf({ kind: 'stone', colour: [0.62, 0.58, 0.5], seed }, [
      frameBox(frame, { u: [0, 4.8], w: [-0.4, 0], z: [FOOT, 1.55] }),
    ]),
    ...partsOf({ kind: 'stone', colour: [0.78, 0.75, 0.69], seed: seed + 1 }, [
      frameBox(frame, { u: [-0.06, 4.86], w: [-0.46, 0.06], z: [1.52, 1.64] }),
    ]),
  ];
}

/** A fence of pales on two rails along the west side, with gaps between the pales. */
export function buildFence(random: Random): Part[] {
  const frame: Frame = { x: -9.75, y: -4.6, angle: Math.PI / 2 };
  const length = 11.3;
  const shapes: Shape[] = [0.35, 0.95].map((z) =>
    frameBox(frame, { u: [0, length], w: [-0.05, 0], z: [z, z + 0.08] }),
  );
  for (let u = 0.05; u < length; u += 0.18) {
    shapes.push(
      frameBox(frame, { u: [u, u + 0.095], w: [0, 0.025], z: [0.06, 1.2 + random.between(-0.03, 0.05)] }),
    );
  }
  for (let u = 0; u < length; u += 2.2) {
    shapes.push(frameBox(frame, { u: [u - 0.06, u + 0.06], w: [-0.17, -0.05], z: [FOOT, 1.3] }));
  }
  return partsOf(OLD_WOOD, shapes);
}

/** A tree in front of the house: a trunk, a few limbs, and a crown of balls of leaves. */
export function buildTree(random: Random): Part[] {
  const foot: Vector3 = [3.3 + random.between(-0.3, 0.3), 3.2 + random.between(-0.2, 0.2), FOOT];
  const fork: Vector3 = [foot[0] + 0.08, foot[1], 2];
  const balls: Shape[] = [];
  const limbs: Shape[] = [bar(foot, fork, 0.15)];
  for (let index = 0; index < 44; index++) {
    const turn = index * 2.39996 + random.between(-0.2, 0.2);
    const rise = 2 * ((index + 0.5) / 44) - 1;
    const out = Math.sqrt(1 - rise * rise) * random.between(0.75, 1.1);
    const centre: Vector3 = [
      fork[0] + 1.3 * out * Math.cos(turn),
      fork[1] + 1.15 * out * Math.sin(turn),
      3.35 + 1.15 * rise,
    ];
    balls.push({ kind: 'sphere', centre, radius: random.between(0.3, 0.52) });
    if (index % 6 === 1) limbs.push(bar([fork[0], fork[1], 1.9], centre, 0.05));
  }
  const leaves: Finish = { kind: 'leaves', colour: [0.3, 0.43, 0.17], seed: 28 };
  return [...partsOf(BARK, limbs), ...partsOf(leaves, balls)];
}

/** A street lamp with a round glass, and a row of bollards with a bar through them. */
export function buildIronwork(): Part[] {
  const foot: Vector3 = [-3.1, 0.6, FOOT];
  const top: Vector3 = [foot[0], foot[1], 3.5];
  const lamp = [
    post(foot, 0.055, 4.5),
    post(foot, 0.1, 1.7),
    bar(top, [top[0] + 0.7, top[1], 3.62], 0.03),
    post([top[0] + 0.7, top[1], 3.36], 0.02, 0.3),
  ];
  const bollards = [5.2, 6.4, 7.6, 8.8].map((x) => post([x, 0.4, FOOT], 0.06, 1.95));
  const chain = [0.45, 0.8].map((z) => bar([5.2, 0.4, z], [8.8, 0.4, z], 0.02));
  return [
    ...partsOf(IRON, [...lamp, ...bollards, ...chain]),
    ...partsOf(LAMP_GLASS, [{ kind: 'sphere', centre: [top[0] + 0.7, top[1], 3.26], radius: 0.19 }]),
    ...partsOf(
      RED,
      [5.2, 6.4, 7.6, 8.8].map((x) => post([x, 0.4, 0.8], 0.065, 0.09)),
    ),
  ];
}

/** Crates on and beside one another, at odd angles. */
export function buildCrates(random: Random): Part[] {
  const crates: Part[] = [
    [0.1, 2.2, 0, 0.55, 1.05],
    [0.15, 2.15, 1.05, 0.36, 0.68],
    [1.05, 1.3, 0, 0.4, 0.75],
  ].flatMap(([x = 0, y = 0, z = 0, half = 0, height = 0]) => {
    const frame: Frame = { x, y, z, angle: random.between(-0.5, 0.5) };
    return [
      ...partsOf({ ...WOOD, seed: Math.floor(1e6 * random.next()) }, [
        frameBox(frame, { u: [-half, half], w: [-half, half], z: [z === 0 ? FOOT : -0.01, height] }),
      ]),
      ...partsOf(OLD_WOOD, crateEdges(frame, half, height)),
    ];
  });
  return crates;
}

/** A bench of slats before the house, and two pots with round shrubs beside its stairs. */
export function buildBench(): Part[] {
  const frame: Frame = { x: 6.6, y: 5.9, angle: 0.04 };
  const legs = [0.15, 1.65].flatMap((u) => [
    frameBox(frame, { u: [u, u + 0.06], w: [0, 0.06], z: [FOOT, 0.92] }),
    frameBox(frame, { u: [u, u + 0.06], w: [0.42, 0.48], z: [FOOT, 0.43] }),
    frameBox(frame, { u: [u, u + 0.06], w: [0, 0.48], z: [0.37, 0.43] }),
  ]);
  const seat = [0.08, 0.19, 0.3, 0.41].map((w) =>
    frameBox(frame, { u: [0, 1.86], w: [w, w + 0.085], z: [0.43, 0.465] }),
  );
  const back = [0.58, 0.7, 0.82].map((z) =>
    frameBox(frame, { u: [0, 1.86], w: [0.06, 0.09], z: [z, z + 0.085] }),
  );
  const pots = [-3.3, -0.4].map((x): Vector3 => [x, 5.9, FOOT]);
  const leaves: Finish = { kind: 'leaves', colour: [0.24, 0.38, 0.2], seed: 29 };
  return [
    ...partsOf(IRON, legs),
    ...partsOf(WOOD, [...seat, ...back]),
    ...partsOf(
      CLAY,
      pots.map((foot) => post(foot, 0.3, 1.5)),
    ),
    ...partsOf(
      leaves,
      pots.map(([x, y]) => ({ kind: 'sphere', centre: [x, y, 0.85], radius: 0.46 })),
    ),
  ];
}

/** Battens along the edges of a crate. */
function crateEdges(frame: Frame, half: number, height: number): Shape[] {
  const [out, width] = [half + 0.02, 0.09];
  const corners = [-1, 1].flatMap((u) => [-1, 1].map((w) => [u, w] as const));
  const upright = corners.map(([u, w]) =>
    frameBox(frame, {
      u: u < 0 ? [-out, -out + width] : [out - width, out],
      w: w < 0 ? [-out, -out + width] : [out - width, out],
      z: [0, height],
    }),
  );
  const rims = [0.02, height - width].map((z) =>
    frameBox(frame, { u: [-out, out], w: [-out, out], z: [z, z + width] }),
  );
  return [...upright, ...rims];
}
