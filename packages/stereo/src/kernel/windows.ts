/* Windows of the source images: sampled bilinearly and compared with the reference's window. */
import {
  BAD,
  centred0,
  centred1,
  centred2,
  centred3,
  inverseDeviation,
  RADIUS,
  radius,
  sumOf,
  weights0,
  weights1,
  weights2,
  weights3,
} from './reference';

/** Weighted variance of grey values, 0 to 255, below which a window is textureless. */
const MIN_VARIANCE: f32 = 2.0;
/** Coordinates of samples are in 1/1024 pixel: sixteen bits hold 32 pixels to each side. */
const FRACTION_BITS: i32 = 10;
const FRACTIONS: i16 = 1024;
/** The scale of samples: 1024 horizontally, divided by eight, times 1024 vertically. */
const SAMPLE_SCALE: f32 = 131072.0;
/** 1.5 × 2^23: floats of this size have no fraction, and their lower bits are the number that was added. */
const ROUNDER: f32 = 12582912.0;
/** Offsets of the samples in the upper half of a window; those of the lower half are their mirror images. */
const WIDE_X: v128 = i16x8(-3, -1, 1, 3, -3, -1, 1, 3);
const WIDE_Y: v128 = i16x8(-3, -3, -3, -3, -1, -1, -1, -1);
const SMALL_X: v128 = i16x8(-2, -1, 1, 2, -2, -1, 1, 2);
const SMALL_Y: v128 = i16x8(-2, -2, -2, -2, -1, -1, -1, -1);

/**
 * The photometric cost of a window of a source: 1 - bilaterally weighted normalised cross-correlation with the reference's
 * window, 0 to 2; BAD where it is textureless. `place` is its centre (u, u, v, v), `steps` its derivative by a pixel of the
 * reference (ux, uy, vx, vy), `strides` alternating pixels to the next column and row, sixteen bits each.
 */
@inline
export function photometricCost(image: usize, strides: v128, place: v128, steps: v128): f32 {
  const whole = f32x4.floor(place);
  const column = i32(f32x4.extract_lane(whole, 0));
  const row = i32(f32x4.extract_lane(whole, 2));
  const base = image + ((row * i16x8.extract_lane_s(strides, 1) + column) << 2);
  // Adding the rounder leaves whole 1/1024 pixels in the lower half of each float.
  const scale = f32x4.splat(FRACTIONS);
  const rounder = f32x4.splat(ROUNDER);
  const start = f32x4.add(f32x4.mul(f32x4.sub(place, whole), scale), rounder);
  const step = f32x4.add(f32x4.mul(steps, scale), rounder);
  const offsetsX = radius == RADIUS ? WIDE_X : SMALL_X;
  const offsetsY = radius == RADIUS ? WIDE_Y : SMALL_Y;
  const awayU = i16x8.add(
    i16x8.mul(offsetsX, v128.shuffle<i16>(step, step, 0, 0, 0, 0, 0, 0, 0, 0)),
    i16x8.mul(offsetsY, v128.shuffle<i16>(step, step, 2, 2, 2, 2, 2, 2, 2, 2)),
  );
  const awayV = i16x8.add(
    i16x8.mul(offsetsX, v128.shuffle<i16>(step, step, 4, 4, 4, 4, 4, 4, 4, 4)),
    i16x8.mul(offsetsY, v128.shuffle<i16>(step, step, 6, 6, 6, 6, 6, 6, 6, 6)),
  );
  const u = v128.shuffle<i16>(start, start, 0, 0, 0, 0, 0, 0, 0, 0);
  const v = v128.shuffle<i16>(start, start, 4, 4, 4, 4, 4, 4, 4, 4);
  readSamples(base, strides, i16x8.add(u, awayU), i16x8.add(v, awayV));
  const s0 = samplesLow;
  const s1 = samplesHigh;
  readSamples(base, strides, i16x8.sub(u, awayU), i16x8.sub(v, awayV));
  const s2 = samplesLow;
  const s3 = samplesHigh;
  const w0 = f32x4.mul(weights0, s0);
  const w1 = f32x4.mul(weights1, s1);
  const w2 = f32x4.mul(weights2, s2);
  const w3 = f32x4.mul(weights3, s3);
  const mean = sumOf(f32x4.add(f32x4.add(w0, w1), f32x4.add(w2, w3)));
  const square = sumOf(
    f32x4.add(
      f32x4.add(f32x4.mul(w0, s0), f32x4.mul(w1, s1)),
      f32x4.add(f32x4.mul(w2, s2), f32x4.mul(w3, s3)),
    ),
  );
  const variance = square - mean * mean;
  if (variance < MIN_VARIANCE * SAMPLE_SCALE * SAMPLE_SCALE) return BAD;
  const covariance = sumOf(
    f32x4.add(
      f32x4.add(f32x4.mul(centred0, s0), f32x4.mul(centred1, s1)),
      f32x4.add(f32x4.mul(centred2, s2), f32x4.mul(centred3, s3)),
    ),
  );
  return max<f32>(0, <f32>1.0 - (covariance * inverseDeviation) / sqrt<f32>(variance));
}

