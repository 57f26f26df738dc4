import { hash, smoothstep, valueNoise } from '../noise.ts';
import { paintField } from './field-colour.ts';
import { drawGrain, type Grain } from './grain.ts';
import { type Grid, sampleGrid } from './grid.ts';
import { addLight, type Light, SUN, sunReaching } from './lighting.ts';
import { mixPaint, type Paint, packLit, scalePaint, setPaint } from './paint.ts';
import { type Parcels, type PlotPoint, ROAD_HALF_WIDTH } from './parcels.ts';
import { paintPatch } from './patch-colour.ts';
import type { PatchIndex } from './patch-index.ts';
import type { Relief } from './relief.ts';

/** What the painting of the ground needs to read. */
export interface GroundScene {
  seed: number;
  parcels: Parcels;
  patches: PatchIndex;
  relief: Relief;
  shadow: Float32Array;
  ambient: Uint8Array;
}

/** Set in the colour of a texel that shows foliage, above the 24 bits of its colour. */
export const FOLIAGE_MARK = 0x1000000;

/** Foliage by species: broad-leaved dark, fresh, olive, copper beech, spruce, apple, yellowish. */
const FOLIAGE = [
  [0.27, 0.37, 0.15],
  [0.36, 0.47, 0.18],
  [0.4, 0.45, 0.23],
  [0.41, 0.24, 0.2],
  [0.2, 0.31, 0.19],
  [0.41, 0.49, 0.24],
  [0.53, 0.53, 0.22],
] as const;

/** Paints the rows from `fromRow` up to `toRow` of the lit ground, as seen from above, into `colours` (0xBBGGRR). */
export function paintGround(
  scene: GroundScene,
  grid: Grid,
  colours: Uint32Array,
  fromRow: number,
  toRow: number,
): void {
  const plot: PlotPoint = { use: 'meadow', id: 0, u: 0, v: 0, edge: 0 };
  const grain: Grain = { speck: 0, tiny: 0, small: 0, medium: 0, large: 0, huge: 0 };
  const paint: Paint = { r: 0, g: 0, b: 0 };
  const light: Light = { r: 0, g: 0, b: 0 };
  for (let row = fromRow; row < toRow; row++) {
    const y = grid.originY + row * grid.spacing;
    for (let column = 0; column < grid.columns; column++) {
      const x = grid.originX + column * grid.spacing;
      drawGrain(scene.seed, x, y, column, row, grain);
      const plant = paintPlant(scene, x, y, grain, paint);
      if (!plant) {
        scene.parcels.locate(x, y, plot);
        paintPlot(scene.seed, plot, x, y, grain, paint);
        for (const patch of scene.patches.near(x, y)) paintPatch(patch, x, y, grain, paint);
      }
      lightGround(scene, x, y, light);
      colours[row * grid.columns + column] = packLit(paint, light) | (plant ? FOLIAGE_MARK : 0);
    }
  }
}

/** Paints foliage where a plant stands; false where none does. */
function paintPlant(scene: GroundScene, x: number, y: number, grain: Grain, paint: Paint): boolean {
  const { grid, vegetation } = scene.relief;
  // Looking up at a randomly shifted place frays the outlines into leaves.
  const column = Math.round((x + 0.07 * grain.tiny + 0.05 * grain.speck - grid.originX) / grid.spacing);
  const row = Math.round((y + 0.07 * grain.small - 0.05 * grain.speck - grid.originY) / grid.spacing);
  if (column < 0 || row < 0 || column >= grid.columns || row >= grid.rows) return false;
  const code = vegetation[row * grid.columns + column]!;
  if (code === 0) return false;
  const [r, g, b] = FOLIAGE[(code - 1) >> 4] ?? FOLIAGE[0];
  const tint = ((code - 1) & 15) / 15 - 0.5;
  setPaint(paint, r + 0.07 * tint, g + 0.07 * tint, b + 0.02 * tint);
  scalePaint(paint, 1.08 + 0.2 * grain.speck + 0.18 * grain.tiny + 0.1 * grain.small);
  if ((code - 1) >> 4 === 5 && grain.tiny > 0.62 && grain.speck > -0.2)
    mixPaint(paint, 0.72, 0.2, 0.12, 0.75);
  return true;
}

