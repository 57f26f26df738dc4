import { hash, smoothstep, valueNoise } from '../noise.ts';
import type { Grain } from './grain.ts';
import { mixPaint, type Paint, scalePaint, setPaint } from './paint.ts';
import type { PlotPoint } from './parcels.ts';
import { rowBump } from './relief.ts';

/** Paints a field, a garden's lawn or a verge, without what stands on it. */
export function paintField(
  seed: number,
  plot: PlotPoint,
  x: number,
  y: number,
  grain: Grain,
  paint: Paint,
): void {
  const across = plot.id % 2 === 0 ? plot.u : plot.v;
  const along = plot.id % 2 === 0 ? plot.v : plot.u;
  switch (plot.use) {
    case 'wheat':
      paintWheat(seed, across, along, grain, paint);
      break;
    case 'ploughed':
      paintPloughed(seed, across, along, grain, paint);
      break;
    case 'maize':
      paintRows(across, 0.8, [0.38, 0.5, 0.2], [0.5, 0.4, 0.3], grain, paint);
      break;
    case 'lavender':
      paintRows(across, 1.7, [0.54, 0.46, 0.64], [0.6, 0.55, 0.38], grain, paint);
      break;
    case 'stubble':
      paintStubble(seed, across, along, grain, paint);
      break;
    case 'garden':
      paintLawn(plot, across, grain, paint);
      break;
    case 'grove':
      setPaint(paint, 0.37, 0.36, 0.21);
      scalePaint(paint, 1 + 0.2 * grain.tiny + 0.18 * grain.speck + 0.15 * grain.medium);
      break;
    default:
      paintMeadow(seed, plot, x, y, grain, paint);
  }
  if (plot.use === 'garden' || plot.use === 'farmyard' || plot.use === 'verge') return;
  // Where fields meet, a strip of rough grass is left standing.
  const strip = smoothstep(1.25, 0.75, plot.edge + 0.35 * grain.medium + 0.15 * grain.small);
  if (strip === 0) return;
  const tuft = 1 + 0.2 * grain.tiny + 0.16 * grain.speck + 0.16 * grain.small;
  mixPaint(paint, 0.47 * tuft, 0.48 * tuft, 0.25 * tuft, strip);
}

function paintWheat(seed: number, across: number, along: number, grain: Grain, paint: Paint): void {
  setPaint(paint, 0.8, 0.67, 0.37);
  mixPaint(paint, 0.66, 0.62, 0.3, smoothstep(-0.1, 0.9, grain.huge + 0.4 * grain.large));
  const drilled = valueNoise(seed + 61, across * 6.5, along * 0.8);
  const wind = valueNoise(seed + 62, across * 0.5, along * 0.16);
  scalePaint(
    paint,
    1 + 0.09 * drilled + 0.1 * grain.tiny + 0.12 * grain.speck + 0.07 * wind + 0.06 * grain.medium,
  );
  const lane = across / 13;
  const tramline = Math.abs(Math.abs(lane - Math.floor(lane) - 0.5) * 13 - 0.9);
  mixPaint(paint, 0.56, 0.5, 0.32, 0.8 * smoothstep(0.38, 0.18, tramline + 0.1 * grain.small));
  if (grain.small + 0.6 * grain.tiny > 1.12) mixPaint(paint, 0.8, 0.2, 0.14, 0.8);
}

function paintPloughed(seed: number, across: number, along: number, grain: Grain, paint: Paint): void {
  setPaint(paint, 0.47, 0.36, 0.27);
  mixPaint(paint, 0.56, 0.45, 0.35, smoothstep(-0.4, 0.8, grain.huge + 0.6 * grain.large));
  const streak = valueNoise(seed + 63, across * 3.1, along * 0.35);
  const clods = 0.14 * grain.tiny + 0.14 * grain.speck + 0.12 * grain.small;
  scalePaint(paint, 1 + clods + 0.09 * streak + 0.05 * grain.medium);
  if (grain.tiny > 0.78) mixPaint(paint, 0.72, 0.67, 0.6, 0.7);
}