/** The samples that were read last, four each, times `SAMPLE_SCALE`. */
let samplesLow: v128 = f32x4.splat(0);
let samplesHigh: v128 = f32x4.splat(0);

/** Eight bilinear samples at the offsets `u` and `v` (1/1024 pixel, sixteen bits each) from the pixel at `base`. */
@inline
function readSamples(base: usize, strides: v128, u: v128, v: v128): void {
  const columns = i16x8.shr_s(u, FRACTION_BITS);
  const rows = i16x8.shr_s(v, FRACTION_BITS);
  const low = readBlocks(base, i32x4.dot_i16x8_s(pairLow(columns, rows), strides));
  const high = readBlocks(base, i32x4.dot_i16x8_s(pairHigh(columns, rows), strides));
  const fraction = i16x8.splat(FRACTIONS - 1);
  const all = i16x8.splat(FRACTIONS);
  const right = v128.and(u, fraction);
  const left = i16x8.sub(all, right);
  const lower = v128.and(v, fraction);
  const upper = i16x8.sub(all, lower);
  const acrossLow = pairLow(left, right);
  const acrossHigh = pairHigh(left, right);
  const upperBytes = i32x4.splat(0x00ff00ff);
  const above = i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.dot_i16x8_s(v128.and(low, upperBytes), acrossLow), 3),
    i32x4.shr_s(i32x4.dot_i16x8_s(v128.and(high, upperBytes), acrossHigh), 3),
  );
  const below = i16x8.narrow_i32x4_s(
    i32x4.shr_s(i32x4.dot_i16x8_s(i16x8.shr_u(low, 8), acrossLow), 3),
    i32x4.shr_s(i32x4.dot_i16x8_s(i16x8.shr_u(high, 8), acrossHigh), 3),
  );
  samplesLow = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(pairLow(above, below), pairLow(upper, lower)));
  samplesHigh = f32x4.convert_i32x4_s(i32x4.dot_i16x8_s(pairHigh(above, below), pairHigh(upper, lower)));
}

/** The lower four lanes of two vectors, interleaved. */
@inline
function pairLow(first: v128, second: v128): v128 {
  return v128.shuffle<i16>(first, second, 0, 8, 1, 9, 2, 10, 3, 11);
}

@inline
function pairHigh(first: v128, second: v128): v128 {
  return v128.shuffle<i16>(first, second, 4, 12, 5, 13, 6, 14, 7, 15);
}

/** The four bytes of each of four pixels at offsets from `base`. */
@inline
function readBlocks(base: usize, pixelsAway: v128): v128 {
  const places = i32x4.add(i32x4.splat(i32(base)), i32x4.shl(pixelsAway, 2));
  let blocks = v128.load_zero<u32>(<usize>(<u32>i32x4.extract_lane(places, 0)));
  blocks = v128.load_lane<u32>(<usize>(<u32>i32x4.extract_lane(places, 1)), blocks, 1);
  blocks = v128.load_lane<u32>(<usize>(<u32>i32x4.extract_lane(places, 2)), blocks, 2);
  return v128.load_lane<u32>(<usize>(<u32>i32x4.extract_lane(places, 3)), blocks, 3);
}
