import type { Colour } from '../../colour/paint.ts';
import type { Random } from '../../random/random.ts';
import {
  column,
  type Finish,
  gabledRoof,
  gabledWalls,
  type Placement,
  type SideAndTop,
  type Solid,
  taper,
} from './solids.ts';

const ROOF_TILES: readonly Colour[] = [
  [0.66, 0.33, 0.22],
  [0.6, 0.28, 0.2],
  [0.72, 0.42, 0.28],
  [0.47, 0.3, 0.25],
  [0.4, 0.38, 0.38],
  [0.54, 0.36, 0.28],
];
const PLASTER: readonly Colour[] = [
  [0.93, 0.9, 0.83],
  [0.95, 0.94, 0.91],
  [0.9, 0.8, 0.62],
  [0.82, 0.77, 0.7],
  [0.86, 0.7, 0.6],
];
const CAR_PAINT: readonly Colour[] = [
  [0.85, 0.86, 0.87],
  [0.5, 0.13, 0.12],
  [0.19, 0.28, 0.45],
  [0.2, 0.21, 0.22],
  [0.55, 0.57, 0.6],
  [0.24, 0.34, 0.3],
  [0.75, 0.64, 0.28],
];
/** Walls go this far into the ground, so that no slope shows a gap. */
const FOOT = 1.6;

/** A dwelling with a tiled gabled roof, a chimney, sometimes dormers or solar panels. */
export function buildHouse(place: Placement, halfU: number, random: Random): Solid[] {
  const halfV = random.between(4, 4.7);
  const floors = random.chance(0.55) ? 2 : 1;
  const eaves = floors * 2.7 + 0.3;
  const rise = halfV * random.between(0.6, 0.85);
  const seed = Math.floor(random.next() * 1e6);
  const plaster = random.pick(PLASTER);
  const wall: Finish = { kind: 'plaster', colour: plaster, seed, floors, foot: FOOT };
  const tiles: Finish = { kind: 'tiles', colour: random.pick(ROOF_TILES), seed };
  const verge: Finish = { kind: 'boards', colour: [0.5, 0.38, 0.28], seed };
  const size = { halfU, halfV, foot: -FOOT, eaves, rise, overhang: 0.45 };
  const solids = [gabledWalls(place, size, wall), gabledRoof(place, size, { finish: tiles, gable: verge })];

  const chimneyU = random.between(-0.5, 0.5) * halfU;
  const brick: Finish = { kind: 'tiles', colour: [0.55, 0.33, 0.27], seed };
  const soot: Finish = { kind: 'paint', colour: [0.16, 0.15, 0.15], seed };
  const ridge = eaves + rise;
  const chimney = { ...along(place, chimneyU, halfV * 0.25), z: place.z };
  const shaft = { halfU: 0.38, halfV: 0.32, low: ridge - 1.4, high: ridge + 0.75 };
  solids.push(box(chimney, shaft, { side: brick, top: soot }));

  const roof = { ridge, slope: rise / halfV };
  if (random.chance(0.35)) {
    const glass: Finish = { kind: 'solar', colour: [0.1, 0.13, 0.25], seed };
    const panel = { u: halfU * 0.2, v: -halfV * 0.5, halfU: halfU * 0.5, halfV: 1.5, finish: glass };
    solids.push(panelOnRoof(place, roof, panel));
  }
  if (random.chance(0.6)) {
    const light: Finish = { kind: 'glass', colour: [0.25, 0.32, 0.38], seed };
    for (const u of [-0.55, -0.2]) {
      const window = { u: u * halfU, v: halfV * 0.55, halfU: 0.42, halfV: 0.6, finish: light };
      solids.push(panelOnRoof(place, roof, window));
    }
  }
  return solids;
}

/** A small flat-roofed garage. */
export function buildGarage(place: Placement, random: Random): Solid[] {
  const seed = Math.floor(random.next() * 1e6);
  const wall: Finish = { kind: 'plaster', colour: random.pick(PLASTER), seed, floors: 0, foot: FOOT };
  const rim: Finish = { kind: 'paint', colour: [0.46, 0.46, 0.47], seed };
  const gravel: Finish = {
    kind: 'gravel',
    colour: random.chance(0.4) ? [0.5, 0.55, 0.35] : [0.62, 0.6, 0.57],
    seed,
  };
  return [
    box(place, { halfU: 2, halfV: 2.9, low: -FOOT, high: 2.5 }, { side: wall, top: rim }),
    box(place, { halfU: 2.15, halfV: 3.05, low: 2.5, high: 2.72 }, { side: rim, top: gravel }),
  ];
}

