import { type Corner, findCorners } from './find-corners.ts';
import { type GreyPicture, shrink, smooth } from './grey-picture.ts';

/** Corners of a picture with what surrounds them, in the pixels of the whole picture. */
export interface PictureFeatures {
  count: number;
  x: Float32Array;
  y: Float32Array;
  /** Radians. */
  angle: Float32Array;
  /** How many pixels of the picture a pixel of the level is. */
  scale: Float32Array;
  /** 256 bits each. */
  descriptors: Uint32Array;
}

/** Words of 32 bits of a descriptor. */
export const DESCRIPTOR_WORDS = 8;

const GIST_SIDE = 16;
/** Pyramid levels: how much smaller each is, and how many corners it gives. */
const LEVELS = [
  { scale: 1, corners: 216 },
  { scale: Math.SQRT2, corners: 144 },
  { scale: 2, corners: 72 },
];
/** Pixels around a corner that its descriptor looks at. */
const PATCH_RADIUS = 12;
const MARGIN = PATCH_RADIUS + 3;
/** Orientations that the pattern is turned to before. */
const TURNS = 32;
const PATTERNS = turnPatterns();

/**
 * Rotated binary descriptors of FAST corners on three scales, as ORB has them (E. Rublee et al., "ORB: an efficient
 * alternative to SIFT or SURF", ICCV 2011): the direction is that of the intensity centroid, each bit compares two
 * smoothed pixels of a turned random pattern (M. Calonder et al., "BRIEF", ECCV 2010).
 */
export function describePicture(picture: GreyPicture): PictureFeatures {
  const levels = LEVELS.map(({ scale, corners }) => {
    const level = scale === 1 ? picture : shrink(picture, scale);
    return { scale, smoothed: smooth(level), corners: findCorners(level, MARGIN, corners) };
  });
  const count = levels.reduce((sum, { corners }) => sum + corners.length, 0);
  const features = {
    count,
    x: new Float32Array(count),
    y: new Float32Array(count),
    angle: new Float32Array(count),
    scale: new Float32Array(count),
    descriptors: new Uint32Array(count * DESCRIPTOR_WORDS),
  };
  let index = 0;
  for (const { scale, smoothed, corners } of levels) {
    for (const corner of corners) {
      const angle = angleOf(smoothed, corner);
      features.x[index] = corner.x * scale;
      features.y[index] = corner.y * scale;
      features.angle[index] = angle;
      features.scale[index] = scale;
      writeDescriptor(features.descriptors, index * DESCRIPTOR_WORDS, smoothed, corner, angle);
      index++;
    }
  }
  return features;
}

/** From the corner to the centroid of the brightness around it. */
function angleOf({ width, pixels }: GreyPicture, { x, y }: Corner): number {
  let [right, down] = [0, 0];
  for (let dy = -PATCH_RADIUS; dy <= PATCH_RADIUS; dy++) {
    const reach = Math.floor(Math.sqrt(PATCH_RADIUS ** 2 - dy ** 2));
    for (let dx = -reach; dx <= reach; dx++) {
      const value = pixels[(y + dy) * width + x + dx] ?? 0;
      right += dx * value;
      down += dy * value;
    }
  }
  return Math.atan2(down, right);
}

function writeDescriptor(
  descriptors: Uint32Array,
  start: number,
  { width, pixels }: GreyPicture,
  { x, y }: Corner,
  angle: number,
): void {
  const turn = Math.round((angle / (2 * Math.PI)) * TURNS + TURNS) % TURNS;
  const pattern = PATTERNS[turn] ?? new Int8Array();
  const at = y * width + x;
  for (let word = 0; word < DESCRIPTOR_WORDS; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++) {
      const place = (word * 32 + bit) * 4;
      const first = pixels[at + (pattern[place + 1] ?? 0) * width + (pattern[place] ?? 0)] ?? 0;
      const second = pixels[at + (pattern[place + 3] ?? 0) * width + (pattern[place + 2] ?? 0)] ?? 0;
      if (first < second) bits |= 1 << bit;
    }
    descriptors[start + word] = bits;
  }
}

/** The whole picture in 16 x 16 pixels, for a first guess at what looks alike: zero mean, length 1. */
export function describeWhole({ width, height, pixels }: GreyPicture): Float32Array {
  const gist = new Float32Array(GIST_SIDE ** 2);
  const counts = new Uint32Array(GIST_SIDE ** 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell = Math.floor((y * GIST_SIDE) / height) * GIST_SIDE + Math.floor((x * GIST_SIDE) / width);
      gist[cell] = (gist[cell] ?? 0) + (pixels[y * width + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  const means = gist.map((sum, cell) => sum / (counts[cell] || 1));
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const length = Math.hypot(...means.map((value) => value - mean)) || 1;
  return means.map((value) => (value - mean) / length);
}

/** 256 pairs of points around a corner, normally distributed, turned to each orientation: x, y, x, y a pair. */
function turnPatterns(): Int8Array[] {
  const random = randomNumbers(20_110_811);
  const spread = PATCH_RADIUS / 2;
  const pairs = Array.from({ length: DESCRIPTOR_WORDS * 32 }, () => [
    ...normalPoint(random, spread),
    ...normalPoint(random, spread),
  ]);
  return Array.from({ length: TURNS }, (_, turn) => {
    const angle = (turn / TURNS) * 2 * Math.PI;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    const turned = pairs.flatMap(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => [
      x1 * cos - y1 * sin,
      x1 * sin + y1 * cos,
      x2 * cos - y2 * sin,
      x2 * sin + y2 * cos,
    ]);
    return Int8Array.from(turned, Math.round);
  });
}

/** A point in the disc of the patch (Box and Muller's transform). */
function normalPoint(random: () => number, spread: number): [number, number] {
  const radius = Math.min(PATCH_RADIUS, spread * Math.sqrt(-2 * Math.log(1 - random())));
  const direction = 2 * Math.PI * random();
  return [radius * Math.cos(direction), radius * Math.sin(direction)];
}

/** Numbers from 0 to 1, the same for the same seed (a linear congruence with the constants of Numerical Recipes). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