function paintPlot(seed: number, plot: PlotPoint, x: number, y: number, grain: Grain, paint: Paint): void {
  if (plot.use === 'road') paintRoad(seed, plot, grain, paint);
  else if (plot.use === 'track') paintTrack(plot, grain, paint);
  else paintField(seed, plot, x, y, grain, paint);
}

function paintRoad(seed: number, plot: PlotPoint, grain: Grain, paint: Paint): void {
  const { u, v } = plot;
  const wheel = Math.exp(-(((Math.abs(Math.abs(v) - 1.5) - 0.75) / 0.35) ** 2));
  const tone =
    0.47 + 0.05 * grain.large + 0.025 * grain.medium + 0.05 * grain.speck + 0.03 * grain.tiny - 0.03 * wheel;
  setPaint(paint, tone, tone * 0.99, tone * 0.965);
  // Repairs: rectangles of darker, younger asphalt.
  const slab = Math.floor(u / 5.3);
  if (hash(seed + 51, slab, 0) > 0.78) {
    const centre = (hash(seed + 52, slab, 1) - 0.5) * 4;
    const inside = Math.min(0.9 - Math.abs(v - centre), 1.9 - Math.abs(u - (slab + 0.5) * 5.3));
    mixPaint(paint, 0.31, 0.31, 0.32, 0.55 * smoothstep(0, 0.06, inside));
  }
  const crack = Math.abs(valueNoise(seed + 53, u * 0.6, v * 0.6) + 0.35 * grain.small);
  mixPaint(paint, 0.26, 0.26, 0.26, 0.45 * smoothstep(0.03, 0.012, crack));
  const worn = 0.72 + 0.25 * grain.small;
  const edgeLine = smoothstep(0.09, 0.05, Math.abs(Math.abs(v) - ROAD_HALF_WIDTH + 0.28));
  const dash = (((u % 6) + 6) % 6 < 3 ? 1 : 0) * smoothstep(0.1, 0.06, Math.abs(v));
  mixPaint(paint, 0.93, 0.93, 0.9, worn * Math.max(edgeLine, dash));
  const frayed = smoothstep(0.05, 0.16, plot.edge + 0.1 * grain.small);
  mixPaint(paint, 0.42, 0.4, 0.3, 1 - frayed);
}

function paintTrack(plot: PlotPoint, grain: Grain, paint: Paint): void {
  const middle = Math.abs(plot.edge - 1.7);
  setPaint(paint, 0.42, 0.47, 0.24);
  scalePaint(paint, 1 + 0.14 * grain.tiny + 0.14 * grain.speck + 0.1 * grain.medium);
  const rut = smoothstep(0.55, 0.25, Math.abs(middle - 0.82) + 0.18 * grain.small + 0.1 * grain.medium);
  const dust = 1 + 0.08 * grain.speck + 0.1 * grain.small + 0.06 * grain.large;
  mixPaint(paint, 0.68 * dust, 0.61 * dust, 0.49 * dust, rut);
  if (grain.tiny > 0.72 && rut > 0.4) scalePaint(paint, 1.15);
}

function lightGround(scene: GroundScene, x: number, y: number, light: Light): void {
  const { grid, canopy } = scene.relief;
  const reach = grid.spacing;
  const slopeX =
    (sampleGrid(grid, canopy, x + reach, y) - sampleGrid(grid, canopy, x - reach, y)) / (2 * reach);
  const slopeY =
    (sampleGrid(grid, canopy, x, y + reach) - sampleGrid(grid, canopy, x, y - reach)) / (2 * reach);
  const facing =
    (SUN[2] - slopeX * SUN[0] - slopeY * SUN[1]) / Math.sqrt(1 + slopeX * slopeX + slopeY * slopeY);
  const sun = sunReaching(grid, scene.shadow, x, y, sampleGrid(grid, canopy, x, y) + 0.1);
  const column = Math.min(grid.columns - 1, Math.max(0, Math.round((x - grid.originX) / grid.spacing)));
  const row = Math.min(grid.rows - 1, Math.max(0, Math.round((y - grid.originY) / grid.spacing)));
  addLight(light, facing, sun, scene.ambient[row * grid.columns + column]! / 255);
}
