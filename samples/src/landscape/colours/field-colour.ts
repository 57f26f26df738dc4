import type { Colour, Paint } from '../../colour/paint.ts';
import { hash, smoothstep, valueNoise } from '../../random/noise.ts';
import { rowBump } from '../land/relief.ts';
import type { GroundTexel } from './ground-texel.ts';

/** A texel of a field, metres across and along the rows in which it is worked. */
interface FieldTexel extends GroundTexel {
  across: number;
  along: number;
}

/** How a crop in rows looks: metres between the rows, colours of plants and soil. */
interface RowCrop {
  spacing: number;
  plant: Colour;
  soil: Colour;
}

const MAIZE: RowCrop = { spacing: 0.8, plant: [0.38, 0.5, 0.2], soil: [0.5, 0.4, 0.3] };
const LAVENDER: RowCrop = { spacing: 1.7, plant: [0.54, 0.46, 0.64], soil: [0.6, 0.55, 0.38] };

/** Paints a field, a garden's lawn or a verge, without what stands on it. */
export function paintField(paint: Paint, ground: GroundTexel): void {
  const { plot, grain } = ground;
  const [across, along] = plot.id % 2 === 0 ? [plot.u, plot.v] : [plot.v, plot.u];
  const texel: FieldTexel = { ...ground, across, along };
  switch (plot.use) {
    case 'wheat':
      paintWheat(paint, texel);
      break;
    case 'ploughed':
      paintPloughed(paint, texel);
      break;
    case 'maize':
      paintRows(paint, texel, MAIZE);
      break;
    case 'lavender':
      paintRows(paint, texel, LAVENDER);
      break;
    case 'stubble':
      paintStubble(paint, texel);
      break;
    case 'garden':
      paintLawn(paint, texel);
      break;
    case 'grove':
      paint.set([0.37, 0.36, 0.21]);
      paint.scale(1 + 0.2 * grain.tiny + 0.18 * grain.speck + 0.15 * grain.medium);
      break;
    default:
      paintMeadow(paint, texel);
  }
  if (plot.use === 'garden' || plot.use === 'farmyard' || plot.use === 'verge') return;
  // Where fields meet, a strip of rough grass is left standing.
  const strip = smoothstep(1.25, 0.75, plot.edge + 0.35 * grain.medium + 0.15 * grain.small);
  if (strip === 0) return;
  const tuft = 1 + 0.2 * grain.tiny + 0.16 * grain.speck + 0.16 * grain.small;
  paint.mix([0.47, 0.48, 0.25], strip, tuft);
}

function paintWheat(paint: Paint, { seed, across, along, grain }: FieldTexel): void {
  paint.set([0.8, 0.67, 0.37]);
  paint.mix([0.66, 0.62, 0.3], smoothstep(-0.1, 0.9, grain.huge + 0.4 * grain.large));
  const drilled = valueNoise(seed + 61, across * 6.5, along * 0.8);
  const wind = valueNoise(seed + 62, across * 0.5, along * 0.16);
  paint.scale(1 + 0.09 * drilled + 0.1 * grain.tiny + 0.12 * grain.speck + 0.07 * wind + 0.06 * grain.medium);
  const lane = across / 13;
  const tramline = Math.abs(Math.abs(lane - Math.floor(lane) - 0.5) * 13 - 0.9);
  paint.mix([0.56, 0.5, 0.32], 0.8 * smoothstep(0.38, 0.18, tramline + 0.1 * grain.small));
  if (grain.small + 0.6 * grain.tiny > 1.12) paint.mix([0.8, 0.2, 0.14], 0.8);
}

