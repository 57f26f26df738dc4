import { hash, latticeNoise, smoothstep, valueNoise } from '../../random/noise.ts';
import { Random } from '../../random/random.ts';
import type { Raster } from '../raster.ts';
import type { Parcels, PlotPoint } from './parcels.ts';
import type { Plant } from './settlement.ts';

/** The relief rasters, all on one grid. */
export interface Relief {
  /** Height of the ground with crops, trees and shrubs, without buildings, metres. */
  canopy: Raster;
  /** 0 where no plant stands, else 1 + 16 x species + tint (0 to 15). */
  vegetation: Uint8Array;
}

/** Rows of a raster, `from` up to, not including, `to`. */
export interface Rows {
  from: number;
  to: number;
}

/** Height of the bare ground in metres: gentle hills with some unevenness. */
export function groundHeight(seed: number, x: number, y: number): number {
  return (
    2.9 * valueNoise(seed + 1, x / 92, y / 92) +
    1.1 * valueNoise(seed + 2, x / 37, y / 37) +
    0.12 * valueNoise(seed + 3, x / 7.3, y / 7.3)
  );
}

/** Fills some rows of the relief. */
export function raiseRelief(
  relief: Relief,
  scene: { seed: number; parcels: Parcels; plants: readonly Plant[] },
  rows: Rows,
): void {
  const { grid, values: canopy } = relief.canopy;
  const plot: PlotPoint = { use: 'meadow', id: 0, u: 0, v: 0, edge: 0 };
  for (let row = rows.from; row < rows.to; row++) {
    const y = grid.originY + row * grid.spacing;
    for (let column = 0; column < grid.columns; column++) {
      const x = grid.originX + column * grid.spacing;
      scene.parcels.locate(x, y, plot);
      canopy[row * grid.columns + column] =
        groundHeight(scene.seed, x, y) + cropHeight(scene.seed, plot, [x, y]);
    }
  }
  const south = grid.originY + rows.from * grid.spacing;
  const north = grid.originY + rows.to * grid.spacing;
  for (const [index, plant] of scene.plants.entries()) {
    const reach = plant.radius * 1.5;
    if (plant.y + reach < south || plant.y - reach > north) continue;
    const ground = groundHeight(scene.seed, plant.x, plant.y);
    growPlant(relief, plant, { seed: scene.seed + 977 * index, ground, rows });
  }
}

/** What grows or was ploughed above the bare ground, metres. */
function cropHeight(seed: number, plot: PlotPoint, [x, y]: readonly [number, number]): number {
  const inside = smoothstep(0.7, 1.3, plot.edge);
  const across = plot.id % 2 === 0 ? plot.u : plot.v;
  switch (plot.use) {
    case 'wheat': {
      const tramline = Math.abs(((across / 13) % 1) - Math.sign(across) * 0.5) * 13;
      const wheel = smoothstep(0.5, 0.25, Math.abs(tramline - 0.9));
      return inside * (0.75 - 0.6 * wheel) + 0.06 * latticeNoise(seed + 41, x * 2.1, y * 2.1);
    }
    case 'ploughed':
      return (
        inside * 0.07 * Math.sin((across * 2 * Math.PI) / 0.62) +
        0.05 * latticeNoise(seed + 42, x * 3.3, y * 3.3)
      );
    case 'maize':
      return inside * rowBump(across, 0.8) * (0.55 + 0.3 * latticeNoise(seed + 43, x * 1.7, y * 1.7));
    case 'lavender':
      return inside * rowBump(across, 1.7) * (0.65 + 0.2 * latticeNoise(seed + 44, x * 1.3, y * 1.3));
    case 'road':
    case 'farmyard':
    case 'track':
      return 0;
    default:
      return 0.07 * latticeNoise(seed + 45, x * 1.9, y * 1.9);
  }
}

/** 1 in the middle of a plant row, 0 between rows. */
export function rowBump(across: number, spacing: number): number {
  const offset = Math.abs(across / spacing - Math.round(across / spacing)) * 2;
  return 1 - smoothstep(0.35, 0.85, offset);
}

/** Raises a crown made of many leafy bumps, so that it looks like foliage from every side. */
function growPlant(
  relief: Relief,
  plant: Plant,
  { seed, ground, rows }: { seed: number; ground: number; rows: Rows },
): void {
  const random = new Random(seed);
  const { radius, height, conifer } = plant;
  const bumps = Math.round(26 + 26 * radius);
  const lean = random.between(0, 2 * Math.PI);
  for (let bump = 0; bump < bumps; bump++) {
    const distance = Math.sqrt(random.next());
    const turn = random.between(0, 2 * Math.PI);
    // Crowns are never round: they reach out a little more to one side.
    const reach = radius * (1 + 0.16 * Math.cos(2 * turn + lean) + 0.1 * Math.cos(3 * turn - lean));
    const profile = conifer ? 1 - 0.88 * distance : Math.sqrt(1 - 0.8 * distance * distance);
    const size = radius * random.between(0.16, 0.32) + 0.12;
    const top = ground + height * profile * random.between(0.86, 1.02);
    raiseBump(relief, {
      x: plant.x + distance * reach * Math.cos(turn),
      y: plant.y + distance * reach * Math.sin(turn),
      z: top - size,
      size,
      code: 1 + 16 * plant.species + Math.floor(random.next() * 16),
      rows,
      seed,
    });
  }
}

function raiseBump(
  relief: Relief,
  bump: {
    x: number;
    y: number;
    z: number;
    size: number;
    code: number;
    rows: Rows;
    seed: number;
  },
): void {
  const { vegetation } = relief;
  const { grid, values: canopy } = relief.canopy;
  const middleColumn = (bump.x - grid.originX) / grid.spacing;
  const middleRow = (bump.y - grid.originY) / grid.spacing;
  const radius = bump.size / grid.spacing;
  // One sample more than is raised belongs to the plant, so that no ground shows on its lowest sides.
  const reach = radius + 1;
  const firstRow = Math.max(bump.rows.from, Math.ceil(middleRow - reach));
  const lastRow = Math.min(bump.rows.to - 1, Math.floor(middleRow + reach));
  const firstColumn = Math.max(0, Math.ceil(middleColumn - reach));
  const lastColumn = Math.min(grid.columns - 1, Math.floor(middleColumn + reach));
  for (let row = firstRow; row <= lastRow; row++) {
    for (let column = firstColumn; column <= lastColumn; column++) {
      const squared = (column - middleColumn) ** 2 + (row - middleRow) ** 2;
      const index = row * grid.columns + column;
      const rest = radius * radius - squared;
      if (rest <= 0) {
        if (squared <= reach * reach) vegetation[index] ||= bump.code;
        continue;
      }
      const leaves = 0.14 * (hash(bump.seed, column, row) - 0.5);
      const z = bump.z + Math.sqrt(rest) * grid.spacing + leaves;
      if (z <= canopy[index]!) continue;
      canopy[index] = z;
      vegetation[index] = bump.code;
    }
  }
}
