import type { Vector3 } from '@tiepoint/scene';
import type { Paint } from '../../colour/paint.ts';
import { hash, latticeNoise, smoothstep, spaceNoise } from '../../random/noise.ts';
import type { Finish } from '../parts/part.ts';

/** The paved yard; around it grass grows. Metres. */
const PAVED = { minX: -9.9, maxX: 10, minY: -9.5, maxY: 7 };
const UNSTRETCHED = [1, 1] as const;

/** A point that is being painted; reused between points, because there are millions of them. */
export class PaintedPoint {
  seed = 0;
  /** Texture coordinates on the face, metres. */
  u = 0;
  v = 0;
  position: Vector3 = [0, 0, 0];
  /** What a pixel covers there, metres. */
  pixel = 1;

  /**
   * Bumps of a size in metres, [-1, 1]; none where they would be finer than the pixels. `salt` tells layers of bumps
   * apart, `stretch` shortens them along u and v.
   */
  grain(salt: number, size: number, [stretchU, stretchV]: readonly [number, number] = UNSTRETCHED): number {
    const strength = smoothstep(1, 2.5, size / this.pixel);
    if (strength === 0) return 0;
    return strength * latticeNoise(this.seed + salt, (this.u * stretchU) / size, (this.v * stretchV) / size);
  }
}

/**
 * Paints the colour of a finish at a point, before light falls on it. Structure finer than about two pixels is left
 * out.
 */
export function paintFinish(paint: Paint, finish: Finish, at: PaintedPoint): void {
  at.seed = finish.seed;
  paint.set(finish.colour);
  switch (finish.kind) {
    case 'brick':
      paintBrick(paint, at);
      break;
    case 'stone':
      paintStone(paint, at);
      break;
    case 'plaster':
      paintPlaster(paint, at);
      break;
    case 'planks':
      paintPlanks(paint, at);
      break;
    case 'tiles':
      paintTiles(paint, at);
      break;
    case 'glass':
      paintGlass(paint, at);
      break;
    case 'leaves':
      paintLeaves(paint, at);
      break;
    case 'bark':
      paint.scale(1 + 0.3 * at.grain(0, 0.12, [4, 1]) + 0.2 * at.grain(1, 0.03));
      break;
    case 'yard':
      paintYard(paint, at);
      break;
    case 'houses':
      paintHouses(paint, at);
      break;
    case 'paint':
      paint.scale(1 + 0.05 * at.grain(0, 0.3) + 0.05 * at.grain(1, 0.04));
  }
}

/** How much of a pixel lies beyond an edge at `distance` (negative before it): 0 to 1. */
function cover(distance: number, pixel: number): number {
  return Math.min(1, Math.max(0, 0.5 + distance / pixel));
}

function paintBrick(paint: Paint, at: PaintedPoint): void {
  const { seed, u, v, pixel } = at;
  const [width, height, joint] = [0.25, 0.08, 0.012];
  const row = Math.floor(v / height);
  const shifted = u + (row % 2 === 0 ? 0 : width / 2);
  const column = Math.floor(shifted / width);
  const tone = hash(seed + 1, column, row);
  const stain = at.grain(2, 1.3) + 0.5 * at.grain(3, 0.4);
  paint.scale(0.72 + 0.5 * tone + 0.1 * stain + 0.1 * at.grain(4, 0.05));
  const hue = hash(seed + 5, column, row);
  if (hue > 0.9) paint.mix([0.3, 0.22, 0.24], 0.6);
  else if (hue < 0.12) paint.mix([0.78, 0.58, 0.42], 0.5);
  const [inU, inV] = [shifted - column * width, v - row * height];
  const toJoint = Math.min(inU, width - inU, inV, height - inV) - joint / 2;
  const mortar = 1 - cover(toJoint, Math.max(pixel, 0.004));
  paint.mix([0.72, 0.69, 0.63], 0.85 * mortar);
}

function paintStone(paint: Paint, at: PaintedPoint): void {
  const { seed, u, v, pixel } = at;
  const height = 0.21;
  const row = Math.floor(v / height + 0.25 * latticeNoise(seed, u * 0.8, 0));
  const width = 0.28 + 0.3 * hash(seed + 1, row, 0);
  const shift = u + hash(seed + 2, row, 0);
  const column = Math.floor(shift / width);
  const tone = hash(seed + 3, column, row);
  const rough = at.grain(4, 0.09) + 0.7 * at.grain(5, 0.028);
  paint.scale(0.72 + 0.42 * tone + 0.16 * rough);
  paint.mix([0.5, 0.47, 0.36], 0.35 * smoothstep(0.5, 0.9, hash(seed + 6, column, row)));
  const inU = shift - column * width;
  const inV = (v / height + 0.25 * latticeNoise(seed, u * 0.8, 0) - row) * height;
  const joint = 1 - cover(Math.min(inU, width - inU, inV, height - inV) - 0.008, Math.max(pixel, 0.006));
  paint.mix([0.36, 0.34, 0.3], 0.8 * joint);
}

function paintPlaster(paint: Paint, at: PaintedPoint): void {
  const { v } = at;
  const patches = at.grain(0, 0.9) + 0.6 * at.grain(1, 0.33);
  const fine = at.grain(2, 0.06) + at.grain(3, 0.022);
  paint.scale(1 + 0.07 * patches + 0.055 * fine);
  const streak = at.grain(4, 0.5, [3, 0.4]);
  paint.mix([0.55, 0.5, 0.42], 0.4 * smoothstep(0.35, 0.95, streak));
  // Rain splashes dirt against the foot of a wall.
  paint.mix([0.42, 0.38, 0.32], 0.55 * smoothstep(0.55, 0, v + 0.2 * at.grain(5, 0.2)));
}