function paintPloughed(paint: Paint, { seed, across, along, grain }: FieldTexel): void {
  paint.set([0.47, 0.36, 0.27]);
  paint.mix([0.56, 0.45, 0.35], smoothstep(-0.4, 0.8, grain.huge + 0.6 * grain.large));
  const streak = valueNoise(seed + 63, across * 3.1, along * 0.35);
  const clods = 0.14 * grain.tiny + 0.14 * grain.speck + 0.12 * grain.small;
  paint.scale(1 + clods + 0.09 * streak + 0.05 * grain.medium);
  if (grain.tiny > 0.78) paint.mix([0.72, 0.67, 0.6], 0.7);
}

function paintRows(paint: Paint, { across, grain }: FieldTexel, { spacing, plant, soil }: RowCrop): void {
  const dust = 1 + 0.12 * grain.speck + 0.1 * grain.small + 0.08 * grain.large;
  paint.set(soil, dust);
  const gap = grain.medium < -0.82 ? 0.3 : 1;
  const grown = gap * smoothstep(0.1, 0.6, rowBump(across, spacing) + 0.28 * grain.small + 0.2 * grain.tiny);
  const tone = 1 + 0.18 * grain.tiny + 0.15 * grain.speck + 0.12 * grain.medium + 0.07 * grain.huge;
  paint.mix(plant, grown, tone);
}

function paintStubble(paint: Paint, { seed, across, along, grain }: FieldTexel): void {
  paint.set([0.76, 0.68, 0.46]);
  paint.mix([0.6, 0.53, 0.36], smoothstep(-0.2, 0.8, grain.large + 0.5 * grain.huge));
  const drilled = valueNoise(seed + 64, across * 5.5, along * 0.5);
  paint.scale(1 + 0.1 * drilled + 0.1 * grain.speck + 0.08 * grain.tiny + 0.07 * grain.small);
  const swath = Math.abs(across / 5.5 - Math.round(across / 5.5)) * 5.5;
  const straw = smoothstep(0.75, 0.45, swath + 0.4 * grain.medium + 0.2 * grain.small);
  paint.mix([0.88, 0.79, 0.54], 0.6 * straw * (0.85 + 0.3 * grain.tiny));
  if (grain.small > 0.66) paint.mix([0.45, 0.52, 0.26], 0.5);
}

function paintLawn(paint: Paint, { plot, across, grain }: FieldTexel): void {
  const dry = hash(71, plot.id, 0);
  paint.set([0.41 + 0.09 * dry, 0.52 + 0.02 * dry, 0.23]);
  paint.mix([0.6, 0.56, 0.32], 0.6 * smoothstep(0.1, 0.9, grain.large + 0.4 * grain.medium));
  // The mower's stripes.
  const stripe = Math.sin((across * Math.PI) / 0.9) * (dry < 0.6 ? 0.035 : 0);
  paint.scale(1 + stripe + 0.1 * grain.tiny + 0.12 * grain.speck + 0.08 * grain.small);
  if (grain.tiny + 0.5 * grain.speck + 0.5 * grain.large > 1.2) paint.mix([0.93, 0.92, 0.84], 0.7);
}

function paintMeadow(paint: Paint, { seed, plot, x, y, grain }: FieldTexel): void {
  paint.set([0.43, 0.51, 0.23]);
  paint.mix([0.57, 0.56, 0.31], smoothstep(-0.3, 0.9, grain.large + 0.5 * grain.huge));
  paint.mix([0.33, 0.43, 0.19], 0.8 * smoothstep(0.2, 0.8, grain.medium + 0.4 * grain.small));
  paint.scale(1 + 0.15 * grain.tiny + 0.16 * grain.speck + 0.1 * grain.small);
  if (plot.use !== 'meadow') return;
  const drift = valueNoise(seed + 65, x * 0.13, y * 0.13);
  if (grain.tiny + 0.7 * drift + 0.3 * grain.speck > 1.02) {
    if (grain.large > 0.2) paint.mix([0.94, 0.86, 0.3], 0.85);
    else if (grain.large > -0.2) paint.mix([0.93, 0.92, 0.88], 0.85);
    else paint.mix([0.72, 0.42, 0.66], 0.85);
  }
}
