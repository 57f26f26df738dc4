import type { Vector3 } from '@tiepoint/scene';
import { type Grid, sampleGrid } from './grid.ts';

/** Unit vector toward the sun: an afternoon in the south-west, 44 degrees high, so that shadows stay short. */
export const SUN: Vector3 = [-0.481, -0.535, 0.695];
/** Linear light of the sun on a face turned to it, and of the open sky; flat sunlit ground gets about 1. */
const SUNLIGHT: Vector3 = [1.07, 1.0, 0.88];
const SKYLIGHT: Vector3 = [0.28, 0.33, 0.42];
/** Scale of the sunlight such that level sunlit ground keeps its colour. */
const DIRECT = 0.8;
/** Height over which a shadow's edge fades, metres. */
const PENUMBRA_METRES = 0.35;

/** Red, green and blue light; reused between look-ups. */
export interface Light {
  r: number;
  g: number;
  b: number;
}

/**
 * The height below which each sample lies in the shadow of what stands between it and the sun, metres.
 * One sweep from the south: a shadow falls by the sun's slope from row to row.
 */
export function castShadows(grid: Grid, surface: Float32Array, shadow: Float32Array): void {
  const shift = SUN[0] / -SUN[1];
  const drop = (grid.spacing * SUN[2]) / -SUN[1];
  const { columns, rows } = grid;
  shadow.fill(-1000, 0, columns);
  for (let row = 1; row < rows; row++) {
    const previous = (row - 1) * columns;
    for (let column = 0; column < columns; column++) {
      const source = Math.min(Math.max(column + shift, 0), columns - 1.001);
      const left = source | 0;
      const fraction = source - left;
      const index = previous + left;
      const casterLeft = Math.max(surface[index]!, shadow[index]!);
      const casterRight = Math.max(surface[index + 1]!, shadow[index + 1]!);
      shadow[row * columns + column] = casterLeft + (casterRight - casterLeft) * fraction - drop;
    }
  }
}

/** How much of the sky each sample sees, 0 to 255: less in hollows and beside walls, judged by blurred height. */
export function measureAmbient(grid: Grid, surface: Float32Array, ambient: Uint8Array): void {
  const near = boxBlur(grid, surface, Math.max(1, Math.round(0.35 / grid.spacing)));
  const wide = boxBlur(grid, surface, Math.max(1, Math.round(1.6 / grid.spacing)));
  for (let index = 0; index < surface.length; index++) {
    const height = surface[index]!;
    const above = height - near[index]!;
    const local = above > 0 ? Math.min(0.12, above * 0.5) : above * 1.1;
    const hollow = Math.max(0, wide[index]! - height) * 0.24;
    ambient[index] = 255 * Math.min(1, Math.max(0.3, 0.88 + local - hollow));
  }
}

/** The part of the sun that reaches a height above a place, 0 to 1. */
export function sunReaching(grid: Grid, shadow: Float32Array, x: number, y: number, z: number): number {
  const above = z - sampleGrid(grid, shadow, x, y);
  return Math.min(1, Math.max(0, 0.5 + above / PENUMBRA_METRES));
}

/** Writes the light on a face: `facing` is the cosine to the sun, `sun` and `sky` the parts that reach it. */
export function addLight(light: Light, facing: number, sun: number, sky: number): void {
  const direct = (Math.max(0, facing) * sun) / SUN[2];
  light.r = SKYLIGHT[0] * sky + SUNLIGHT[0] * direct * DIRECT;
  light.g = SKYLIGHT[1] * sky + SUNLIGHT[1] * direct * DIRECT;
  light.b = SKYLIGHT[2] * sky + SUNLIGHT[2] * direct * DIRECT;
}

/** Mean over a square of (2 radius + 1) samples a side, by running sums along rows, then columns. */
function boxBlur(grid: Grid, values: Float32Array, radius: number): Float32Array {
  const { columns, rows } = grid;
  const half = new Float32Array(values.length);
  const blurred = new Float32Array(values.length);
  blurLines(values, half, { lines: rows, lineStep: columns, length: columns, step: 1, radius });
  blurLines(half, blurred, { lines: columns, lineStep: 1, length: rows, step: columns, radius });
  return blurred;
}

function blurLines(
  from: Float32Array,
  to: Float32Array,
  shape: { lines: number; lineStep: number; length: number; step: number; radius: number },
): void {
  const { lines, lineStep, length, step, radius } = shape;
  for (let line = 0; line < lines; line++) {
    const start = line * lineStep;
    const last = start + (length - 1) * step;
    let sum = from[start]! * radius;
    for (let ahead = 0; ahead < radius; ahead++) sum += from[Math.min(start + ahead * step, last)]!;
    for (let index = 0; index < length; index++) {
      const here = start + index * step;
      sum += from[Math.min(here + radius * step, last)]!;
      to[here] = sum / (2 * radius + 1);
      sum -= from[Math.max(here - radius * step, start)]!;
    }
  }
}
