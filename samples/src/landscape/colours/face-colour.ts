import { dot } from '@tiepoint/scene';
import { Light, SUN } from '../../colour/light.ts';
import { Paint } from '../../colour/paint.ts';
import { hash, latticeNoise, smoothstep } from '../../random/noise.ts';
import { type Raster, sampleRaster } from '../raster.ts';
import type { FaceTexture } from '../solids/faces.ts';
import type { Finish } from '../solids/solids.ts';
import { sunReaching } from './lighting.ts';

const STOREY_METRES = 2.7;
const WINDOW_EVERY_METRES = 2.5;
/** Where the light on a wall is looked up: this far outside, beyond the eaves. */
const OUTSIDE_METRES = 0.75;

/** All faces' texels in one table: lit colours (0xBBGGRR). */
export interface FaceAtlas {
  colours: Uint32Array;
  texelMetres: number;
}

/** A texel of a face: its place on the face and the size of the face, metres; reused between texels. */
interface FaceTexel {
  readonly finish: Finish;
  u: number;
  v: number;
  readonly width: number;
  readonly height: number;
  /** Uncorrelated from texel to texel, [-1, 1]. */
  speck: number;
  /** Bumps of a metre or so. */
  stain: number;
}

/** Paints one face, lit, into the atlas; `shadow` holds the height of the shadow's upper edge, metres. */
export function paintFace(face: FaceTexture, { colours, texelMetres }: FaceAtlas, shadow: Raster): void {
  const paint = new Paint();
  const light = new Light();
  const { origin, u, v, normal, finish } = face;
  const facing = dot(normal, SUN);
  const wall = Math.abs(normal[2]) < 0.3;
  const width = (face.columns - 2) * texelMetres;
  const height = (face.rows - 2) * texelMetres;
  const texel: FaceTexel = { finish, u: 0, v: 0, width, height, speck: 0, stain: 0 };
  const outside = wall ? OUTSIDE_METRES : 0;
  for (let row = 0; row < face.rows; row++) {
    for (let column = 0; column < face.columns; column++) {
      const along = column * texelMetres;
      const up = row * texelMetres;
      texel.u = along;
      texel.v = up;
      paintTexel(paint, texel);
      const x = origin[0] + u[0] * along + v[0] * up + normal[0] * outside;
      const y = origin[1] + u[1] * along + v[1] * up + normal[1] * outside;
      const z = origin[2] + u[2] * along + v[2] * up;
      const sun = facing > 0 ? sunReaching(z + 0.3 - sampleRaster(shadow, x, y)) : 0;
      // A wall sees half the sky, and the sunlit ground before it.
      light.set(facing, sun, wall ? 0.86 - 0.2 * smoothstep(1.2, 0, up - (finish.foot ?? 0)) : 0.95);
      colours[face.offset + row * face.columns + column] = paint.packLit(light);
    }
  }
}

function paintTexel(paint: Paint, texel: FaceTexel): void {
  const { finish, u, v } = texel;
  const { seed, colour } = finish;
  const speck = 2 * hash(seed + 1, Math.floor(u * 30), Math.floor(v * 30)) - 1;
  const stain = latticeNoise(seed + 2, u * 0.7, v * 0.7) + 0.5 * latticeNoise(seed + 3, u * 2.3, v * 2.3);
  texel.speck = speck;
  texel.stain = stain;
  paint.set(colour);
  switch (finish.kind) {
    case 'tiles':
      paintTiles(paint, texel);
      break;
    case 'sheet':
      paintSheet(paint, texel);
      break;
    case 'boards':
      paintBoards(paint, texel);
      break;
    case 'barn':
      paintBoards(paint, texel);
      paintOpenings(paint, texel);
      break;
    case 'plaster':
      paint.scale(1 + 0.03 * speck + 0.05 * stain);
      paintOpenings(paint, texel);
      break;
    case 'gravel':
      paint.scale(1 + 0.16 * speck + 0.08 * stain);
      if (stain > 0.8) paint.mix([0.42, 0.45, 0.28], 0.6);
      break;
    case 'straw':
      paint.scale(1 + 0.18 * speck + 0.12 * latticeNoise(seed, u * 3, v * 12) + 0.05 * stain);
      break;
    case 'solar':
      paintSolar(paint, texel);
      break;
    case 'glass':
      paint.scale(1 + 0.1 * speck + 0.25 * stain);
      break;
    case 'paint':
      paint.scale(1 + 0.025 * speck + 0.03 * stain);
      break;
  }
}