/** A barn or stable: boarded walls and a sheet-metal or tiled roof. */
export function buildBarn(
  place: Placement,
  size: { halfU: number; halfV: number; eaves: number },
  random: Random,
): Solid[] {
  const seed = Math.floor(random.next() * 1e6);
  const wall: Finish = { kind: 'barn', colour: [0.45, 0.31, 0.22], seed, floors: 1, foot: FOOT };
  const roof: Finish = random.chance(0.5)
    ? { kind: 'sheet', colour: [0.55, 0.57, 0.58], seed }
    : { kind: 'tiles', colour: [0.5, 0.29, 0.22], seed };
  const verge: Finish = { kind: 'boards', colour: [0.36, 0.25, 0.18], seed };
  const full = { ...size, foot: -FOOT, rise: size.halfV * 0.55, overhang: 0.6 };
  return [gabledWalls(place, full, wall), gabledRoof(place, full, { finish: roof, gable: verge })];
}

/** A steel silo. */
export function buildSilo(place: Placement, random: Random): Solid[] {
  const seed = Math.floor(random.next() * 1e6);
  const steel: Finish = { kind: 'sheet', colour: [0.66, 0.68, 0.68], seed };
  return [
    column({ ...place, z: place.z - FOOT }, { radius: 2, height: FOOT + 7.5 }, { side: steel, top: steel }),
  ];
}

/** A car that heads along u. */
export function buildCar(place: Placement, random: Random): Solid[] {
  const seed = Math.floor(random.next() * 1e6);
  const paint: Finish = { kind: 'paint', colour: random.pick(CAR_PAINT), seed };
  const glass: Finish = { kind: 'glass', colour: [0.12, 0.14, 0.16], seed };
  return [
    taper(
      place,
      { low: { halfU: 2.15, halfV: 0.88, z: 0.2 }, high: { halfU: 2.05, halfV: 0.84, z: 0.85 } },
      { side: paint, top: paint },
    ),
    taper(
      place,
      {
        low: { u: -0.25, halfU: 1.45, halfV: 0.8, z: 0.85 },
        high: { u: -0.35, halfU: 0.85, halfV: 0.62, z: 1.42 },
      },
      { side: glass, top: paint },
    ),
  ];
}

function box(
  place: Placement,
  { halfU, halfV, low, high }: { halfU: number; halfV: number; low: number; high: number },
  finishes: SideAndTop,
): Solid {
  const levels = { low: { halfU, halfV, z: low }, high: { halfU, halfV, z: high } };
  return taper(place, levels, finishes);
}

/** A thin plate lying on a roof slope: a wedge whose upper face is parallel to the slope. */
function panelOnRoof(
  place: Placement,
  { ridge, slope }: { ridge: number; slope: number },
  panel: { u: number; v: number; halfU: number; halfV: number; finish: Finish },
): Solid {
  const { finish } = panel;
  const lift = 0.3;
  const heightAt = (v: number) => place.z + ridge + lift - Math.abs(v) * slope;
  const corner = (signU: number, signV: number, drop: number) => {
    const v = panel.v + signV * panel.halfV;
    const spot = along(place, panel.u + signU * panel.halfU, v);
    return [spot.x, spot.y, heightAt(v) - drop] as const;
  };
  const ring = (drop: number) => [
    corner(-1, -1, drop),
    corner(1, -1, drop),
    corner(1, 1, drop),
    corner(-1, 1, drop),
  ];
  const [low, high] = [ring(0.4), ring(0)];
  const frame: Finish = { kind: 'paint', colour: [0.3, 0.3, 0.31], seed: finish.seed };
  const sides = [0, 1, 2, 3].map((index) => {
    const next = (index + 1) % 4;
    return {
      corners: [low[index], low[next], high[next], high[index]].filter((point) => point !== undefined),
      finish: frame,
    };
  });
  return { faces: [...sides, { corners: high, finish }, { corners: [...low].reverse(), finish: frame }] };
}

function along(place: Placement, u: number, v: number): Placement {
  const cosine = Math.cos(place.angle);
  const sine = Math.sin(place.angle);
  return { ...place, x: place.x + u * cosine - v * sine, y: place.y + u * sine + v * cosine };
}
