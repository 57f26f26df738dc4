import type { Colour, Paint } from '../../colour/paint.ts';
import { hash, smoothstep } from '../../random/noise.ts';
import type { Patch } from '../land/settlement.ts';
import type { Grain, GroundTexel } from './ground-texel.ts';

/** A texel of a patch: its place on the patch and distance inside its edge, metres. */
interface PatchTexel {
  seed: number;
  u: number;
  v: number;
  inside: number;
  grain: Grain;
}

/** Paints one patch over the ground colour where it covers the place. */
export function paintPatch(paint: Paint, { x, y, grain }: GroundTexel, patch: Patch): void {
  const cosine = Math.cos(patch.angle);
  const sine = Math.sin(patch.angle);
  const u = (x - patch.x) * cosine + (y - patch.y) * sine;
  const v = (y - patch.y) * cosine - (x - patch.x) * sine;
  const inside = patch.round
    ? patch.halfU - Math.hypot(u, v)
    : Math.min(patch.halfU - Math.abs(u), patch.halfV - Math.abs(v));
  const ragged = patch.kind === 'yard' || patch.kind === 'sand' ? 0.5 * grain.medium + 0.2 * grain.small : 0;
  const cover = smoothstep(-0.03, 0.03, inside + ragged);
  if (cover === 0) return;
  paint.mix(colourOf(patch.kind, { seed: patch.seed, u, v, inside, grain }), cover);
}

function colourOf(kind: Patch['kind'], texel: PatchTexel): Colour {
  const { grain, inside } = texel;
  const rough = 1 + 0.1 * grain.speck + 0.06 * grain.tiny + 0.05 * grain.medium;
  switch (kind) {
    case 'drive':
      return pavers(texel, { size: 0.24, colour: [0.62, 0.58, 0.54] }, rough);
    case 'patio':
      return pavers(texel, { size: 0.6, colour: [0.74, 0.69, 0.6] }, rough);
    case 'pool':
      return pool(texel);
    case 'bed':
      return flowers(grain, rough);
    case 'vegetables':
      return vegetables(texel, rough);
    case 'trampoline':
      return inside < 0.35 ? [0.22, 0.38, 0.66] : [0.13 * rough, 0.13 * rough, 0.14 * rough];
    case 'sand':
      return [0.83 * rough, 0.75 * rough, 0.58 * rough];
    case 'yard': {
      const worn = rough + 0.1 * grain.large;
      return [0.6 * worn, 0.57 * worn, 0.51 * worn];
    }
  }
}

function pavers(
  { seed, u, v }: PatchTexel,
  { size, colour }: { size: number; colour: Colour },
  rough: number,
): Colour {
  const row = Math.floor(v / size);
  const shifted = u / size + (row % 2) * 0.5;
  const column = Math.floor(shifted);
  const joint = Math.min(shifted - column, 1 - (shifted - column), v / size - row, 1 - (v / size - row));
  const tone = rough * (0.88 + 0.24 * hash(seed, column, row)) * (joint * size < 0.02 ? 0.72 : 1);
  return [colour[0] * tone, colour[1] * tone, colour[2] * tone];
}

function pool(texel: PatchTexel): Colour {
  const { u, inside, grain } = texel;
  if (inside < 0.4) return pavers(texel, { size: 0.4, colour: [0.86, 0.83, 0.76] }, 1 + 0.06 * grain.speck);
  const ripple = Math.abs(grain.small + 0.5 * grain.tiny);
  const glint = ripple < 0.12 ? 0.1 : 0;
  const depth = 0.9 + 0.1 * Math.sin(u * 0.9) + 0.04 * grain.tiny;
  return [0.38 * depth + glint, 0.66 * depth + glint, 0.72 * depth + glint];
}

function flowers(grain: Grain, rough: number): Colour {
  if (grain.tiny > 0.45) {
    const pick = grain.medium + 0.8 * grain.small;
    if (pick > 0.35) return [0.88, 0.3, 0.36];
    if (pick > 0) return [0.93, 0.82, 0.28];
    return pick > -0.4 ? [0.9, 0.88, 0.92] : [0.55, 0.35, 0.7];
  }
  return grain.small > -0.3
    ? [0.3 * rough, 0.43 * rough, 0.18 * rough]
    : [0.38 * rough, 0.29 * rough, 0.22 * rough];
}

function vegetables({ u, grain }: PatchTexel, rough: number): Colour {
  const row = Math.floor(u / 0.55);
  const offset = Math.abs(u / 0.55 - row - 0.5);
  if (offset + 0.12 * grain.small < 0.33 && grain.medium > -0.65) {
    const kind = hash(7, row, 3);
    return [(0.28 + 0.16 * kind) * rough, (0.46 + 0.1 * kind) * rough, (0.2 + 0.12 * kind) * rough];
  }
  return [0.42 * rough, 0.32 * rough, 0.24 * rough];
}
