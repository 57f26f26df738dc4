import type { Vector3 } from '@tiepoint/scene';

/** A hash of two integers and a seed, uniform in [0, 1); unlike a table it never repeats across the scene. */
export function hash(seed: number, column: number, row: number): number {
  let mixed = Math.imul(column, 0x27d4eb2d) ^ Math.imul(row, 0x165667b1) ^ seed;
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 4294967296;
}

/** Smooth random values in [-1, 1] with one bump per unit of x and y (value noise, cubic blending). */
export function valueNoise(seed: number, x: number, y: number): number {
  // Each seed turns the lattice by its own angle, so that octaves on top of one another show no common grid.
  const turn = seed * 0.7548776662;
  const cosine = Math.cos(turn);
  const sine = Math.sin(turn);
  return latticeNoise(seed, x * cosine - y * sine, x * sine + y * cosine);
}

/** Value noise on the unturned lattice: cheaper, for stretched noise or where the grid is hidden anyway. */
export function latticeNoise(seed: number, x: number, y: number): number {
  const column = Math.floor(x);
  const row = Math.floor(y);
  const fractionX = x - column;
  const fractionY = y - row;
  const blendX = fractionX * fractionX * (3 - 2 * fractionX);
  const blendY = fractionY * fractionY * (3 - 2 * fractionY);
  const southWest = hash(seed, column, row);
  const southEast = hash(seed, column + 1, row);
  const northWest = hash(seed, column, row + 1);
  const northEast = hash(seed, column + 1, row + 1);
  const south = southWest + (southEast - southWest) * blendX;
  const north = northWest + (northEast - northWest) * blendX;
  return 2 * (south + (north - south) * blendY) - 1;
}

/** Smooth random values in [-1, 1] at a point in space (x, y, z), on the unturned lattice. */
export function spaceNoise(seed: number, [x, y, z]: Vector3): number {
  const layer = Math.floor(z);
  const fraction = z - layer;
  const blend = fraction * fraction * (3 - 2 * fraction);
  const below = latticeNoise(seed + Math.imul(layer, 0x9e3779b1), x, y);
  const above = latticeNoise(seed + Math.imul(layer + 1, 0x9e3779b1), x, y);
  return below + (above - below) * blend;
}

/** 0 below `low`, 1 above `high`, a smooth step between them. */
export function smoothstep(low: number, high: number, value: number): number {
  const t = Math.min(1, Math.max(0, (value - low) / (high - low)));
  return t * t * (3 - 2 * t);
}
