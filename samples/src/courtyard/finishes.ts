import type { Vector3 } from '@tiepoint/scene';
import { mixPaint, type Paint, scalePaint, setPaint } from '../landscape/paint.ts';
import { hash, latticeNoise, smoothstep, spaceNoise } from '../noise.ts';
import type { Spot } from './body.ts';
import type { Finish } from './part.ts';

/** The paved yard; around it grass grows. Metres. */
const PAVED = { minX: -9.9, maxX: 10, minY: -9.5, maxY: 7 };

/**
 * Paints the colour of a finish at a place, before light falls on it. Structure finer than about two pixels is
 * left out: `pixel` is what one covers there, metres.
 */
export function paintFinish(finish: Finish, spot: Spot, place: Vector3, pixel: number, paint: Paint): void {
  const { colour, seed } = finish;
  const { u, v } = spot;
  setPaint(paint, colour[0], colour[1], colour[2]);
  switch (finish.kind) {
    case 'brick':
      paintBrick(seed, u, v, pixel, paint);
      break;
    case 'stone':
      paintStone(seed, u, v, pixel, paint);
      break;
    case 'plaster':
      paintPlaster(seed, u, v, pixel, paint);
      break;
    case 'planks':
      paintPlanks(seed, u, v, pixel, paint);
      break;
    case 'tiles':
      paintTiles(seed, u, v, pixel, paint);
      break;
    case 'glass':
      paintGlass(seed, u, v, paint);
      break;
    case 'leaves':
      paintLeaves(seed, place, pixel, paint);
      break;
    case 'bark':
      scalePaint(
        paint,
        1 + 0.3 * grain(seed, u * 4, v, 0.12, pixel) + 0.2 * grain(seed + 1, u, v, 0.03, pixel),
      );
      break;
    case 'yard':
      paintYard(seed, u, v, pixel, paint);
      break;
    case 'houses':
      paintHouses(seed, u, v, pixel, paint);
      break;
    case 'paint':
      scalePaint(paint, 1 + 0.05 * grain(seed, u, v, 0.3, pixel) + 0.05 * grain(seed + 1, u, v, 0.04, pixel));
  }
}

/** Bumps of a size in metres, [-1, 1]; none where they would be finer than the pixels. */
function grain(seed: number, u: number, v: number, size: number, pixel: number): number {
  const strength = smoothstep(1, 2.5, size / pixel);
  return strength === 0 ? 0 : strength * latticeNoise(seed, u / size, v / size);
}

/** How much of a pixel lies beyond an edge at `distance` (negative before it): 0 to 1. */
function cover(distance: number, pixel: number): number {
  return Math.min(1, Math.max(0, 0.5 + distance / pixel));
}

function paintBrick(seed: number, u: number, v: number, pixel: number, paint: Paint): void {
  const [width, height, joint] = [0.25, 0.08, 0.012];
  const row = Math.floor(v / height);
  const shifted = u + (row % 2 === 0 ? 0 : width / 2);
  const column = Math.floor(shifted / width);
  const tone = hash(seed + 1, column, row);
  const stain = grain(seed + 2, u, v, 1.3, pixel) + 0.5 * grain(seed + 3, u, v, 0.4, pixel);
  scalePaint(paint, 0.72 + 0.5 * tone + 0.1 * stain + 0.1 * grain(seed + 4, u, v, 0.05, pixel));
  const hue = hash(seed + 5, column, row);
  if (hue > 0.9) mixPaint(paint, 0.3, 0.22, 0.24, 0.6);
  else if (hue < 0.12) mixPaint(paint, 0.78, 0.58, 0.42, 0.5);
  const [inU, inV] = [shifted - column * width, v - row * height];
  const toJoint = Math.min(inU, width - inU, inV, height - inV) - joint / 2;
  const mortar = 1 - cover(toJoint, Math.max(pixel, 0.004));
  mixPaint(paint, 0.72, 0.69, 0.63, 0.85 * mortar);
}

function paintStone(seed: number, u: number, v: number, pixel: number, paint: Paint): void {
  const height = 0.21;
  const row = Math.floor(v / height + 0.25 * latticeNoise(seed, u * 0.8, 0));
  const width = 0.28 + 0.3 * hash(seed + 1, row, 0);
  const shift = u + hash(seed + 2, row, 0);
  const column = Math.floor(shift / width);
  const tone = hash(seed + 3, column, row);
  const rough = grain(seed + 4, u, v, 0.09, pixel) + 0.7 * grain(seed + 5, u, v, 0.028, pixel);
  scalePaint(paint, 0.72 + 0.42 * tone + 0.16 * rough);
  mixPaint(paint, 0.5, 0.47, 0.36, 0.35 * smoothstep(0.5, 0.9, hash(seed + 6, column, row)));
  const inU = shift - column * width;
  const inV = (v / height + 0.25 * latticeNoise(seed, u * 0.8, 0) - row) * height;
  const joint = 1 - cover(Math.min(inU, width - inU, inV, height - inV) - 0.008, Math.max(pixel, 0.006));
  mixPaint(paint, 0.36, 0.34, 0.3, 0.8 * joint);
}

function paintPlaster(seed: number, u: number, v: number, pixel: number, paint: Paint): void {
  const patches = grain(seed, u, v, 0.9, pixel) + 0.6 * grain(seed + 1, u, v, 0.33, pixel);
  const fine = grain(seed + 2, u, v, 0.06, pixel) + grain(seed + 3, u, v, 0.022, pixel);
  scalePaint(paint, 1 + 0.07 * patches + 0.055 * fine);
  const streak = grain(seed + 4, u * 3, v * 0.4, 0.5, pixel);
  mixPaint(paint, 0.55, 0.5, 0.42, 0.4 * smoothstep(0.35, 0.95, streak));
  // Rain splashes dirt against the foot of a wall.
  mixPaint(paint, 0.42, 0.38, 0.32, 0.55 * smoothstep(0.55, 0, v + 0.2 * grain(seed + 5, u, v, 0.2, pixel)));
}

