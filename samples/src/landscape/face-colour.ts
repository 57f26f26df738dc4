import { dot } from '@tiepoint/scene';
import { hash, latticeNoise, smoothstep } from '../noise.ts';
import type { FaceTexture } from './faces.ts';
import type { Grid } from './grid.ts';
import { addLight, type Light, SUN, sunReaching } from './lighting.ts';
import { mixPaint, type Paint, packLit, scalePaint, setPaint } from './paint.ts';
import type { Finish } from './solids.ts';

const STOREY_METRES = 2.7;
const WINDOW_EVERY_METRES = 2.5;
/** Where the light on a wall is looked up: this far outside, beyond the eaves. */
const OUTSIDE_METRES = 0.75;

/** Paints one face, lit, into the atlas (0xBBGGRR). */
export function paintFace(
  face: FaceTexture,
  texelMetres: number,
  sky: { grid: Grid; shadow: Float32Array },
  atlas: Uint32Array,
): void {
  const paint: Paint = { r: 0, g: 0, b: 0 };
  const light: Light = { r: 0, g: 0, b: 0 };
  const { origin, u, v, normal, finish } = face;
  const facing = dot(normal, SUN);
  const wall = Math.abs(normal[2]) < 0.3;
  const width = (face.columns - 2) * texelMetres;
  const height = (face.rows - 2) * texelMetres;
  const outside = wall ? OUTSIDE_METRES : 0;
  for (let row = 0; row < face.rows; row++) {
    for (let column = 0; column < face.columns; column++) {
      const along = column * texelMetres;
      const up = row * texelMetres;
      paintFinish(finish, along, up, width, height, paint);
      const x = origin[0] + u[0] * along + v[0] * up + normal[0] * outside;
      const y = origin[1] + u[1] * along + v[1] * up + normal[1] * outside;
      const z = origin[2] + u[2] * along + v[2] * up;
      const sun = facing > 0 ? sunReaching(sky.grid, sky.shadow, x, y, z + 0.3) : 0;
      // A wall sees half the sky, and the sunlit ground before it.
      addLight(light, facing, sun, wall ? 0.86 - 0.2 * smoothstep(1.2, 0, up - (finish.foot ?? 0)) : 0.95);
      atlas[face.offset + row * face.columns + column] = packLit(paint, light);
    }
  }
}

function paintFinish(
  finish: Finish,
  u: number,
  v: number,
  width: number,
  height: number,
  paint: Paint,
): void {
  const { seed, colour } = finish;
  const speck = 2 * hash(seed + 1, Math.floor(u * 30), Math.floor(v * 30)) - 1;
  const stain = latticeNoise(seed + 2, u * 0.7, v * 0.7) + 0.5 * latticeNoise(seed + 3, u * 2.3, v * 2.3);
  setPaint(paint, colour[0], colour[1], colour[2]);
  switch (finish.kind) {
    case 'tiles':
      paintTiles(seed, u, v, speck, stain, paint);
      break;
    case 'sheet':
      paintSheet(seed, u, v, speck, stain, paint);
      break;
    case 'boards':
      paintBoards(seed, u, v, speck, paint);
      break;
    case 'barn':
      paintBoards(seed, u, v, speck, paint);
      paintOpenings(finish, u, v, width, height, paint);
      break;
    case 'plaster':
      scalePaint(paint, 1 + 0.03 * speck + 0.05 * stain);
      paintOpenings(finish, u, v, width, height, paint);
      break;
    case 'gravel':
      scalePaint(paint, 1 + 0.16 * speck + 0.08 * stain);
      if (stain > 0.8) mixPaint(paint, 0.42, 0.45, 0.28, 0.6);
      break;
    case 'straw':
      scalePaint(paint, 1 + 0.18 * speck + 0.12 * latticeNoise(seed, u * 3, v * 12) + 0.05 * stain);
      break;
    case 'solar':
      paintSolar(u, v, speck, paint);
      break;
    case 'glass':
      scalePaint(paint, 1 + 0.1 * speck + 0.25 * stain);
      break;
    case 'paint':
      scalePaint(paint, 1 + 0.025 * speck + 0.03 * stain);
      break;
  }
}

