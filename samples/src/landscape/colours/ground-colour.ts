import { Light, SUN } from '../../colour/light.ts';
import { type Colour, Paint } from '../../colour/paint.ts';
import { hash, smoothstep, valueNoise } from '../../random/noise.ts';
import { type Parcels, ROAD_HALF_WIDTH } from '../land/parcels.ts';
import type { PatchIndex } from '../land/patch-index.ts';
import type { Relief } from '../land/relief.ts';
import { type Grid, type Raster, sampleRaster } from '../raster.ts';
import { paintField } from './field-colour.ts';
import { drawGrain, emptyTexel, type GroundTexel } from './ground-texel.ts';
import { sunReaching } from './lighting.ts';
import { paintPatch } from './patch-colour.ts';

/** What painting the ground reads. */
export interface GroundScene {
  seed: number;
  parcels: Parcels;
  patches: PatchIndex;
  relief: Relief;
  /** Height of the shadow's upper edge, metres. */
  shadow: Raster;
  /** Share of the sky that each sample of the relief sees, 0 to 255. */
  ambient: Uint8Array;
}

/** Set in the colour of a texel that shows foliage, above the 24 bits of its colour. */
export const FOLIAGE_MARK = 0x1000000;

/** Foliage by species: broad-leaved dark, fresh, olive, copper beech, spruce, apple, yellowish. */
const FOLIAGE: readonly Colour[] = [
  [0.27, 0.37, 0.15],
  [0.36, 0.47, 0.18],
  [0.4, 0.45, 0.23],
  [0.41, 0.24, 0.2],
  [0.2, 0.31, 0.19],
  [0.41, 0.49, 0.24],
  [0.53, 0.53, 0.22],
];

/** The ground from above: lit colours (0xBBGGRR) of the texels of a grid. */
export interface GroundMap {
  grid: Grid;
  colours: Uint32Array;
}

/** Asphalt, before its brightness. */
const ASPHALT: Colour = [1, 0.99, 0.965];

/** Paints the rows from `from` up to, not including, `to`. */
export function paintGround(
  scene: GroundScene,
  { grid, colours }: GroundMap,
  rows: { from: number; to: number },
): void {
  const texel = emptyTexel(scene.seed);
  const paint = new Paint();
  const light = new Light();
  for (let row = rows.from; row < rows.to; row++) {
    texel.y = grid.originY + row * grid.spacing;
    for (let column = 0; column < grid.columns; column++) {
      texel.x = grid.originX + column * grid.spacing;
      drawGrain(texel, column, row);
      const plant = paintPlant(paint, texel, scene.relief);
      if (!plant) {
        scene.parcels.locate(texel.x, texel.y, texel.plot);
        paintPlot(paint, texel);
        for (const patch of scene.patches.near(texel.x, texel.y)) paintPatch(paint, texel, patch);
      }
      lightGround(light, texel, scene);
      colours[row * grid.columns + column] = paint.packLit(light) | (plant ? FOLIAGE_MARK : 0);
    }
  }
}

/** Paints foliage where a plant stands; false where none does. */
function paintPlant(
  paint: Paint,
  { x, y, grain }: GroundTexel,
  { canopy: { grid }, vegetation }: Relief,
): boolean {
  // Looking up at a randomly shifted place frays the outlines into leaves.
  const column = Math.round((x + 0.07 * grain.tiny + 0.05 * grain.speck - grid.originX) / grid.spacing);
  const row = Math.round((y + 0.07 * grain.small - 0.05 * grain.speck - grid.originY) / grid.spacing);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return false;
  const code = vegetation[row * grid.columns + column]!;
  if (code === 0) return false;
  const [r, g, b] = FOLIAGE[(code - 1) >> 4]!;
  const tint = ((code - 1) & 15) / 15 - 0.5;
  paint.set([r + 0.07 * tint, g + 0.07 * tint, b + 0.02 * tint]);
  paint.scale(1.08 + 0.2 * grain.speck + 0.18 * grain.tiny + 0.1 * grain.small);
  if ((code - 1) >> 4 === 5 && grain.tiny > 0.62 && grain.speck > -0.2) paint.mix([0.72, 0.2, 0.12], 0.75);
  return true;
}