function paintTiles(paint: Paint, { finish: { seed }, u, v, speck, stain }: FaceTexel): void {
  const row = Math.floor(v / 0.34);
  const column = Math.floor(u / 0.25 + 0.5 * (row % 2));
  const tile = hash(seed + 5, column, row);
  const withinRow = v / 0.34 - row;
  // The lower edge of each row throws a small shadow on the row below.
  const lip = withinRow > 0.82 ? 0.72 : 1;
  paint.scale(lip * (0.86 + 0.28 * tile + 0.06 * speck + 0.07 * stain));
  if (tile > 0.965) paint.mix([0.8, 0.55, 0.4], 0.6);
  const moss = smoothstep(0.55, 1.1, stain + 0.25 * speck);
  paint.mix([0.36, 0.37, 0.22], 0.65 * moss);
}

function paintSheet(paint: Paint, { finish: { seed }, u, v, speck, stain }: FaceTexel): void {
  const rib = Math.abs(u / 0.32 - Math.round(u / 0.32)) * 2;
  const panel = hash(seed + 6, Math.floor(u / 0.96), Math.floor(v / 2.8));
  const seam = (v / 2.8 - Math.floor(v / 2.8)) * 2.8 < 0.06 ? 0.8 : 1;
  paint.scale(seam * (0.88 + 0.14 * panel + 0.12 * smoothstep(0.75, 0.95, rib) + 0.04 * speck));
  const streak = latticeNoise(seed + 7, u * 2.6, v * 0.35) + 0.4 * stain;
  paint.mix([0.5, 0.31, 0.2], 0.75 * smoothstep(0.5, 1, streak));
}

function paintBoards(paint: Paint, { finish: { seed }, u, v, speck }: FaceTexel): void {
  const board = Math.floor(u / 0.22);
  const gap = u / 0.22 - board < 0.1 ? 0.6 : 1;
  const veins = latticeNoise(seed + 8, u * 18, v * 1.2);
  paint.scale(gap * (0.82 + 0.36 * hash(seed + 9, board, 0) + 0.1 * veins + 0.06 * speck));
}

function paintSolar(paint: Paint, { u, v, speck }: FaceTexel): void {
  const edge = (value: number, size: number) => Math.abs(value / size - Math.round(value / size)) * size;
  const cell = Math.min(edge(u, 0.17), edge(v, 0.17)) < 0.014 ? 1.35 : 1;
  paint.scale(cell * (1 + 0.06 * speck));
  if (Math.min(edge(u, 1.05), edge(v, 1.5)) < 0.035) paint.set([0.72, 0.73, 0.74]);
}

/** Windows by storey, a door at the ground, a plinth; barns get gates instead. */
function paintOpenings(paint: Paint, { finish, u, v, width, height }: FaceTexel): void {
  const up = v - (finish.foot ?? 0);
  const barn = finish.kind === 'barn';
  if (!barn && up < 0.35) paint.scale(0.72);
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
    paint.set([0.3, 0.42, 0.36], slat);
  } else if (inside >= 0 && door) {
    paint.set([0.38, 0.26 + 0.04 * hash(finish.seed, 2, Math.floor(u * 12)), 0.2]);
  } else if (inside >= 0.05 && across >= 0.035) {
    const shine = 0.14 + 0.12 * latticeNoise(finish.seed + index, u * 1.3, v * 1.3);
    paint.set([shine + 0.03, shine + 0.07, shine + 0.11]);
  } else if (inside >= -0.09) {
    paint.set([0.91, 0.9, 0.88]);
  }
}