function paintTiles(seed: number, u: number, v: number, speck: number, stain: number, paint: Paint): void {
  const row = Math.floor(v / 0.34);
  const column = Math.floor(u / 0.25 + 0.5 * (row % 2));
  const tile = hash(seed + 5, column, row);
  const withinRow = v / 0.34 - row;
  // The lower edge of each row throws a small shadow on the row below.
  const lip = withinRow > 0.82 ? 0.72 : 1;
  scalePaint(paint, lip * (0.86 + 0.28 * tile + 0.06 * speck + 0.07 * stain));
  if (tile > 0.965) mixPaint(paint, 0.8, 0.55, 0.4, 0.6);
  const moss = smoothstep(0.55, 1.1, stain + 0.25 * speck);
  mixPaint(paint, 0.36, 0.37, 0.22, 0.65 * moss);
}

function paintSheet(seed: number, u: number, v: number, speck: number, stain: number, paint: Paint): void {
  const rib = Math.abs(u / 0.32 - Math.round(u / 0.32)) * 2;
  const panel = hash(seed + 6, Math.floor(u / 0.96), Math.floor(v / 2.8));
  const seam = (v / 2.8 - Math.floor(v / 2.8)) * 2.8 < 0.06 ? 0.8 : 1;
  scalePaint(paint, seam * (0.88 + 0.14 * panel + 0.12 * smoothstep(0.75, 0.95, rib) + 0.04 * speck));
  const streak = latticeNoise(seed + 7, u * 2.6, v * 0.35) + 0.4 * stain;
  mixPaint(paint, 0.5, 0.31, 0.2, 0.75 * smoothstep(0.5, 1, streak));
}

function paintBoards(seed: number, u: number, v: number, speck: number, paint: Paint): void {
  const board = Math.floor(u / 0.22);
  const gap = u / 0.22 - board < 0.1 ? 0.6 : 1;
  const veins = latticeNoise(seed + 8, u * 18, v * 1.2);
  scalePaint(paint, gap * (0.82 + 0.36 * hash(seed + 9, board, 0) + 0.1 * veins + 0.06 * speck));
}

function paintSolar(u: number, v: number, speck: number, paint: Paint): void {
  const edge = (value: number, size: number) => Math.abs(value / size - Math.round(value / size)) * size;
  const cell = Math.min(edge(u, 0.17), edge(v, 0.17)) < 0.014 ? 1.35 : 1;
  scalePaint(paint, cell * (1 + 0.06 * speck));
  if (Math.min(edge(u, 1.05), edge(v, 1.5)) < 0.035) setPaint(paint, 0.72, 0.73, 0.74);
}

/** Windows by storey, a door at the ground, a plinth; barns get gates instead. */
function paintOpenings(
  finish: Finish,
  u: number,
  v: number,
  width: number,
  height: number,
  paint: Paint,
): void {
  const up = v - (finish.foot ?? 0);
  const barn = finish.kind === 'barn';
  if (!barn && up < 0.35) scalePaint(paint, 0.72);
  const count = Math.floor((width - 0.8) / (barn ? 5 : WINDOW_EVERY_METRES));
  const storey = Math.floor(up / STOREY_METRES);
  if (count < 1 || up < 0 || storey >= (finish.floors ?? 0) + (height > 8.2 ? 1 : 0)) return;
  const pitch = width / count;
  const index = Math.floor(u / pitch);
  const across = Math.abs(u - (index + 0.5) * pitch);
  const rise = up - storey * STOREY_METRES;
  const door = storey === 0 && index === finish.seed % count;
  const half = barn ? (door ? 1.7 : 0.45) : 0.55;
  const [low, high] = door ? [0, barn ? 3 : 2.1] : [0.95, 2.2];
  const inside = Math.min(half - across, rise - low, high - rise);
  const shutters = !barn && !door && finish.seed % 3 === 0;
  if (shutters && inside < 0 && across < half * 2 && Math.min(rise - low, high - rise) > 0) {
    const slat = Math.floor(rise / 0.09) % 2 === 0 ? 1 : 0.85;
    setPaint(paint, 0.3 * slat, 0.42 * slat, 0.36 * slat);
  } else if (inside >= 0 && door) {
    setPaint(paint, 0.38, 0.26 + 0.04 * hash(finish.seed, 2, Math.floor(u * 12)), 0.2);
  } else if (inside >= 0.05 && across >= 0.035) {
    const shine = 0.14 + 0.12 * latticeNoise(finish.seed + index, u * 1.3, v * 1.3);
    setPaint(paint, shine + 0.03, shine + 0.07, shine + 0.11);
  } else if (inside >= -0.09) {
    setPaint(paint, 0.91, 0.9, 0.88);
  }
}
