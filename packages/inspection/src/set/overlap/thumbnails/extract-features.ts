import { type Corner, detectCorners } from './detect-corners.ts';
import { downsample, type GreyImage, smooth } from './grey-image.ts';

/** The features of a thumbnail: positions in its pixels, orientations, scales and descriptors. */
export interface ThumbnailFeatures {
  count: number;
  x: Float32Array;
  y: Float32Array;
  /** Orientation in radians, clockwise from the right. */
  angle: Float32Array;
  /** Pixels of the thumbnail per pixel of the pyramid level. */
  scale: Float32Array;
  /** 256 bits each. */
  descriptors: Uint32Array;
}

/** Words of 32 bits per descriptor. */
export const DESCRIPTOR_WORDS = 8;

/** Cells across the global descriptor. */
const GLOBAL_SIDE = 16;
/** Pyramid levels: how much smaller each is, and how many corners are detected in it. */
const LEVELS = [
  { scale: 1, corners: 216 },
  { scale: Math.SQRT2, corners: 144 },
  { scale: 2, corners: 72 },
];
/** Radius in pixels of the patch that a descriptor describes. */
const PATCH_RADIUS = 12;
const MARGIN = PATCH_RADIUS + 3;
/** The sampling pattern is precomputed for so many orientations. */
const ORIENTATIONS = 32;
const PATTERNS = rotatePatterns();

/**
 * ORB features (E. Rublee et al., "ORB: an efficient alternative to SIFT or SURF", ICCV 2011): FAST corners on three
 * scales, oriented by the intensity centroid, with rotated BRIEF descriptors, whose bits compare two smoothed pixels of
 * a random pattern (M. Calonder et al., "BRIEF", ECCV 2010).
 */
export function extractFeatures(image: GreyImage): ThumbnailFeatures {
  const levels = LEVELS.map(({ scale, corners }) => {
    const level = scale === 1 ? image : downsample(image, scale);
    return { scale, smoothed: smooth(level), corners: detectCorners(level, MARGIN, corners) };
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
      const angle = orientationOf(smoothed, corner);
      features.x[index] = corner.x * scale;
      features.y[index] = corner.y * scale;
      features.angle[index] = angle;
      features.scale[index] = scale;
      features.descriptors.set(descriptorOf(smoothed, corner, angle), index * DESCRIPTOR_WORDS);
      index++;
    }
  }
  return features;
}

/** The direction from the corner to the intensity centroid of its patch, in radians. */
function orientationOf({ width, pixels }: GreyImage, { x, y }: Corner): number {
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

function descriptorOf({ width, pixels }: GreyImage, { x, y }: Corner, angle: number): Uint32Array {
  const descriptor = new Uint32Array(DESCRIPTOR_WORDS);
  const orientation = Math.round((angle / (2 * Math.PI)) * ORIENTATIONS + ORIENTATIONS) % ORIENTATIONS;
  const pattern = PATTERNS[orientation] ?? new Int8Array();
  const at = y * width + x;
  for (let word = 0; word < DESCRIPTOR_WORDS; word++) {
    let bits = 0;
    for (let bit = 0; bit < 32; bit++) {
      const pair = (word * 32 + bit) * 4;
      const first = pixels[at + (pattern[pair + 1] ?? 0) * width + (pattern[pair] ?? 0)] ?? 0;
      const second = pixels[at + (pattern[pair + 3] ?? 0) * width + (pattern[pair + 2] ?? 0)] ?? 0;
      if (first < second) bits |= 1 << bit;
    }
    descriptor[word] = bits;
  }
  return descriptor;
}

/** A global descriptor: the thumbnail in 16 × 16 cells, with zero mean and unit length. Its dot product is a correlation. */
export function globalDescriptorOf({ width, height, pixels }: GreyImage): Float32Array {
  const descriptor = new Float32Array(GLOBAL_SIDE ** 2);
  const counts = new Uint32Array(GLOBAL_SIDE ** 2);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const cell =
        Math.floor((y * GLOBAL_SIDE) / height) * GLOBAL_SIDE + Math.floor((x * GLOBAL_SIDE) / width);
      descriptor[cell] = (descriptor[cell] ?? 0) + (pixels[y * width + x] ?? 0);
      counts[cell] = (counts[cell] ?? 0) + 1;
    }
  }
  const means = descriptor.map((sum, cell) => sum / (counts[cell] || 1));
  const mean = means.reduce((sum, value) => sum + value, 0) / means.length;
  const length = Math.hypot(...means.map((value) => value - mean)) || 1;
  return means.map((value) => (value - mean) / length);
}

/** 256 pairs of normally distributed points of the patch, rotated to each orientation: x, y, x, y for each pair. */
function rotatePatterns(): Int8Array[] {
  const random = randomNumbers(20_110_811);
  const spread = PATCH_RADIUS / 2;
  const pairs = Array.from({ length: DESCRIPTOR_WORDS * 32 }, () => [
    ...normalPoint(random, spread),
    ...normalPoint(random, spread),
  ]);
  return Array.from({ length: ORIENTATIONS }, (_, orientation) => {
    const angle = (orientation / ORIENTATIONS) * 2 * Math.PI;
    const [sin, cos] = [Math.sin(angle), Math.cos(angle)];
    const rotated = pairs.flatMap(([x1 = 0, y1 = 0, x2 = 0, y2 = 0]) => [
      x1 * cos - y1 * sin,
      x1 * sin + y1 * cos,
      x2 * cos - y2 * sin,
      x2 * sin + y2 * cos,
    ]);
    return Int8Array.from(rotated, Math.round);
  });
}

/** A point of the patch (G. Box, M. Muller, 1958). */
function normalPoint(random: () => number, spread: number): [number, number] {
  const radius = Math.min(PATCH_RADIUS, spread * Math.sqrt(-2 * Math.log(1 - random())));
  const direction = 2 * Math.PI * random();
  return [radius * Math.cos(direction), radius * Math.sin(direction)];
}

/** Reproducible numbers from 0 to 1 (linear congruential generator with the constants of Numerical Recipes). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