function paintRows(
  across: number,
  spacing: number,
  plant: readonly [number, number, number],
  soil: readonly [number, number, number],
  grain: Grain,
  paint: Paint,
): void {
  const dust = 1 + 0.12 * grain.speck + 0.1 * grain.small + 0.08 * grain.large;
  setPaint(paint, soil[0] * dust, soil[1] * dust, soil[2] * dust);
  const gap = grain.medium < -0.82 ? 0.3 : 1;
  const grown = gap * smoothstep(0.1, 0.6, rowBump(across, spacing) + 0.28 * grain.small + 0.2 * grain.tiny);
  const tone = 1 + 0.18 * grain.tiny + 0.15 * grain.speck + 0.12 * grain.medium + 0.07 * grain.huge;
  mixPaint(paint, plant[0] * tone, plant[1] * tone, plant[2] * tone, grown);
}

function paintStubble(seed: number, across: number, along: number, grain: Grain, paint: Paint): void {
  setPaint(paint, 0.76, 0.68, 0.46);
  mixPaint(paint, 0.6, 0.53, 0.36, smoothstep(-0.2, 0.8, grain.large + 0.5 * grain.huge));
  const drilled = valueNoise(seed + 64, across * 5.5, along * 0.5);
  scalePaint(paint, 1 + 0.1 * drilled + 0.1 * grain.speck + 0.08 * grain.tiny + 0.07 * grain.small);
  const swath = Math.abs(across / 5.5 - Math.round(across / 5.5)) * 5.5;
  const straw = smoothstep(0.75, 0.45, swath + 0.4 * grain.medium + 0.2 * grain.small);
  mixPaint(paint, 0.88, 0.79, 0.54, 0.6 * straw * (0.85 + 0.3 * grain.tiny));
  if (grain.small > 0.66) mixPaint(paint, 0.45, 0.52, 0.26, 0.5);
}

function paintLawn(plot: PlotPoint, across: number, grain: Grain, paint: Paint): void {
  const dry = hash(71, plot.id, 0);
  setPaint(paint, 0.41 + 0.09 * dry, 0.52 + 0.02 * dry, 0.23);
  mixPaint(paint, 0.6, 0.56, 0.32, 0.6 * smoothstep(0.1, 0.9, grain.large + 0.4 * grain.medium));
  // The mower's stripes.
  const stripe = Math.sin((across * Math.PI) / 0.9) * (dry < 0.6 ? 0.035 : 0);
  scalePaint(paint, 1 + stripe + 0.1 * grain.tiny + 0.12 * grain.speck + 0.08 * grain.small);
  if (grain.tiny + 0.5 * grain.speck + 0.5 * grain.large > 1.2) mixPaint(paint, 0.93, 0.92, 0.84, 0.7);
}

function paintMeadow(seed: number, plot: PlotPoint, x: number, y: number, grain: Grain, paint: Paint): void {
  setPaint(paint, 0.43, 0.51, 0.23);
  mixPaint(paint, 0.57, 0.56, 0.31, smoothstep(-0.3, 0.9, grain.large + 0.5 * grain.huge));
  mixPaint(paint, 0.33, 0.43, 0.19, 0.8 * smoothstep(0.2, 0.8, grain.medium + 0.4 * grain.small));
  scalePaint(paint, 1 + 0.15 * grain.tiny + 0.16 * grain.speck + 0.1 * grain.small);
  if (plot.use !== 'meadow') return;
  const drift = valueNoise(seed + 65, x * 0.13, y * 0.13);
  if (grain.tiny + 0.7 * drift + 0.3 * grain.speck > 1.02) {
    if (grain.large > 0.2) mixPaint(paint, 0.94, 0.86, 0.3, 0.85);
    else if (grain.large > -0.2) mixPaint(paint, 0.93, 0.92, 0.88, 0.85);
    else mixPaint(paint, 0.72, 0.42, 0.66, 0.85);
  }
}