function paintPlanks(paint: Paint, at: PaintedPoint): void {
  const { seed, u, v, pixel } = at;
  const width = 0.13;
  const plank = Math.floor(u / width);
  const veins = at.grain(1, 0.35, [9, 1]) + 0.6 * at.grain(2, 0.05, [3, 1]);
  paint.scale(0.8 + 0.36 * hash(seed, plank, 0) + 0.16 * veins);
  const inU = u - plank * width;
  paint.scale(1 - 0.5 * (1 - cover(Math.min(inU, width - inU) - 0.006, Math.max(pixel, 0.006))));
  const knot = hash(seed + 3, plank, Math.floor(v / 0.4));
  const off = Math.hypot(inU - width / 2, (v / 0.4 - Math.floor(v / 0.4) - 0.5) * 0.4);
  if (knot > 0.6) paint.scale(1 - 0.45 * smoothstep(0.035, 0.01, off));
}

function paintTiles(paint: Paint, at: PaintedPoint): void {
  const { seed, u, v, pixel } = at;
  const row = Math.floor(v / 0.3);
  const column = Math.floor(u / 0.22 + 0.5 * (row % 2));
  const tone = hash(seed, column, row);
  paint.scale(0.78 + 0.4 * tone + 0.1 * at.grain(1, 0.06));
  paint.scale(1 - 0.4 * cover(v / 0.3 - row - 0.85, pixel / 0.3));
  paint.mix([0.36, 0.37, 0.22], 0.6 * smoothstep(0.2, 0.9, at.grain(2, 0.8)));
}

/** Curtains, plants and dark rooms behind a pane; no mirror images, which no reconstruction could use. */
function paintGlass(paint: Paint, { seed, u, v }: PaintedPoint): void {
  const folds = latticeNoise(seed, u * 14, v * 0.7);
  const room = latticeNoise(seed + 1, u * 2.2, v * 2.2);
  paint.scale(1 + 0.4 * room);
  if (seed % 3 !== 0) paint.mix([0.62, 0.6, 0.55], (0.5 + 0.4 * folds) * smoothstep(-0.1, 0.3, room));
}

function paintLeaves(paint: Paint, { seed, position: [x, y, z], pixel }: PaintedPoint): void {
  const size = Math.max(0.055, 2 * pixel);
  const leaf = spaceNoise(seed, [x / size, y / size, z / size]);
  const tuft = spaceNoise(seed + 1, [x * 5, y * 5, z * 5]);
  paint.scale(Math.max(0.22, 0.9 + 0.75 * leaf + 0.35 * tuft));
  paint.mix([0.62, 0.64, 0.28], 0.35 * smoothstep(0.25, 0.7, leaf));
}

/** Setts in the yard, grass around it. */
function paintYard(paint: Paint, at: PaintedPoint): void {
  const { seed, u, v, pixel } = at;
  const wear = at.grain(1, 2.4) + 0.6 * at.grain(2, 0.7);
  const fine = at.grain(3, 0.07) + 0.8 * at.grain(4, 0.025);
  if (u < PAVED.minX || u > PAVED.maxX || v < PAVED.minY || v > PAVED.maxY) {
    paint.set([0.36, 0.44, 0.22]);
    paint.scale(1 + 0.22 * wear + 0.25 * fine + 0.2 * at.grain(5, 0.25));
    paint.mix([0.56, 0.52, 0.33], 0.5 * smoothstep(0.1, 0.9, at.grain(6, 1.6)));
    return;
  }
  const side = 0.16;
  const row = Math.floor(v / side);
  const shifted = u + 0.5 * side * (row % 2) + 0.02 * hash(seed + 7, row, 0);
  const column = Math.floor(shifted / side);
  paint.scale(0.74 + 0.4 * hash(seed + 8, column, row) + 0.14 * fine + 0.12 * wear);
  paint.mix([0.5, 0.38, 0.32], 0.4 * smoothstep(0.7, 1, hash(seed + 9, column, row)));
  const [inU, inV] = [shifted - column * side, v - row * side];
  const joint = 1 - cover(Math.min(inU, side - inU, inV, side - inV) - 0.008, Math.max(pixel, 0.006));
  const moss = smoothstep(-0.1, 0.6, at.grain(10, 1.1));
  paint.mix([0.3, 0.31 + 0.06 * moss, 0.25 - 0.05 * moss], 0.75 * joint);
}

/** Far walls with rows of painted windows. */
function paintHouses(paint: Paint, at: PaintedPoint): void {
  const { u, v, pixel } = at;
  paint.scale(1 + 0.08 * at.grain(0, 1.4) + 0.05 * at.grain(1, 0.3));
  const [inU, inV] = [u / 2.6 - Math.floor(u / 2.6), v / 2.7 - Math.floor(v / 2.7)];
  const inside = Math.min(0.24 - Math.abs(inU - 0.5), 0.26 - Math.abs(inV - 0.55));
  if (v > 0 && inside > 0) paint.mix([0.88, 0.87, 0.85], cover(inside, pixel / 2.6));
  if (v > 0 && inside > 0.03) paint.set([0.2, 0.23, 0.27]);
}
