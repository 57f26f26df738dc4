import { DESCRIPTOR_WORDS, type ThumbnailFeatures } from './extract-features.ts';

/** The largest Hamming distance of two descriptors of 256 bits that match. */
const MAX_HAMMING_DISTANCE = 64;
/** Ratio test: best over second best distance (D. Lowe, "Distinctive image features", IJCV 2004). */
const MAX_RATIO = 0.88;
/** Residual of an inlier of a similarity transformation: scenes are not flat. */
const MAX_ERROR_PIXELS = 14;
const MAX_ROTATION_ERROR_RADIANS = 0.5;
const MAX_SCALE_RATIO = 1.5;

/** Indices of two features that match. */
interface Match {
  a: number;
  b: number;
}

/**
 * Matches the features of two thumbnails and returns the largest number of matches that are inliers of one similarity
 * transformation of the image plane. Each match gives one hypothesis, from the positions, orientations and scales of
 * its two features.
 */
export function countInliers(a: ThumbnailFeatures, b: ThumbnailFeatures): number {
  const matches = matchFeatures(a, b);
  let most = 0;
  for (const hypothesis of matches) {
    if (matches.length <= most) break;
    most = Math.max(most, countInliersOf(hypothesis, matches, [a, b]));
  }
  return most;
}

function countInliersOf(
  hypothesis: Match,
  matches: readonly Match[],
  [a, b]: readonly [ThumbnailFeatures, ThumbnailFeatures],
): number {
  const rotation = (b.angle[hypothesis.b] ?? 0) - (a.angle[hypothesis.a] ?? 0);
  const scale = (b.scale[hypothesis.b] ?? 1) / (a.scale[hypothesis.a] ?? 1);
  const [sin, cos] = [Math.sin(rotation) * scale, Math.cos(rotation) * scale];
  const [x0, y0] = [a.x[hypothesis.a] ?? 0, a.y[hypothesis.a] ?? 0];
  const [u0, v0] = [b.x[hypothesis.b] ?? 0, b.y[hypothesis.b] ?? 0];
  let inliers = 0;
  for (const match of matches) {
    const [dx, dy] = [(a.x[match.a] ?? 0) - x0, (a.y[match.a] ?? 0) - y0];
    const right = u0 + cos * dx - sin * dy - (b.x[match.b] ?? 0);
    const down = v0 + sin * dx + cos * dy - (b.y[match.b] ?? 0);
    if (right ** 2 + down ** 2 > MAX_ERROR_PIXELS ** 2) continue;
    const rotationError = (b.angle[match.b] ?? 0) - (a.angle[match.a] ?? 0) - rotation;
    const scaleRatio = (b.scale[match.b] ?? 1) / (a.scale[match.a] ?? 1) / scale;
    if (Math.cos(rotationError) < Math.cos(MAX_ROTATION_ERROR_RADIANS)) continue;
    if (scaleRatio <= MAX_SCALE_RATIO && scaleRatio >= 1 / MAX_SCALE_RATIO) inliers++;
  }
  return inliers;
}

/** Mutual nearest neighbours that pass the ratio test. */
function matchFeatures(a: ThumbnailFeatures, b: ThumbnailFeatures): Match[] {
  const nearestOfB = new Int32Array(b.count).fill(-1);
  const distanceOfB = new Uint16Array(b.count).fill(256);
  const forward: Match[] = [];
  for (let i = 0; i < a.count; i++) {
    let [best, second, nearest] = [256, 256, -1];
    for (let j = 0; j < b.count; j++) {
      const distance = hammingDistance(a.descriptors, i, b.descriptors, j);
      if (distance < (distanceOfB[j] ?? 0)) {
        distanceOfB[j] = distance;
        nearestOfB[j] = i;
      }
      if (distance < best) [best, second, nearest] = [distance, best, j];
      else if (distance < second) second = distance;
    }
    if (best <= MAX_HAMMING_DISTANCE && best < MAX_RATIO * second) forward.push({ a: i, b: nearest });
  }
  return forward.filter((match) => nearestOfB[match.b] === match.a);
}

/** Population count in parallel: H. Warren, "Hacker's Delight", 2002, chapter 5. `i` and `j` are features. */
function hammingDistance(a: Uint32Array, i: number, b: Uint32Array, j: number): number {
  const [startA, startB] = [i * DESCRIPTOR_WORDS, j * DESCRIPTOR_WORDS];
  let count = 0;
  for (let word = 0; word < DESCRIPTOR_WORDS; word++) {
    let bits = (a[startA + word] ?? 0) ^ (b[startB + word] ?? 0);
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
    count += Math.imul(bits, 0x01010101) >>> 24;
  }
  return count;
}