function paintPlot(paint: Paint, texel: GroundTexel): void {
  if (texel.plot.use === 'road') paintRoad(paint, texel);
  else if (texel.plot.use === 'track') paintTrack(paint, texel);
  else paintField(paint, texel);
}

function paintRoad(paint: Paint, { seed, plot, grain }: GroundTexel): void {
  const { u, v } = plot;
  const wheel = Math.exp(-(((Math.abs(Math.abs(v) - 1.5) - 0.75) / 0.35) ** 2));
  const tone =
    0.47 + 0.05 * grain.large + 0.025 * grain.medium + 0.05 * grain.speck + 0.03 * grain.tiny - 0.03 * wheel;
  paint.set(ASPHALT, tone);
  // Repairs: rectangles of darker, younger asphalt.
  const slab = Math.floor(u / 5.3);
  if (hash(seed + 51, slab, 0) > 0.78) {
    const centre = (hash(seed + 52, slab, 1) - 0.5) * 4;
    const inside = Math.min(0.9 - Math.abs(v - centre), 1.9 - Math.abs(u - (slab + 0.5) * 5.3));
    paint.mix([0.31, 0.31, 0.32], 0.55 * smoothstep(0, 0.06, inside));
  }
  const crack = Math.abs(valueNoise(seed + 53, u * 0.6, v * 0.6) + 0.35 * grain.small);
  paint.mix([0.26, 0.26, 0.26], 0.45 * smoothstep(0.03, 0.012, crack));
  const worn = 0.72 + 0.25 * grain.small;
  const edgeLine = smoothstep(0.09, 0.05, Math.abs(Math.abs(v) - ROAD_HALF_WIDTH + 0.28));
  const dash = (((u % 6) + 6) % 6 < 3 ? 1 : 0) * smoothstep(0.1, 0.06, Math.abs(v));
  paint.mix([0.93, 0.93, 0.9], worn * Math.max(edgeLine, dash));
  const frayed = smoothstep(0.05, 0.16, plot.edge + 0.1 * grain.small);
  paint.mix([0.42, 0.4, 0.3], 1 - frayed);
}

function paintTrack(paint: Paint, { plot, grain }: GroundTexel): void {
  const middle = Math.abs(plot.edge - 1.7);
  paint.set([0.42, 0.47, 0.24]);
  paint.scale(1 + 0.14 * grain.tiny + 0.14 * grain.speck + 0.1 * grain.medium);
  const rut = smoothstep(0.55, 0.25, Math.abs(middle - 0.82) + 0.18 * grain.small + 0.1 * grain.medium);
  const dust = 1 + 0.08 * grain.speck + 0.1 * grain.small + 0.06 * grain.large;
  paint.mix([0.68, 0.61, 0.49], rut, dust);
  if (grain.tiny > 0.72 && rut > 0.4) paint.scale(1.15);
}

function lightGround(light: Light, { x, y }: GroundTexel, { relief, shadow, ambient }: GroundScene): void {
  const { canopy } = relief;
  const { grid } = canopy;
  const reach = grid.spacing;
  const slopeX = (sampleRaster(canopy, x + reach, y) - sampleRaster(canopy, x - reach, y)) / (2 * reach);
  const slopeY = (sampleRaster(canopy, x, y + reach) - sampleRaster(canopy, x, y - reach)) / (2 * reach);
  const facing =
    (SUN[2] - slopeX * SUN[0] - slopeY * SUN[1]) / Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
  const z = sampleRaster(canopy, x, y) + 0.1;
  const sun = sunReaching(z - sampleRaster(shadow, x, y));
  const column = Math.min(grid.columns - 1, Math.max(0, Math.round((x - grid.originX) / grid.spacing)));
  const row = Math.min(grid.rows - 1, Math.max(0, Math.round((y - grid.originY) / grid.spacing)));
  light.set(facing, sun, ambient[row * grid.columns + column]! / 255);
}
