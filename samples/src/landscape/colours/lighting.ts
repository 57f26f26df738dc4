import { SUN } from '../../colour/light.ts';
import type { Grid, Raster } from '../raster.ts';

/** Height over which a shadow's edge fades, metres. */
const PENUMBRA_METRES = 0.35;

/**
 * The height below which each sample lies in the shadow of what stands between it and the sun, metres.
 * One sweep from the south: a shadow falls by the sun's slope from row to row.
 */
export function castShadows({ grid, values: surface }: Raster, shadow: Float32Array): void {
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
export function measureAmbient({ grid, values: surface }: Raster, ambient: Uint8Array): void {
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

/** The share of the sun, 0 to 1, that reaches a point so many metres above the upper edge of the shadow there. */
export function sunReaching(metresAboveShadow: number): number {
  return Math.min(1, Math.max(0, 0.5 + metresAboveShadow / PENUMBRA_METRES));
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