function paintPlanks(seed: number, u: number, v: number, pixel: number, paint: Paint): void {
  const width = 0.13;
  const plank = Math.floor(u / width);
  const veins = grain(seed + 1, u * 9, v, 0.35, pixel) + 0.6 * grain(seed + 2, u * 3, v, 0.05, pixel);
  scalePaint(paint, 0.8 + 0.36 * hash(seed, plank, 0) + 0.16 * veins);
  const inU = u - plank * width;
  scalePaint(paint, 1 - 0.5 * (1 - cover(Math.min(inU, width - inU) - 0.006, Math.max(pixel, 0.006))));
  const knot = hash(seed + 3, plank, Math.floor(v / 0.4));
  const off = Math.hypot(inU - width / 2, (v / 0.4 - Math.floor(v / 0.4) - 0.5) * 0.4);
  if (knot > 0.6) scalePaint(paint, 1 - 0.45 * smoothstep(0.035, 0.01, off));
}

function paintTiles(seed: number, u: number, v: number, pixel: number, paint: Paint): void {
  const row = Math.floor(v / 0.3);
  const column = Math.floor(u / 0.22 + 0.5 * (row % 2));
  const tone = hash(seed, column, row);
  scalePaint(paint, 0.78 + 0.4 * tone + 0.1 * grain(seed + 1, u, v, 0.06, pixel));
  scalePaint(paint, 1 - 0.4 * cover(v / 0.3 - row - 0.85, pixel / 0.3));
  mixPaint(paint, 0.36, 0.37, 0.22, 0.6 * smoothstep(0.2, 0.9, grain(seed + 2, u, v, 0.8, pixel)));
}

/** Curtains, plants and dark rooms behind a pane; no mirror images, which no reconstruction could use. */
function paintGlass(seed: number, u: number, v: number, paint: Paint): void {
  const folds = latticeNoise(seed, u * 14, v * 0.7);
  const room = latticeNoise(seed + 1, u * 2.2, v * 2.2);
  scalePaint(paint, 1 + 0.4 * room);
  if (seed % 3 !== 0) mixPaint(paint, 0.62, 0.6, 0.55, (0.5 + 0.4 * folds) * smoothstep(-0.1, 0.3, room));
}

function paintLeaves(seed: number, [x, y, z]: Vector3, pixel: number, paint: Paint): void {
  const size = Math.max(0.055, 2 * pixel);
  const leaf = spaceNoise(seed, x / size, y / size, z / size);
  const tuft = spaceNoise(seed + 1, x * 5, y * 5, z * 5);
  scalePaint(paint, Math.max(0.22, 0.9 + 0.75 * leaf + 0.35 * tuft));
  mixPaint(paint, 0.62, 0.64, 0.28, 0.35 * smoothstep(0.25, 0.7, leaf));
}

/** Setts in the yard, grass around it. */
function paintYard(seed: number, u: number, v: number, pixel: number, paint: Paint): void {
  const wear = grain(seed + 1, u, v, 2.4, pixel) + 0.6 * grain(seed + 2, u, v, 0.7, pixel);
  const fine = grain(seed + 3, u, v, 0.07, pixel) + 0.8 * grain(seed + 4, u, v, 0.025, pixel);
  if (u < PAVED.minX || u > PAVED.maxX || v < PAVED.minY || v > PAVED.maxY) {
    setPaint(paint, 0.36, 0.44, 0.22);
    scalePaint(paint, 1 + 0.22 * wear + 0.25 * fine + 0.2 * grain(seed + 5, u, v, 0.25, pixel));
    mixPaint(paint, 0.56, 0.52, 0.33, 0.5 * smoothstep(0.1, 0.9, grain(seed + 6, u, v, 1.6, pixel)));
    return;
  }
  const side = 0.16;
  const row = Math.floor(v / side);
  const shifted = u + 0.5 * side * (row % 2) + 0.02 * hash(seed + 7, row, 0);
  const column = Math.floor(shifted / side);
  scalePaint(paint, 0.74 + 0.4 * hash(seed + 8, column, row) + 0.14 * fine + 0.12 * wear);
  mixPaint(paint, 0.5, 0.38, 0.32, 0.4 * smoothstep(0.7, 1, hash(seed + 9, column, row)));
  const [inU, inV] = [shifted - column * side, v - row * side];
  const joint = 1 - cover(Math.min(inU, side - inU, inV, side - inV) - 0.008, Math.max(pixel, 0.006));
  const moss = smoothstep(-0.1, 0.6, grain(seed + 10, u, v, 1.1, pixel));
  mixPaint(paint, 0.3, 0.31 + 0.06 * moss, 0.25 - 0.05 * moss, 0.75 * joint);
}

/** Far walls with rows of painted windows. */
function paintHouses(seed: number, u: number, v: number, pixel: number, paint: Paint): void {
  scalePaint(paint, 1 + 0.08 * grain(seed, u, v, 1.4, pixel) + 0.05 * grain(seed + 1, u, v, 0.3, pixel));
  const [inU, inV] = [u / 2.6 - Math.floor(u / 2.6), v / 2.7 - Math.floor(v / 2.7)];
  const inside = Math.min(0.24 - Math.abs(inU - 0.5), 0.26 - Math.abs(inV - 0.55));
  if (v > 0 && inside > 0) mixPaint(paint, 0.88, 0.87, 0.85, cover(inside, pixel / 2.6));
  if (v > 0 && inside > 0.03) setPaint(paint, 0.2, 0.23, 0.27);
}
