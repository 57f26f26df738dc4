/* The reference image, whose depths are estimated. AssemblyScript, like everything in this folder. */

/** Half the width of the window in pixels; its 4 × 4 samples lie at -3, -1, 1 and 3. */
export const RADIUS: i32 = 3;
/** The same where a small window has enough texture: a smaller window causes less foreground fattening. */
const SMALL_RADIUS: i32 = 2;
/** Cost of a view that can't be matched. */
export const BAD: f32 = 2.0;
/** Cost of a textureless pixel, which is never matched. */
export const TEXTURELESS: f32 = 3.0;
/** Floats of a hypothesis: inverse depth, its change per pixel to the right and down, cost. */
export const HYPOTHESIS_FLOATS: i32 = 4;

/** Weighted variance of grey values, 0 to 255, below which a window is textureless. */
const MIN_VARIANCE: f32 = 2.0;
/** Variance from which on a small window has enough texture. */
const CLEAR_VARIANCE: f32 = 40.0;
/** Bilateral weights: how fast they fall with the difference in grey and with the distance in pixels. */
const GREY_SIGMA: f32 = 25.0;
const DISTANCE_SIGMA: f32 = 3.0;

export let width: i32 = 0;
export let height: i32 = 0;
/** Grey values, one byte per pixel. */
export let pixels: usize = 0;
export let hypotheses: usize = 0;
/** One byte per pixel: the sources that are compared there, as bits. */
export let viewMasks: usize = 0;
/** One byte per pixel: the two sources with the lowest cost for its plane, three bits each. */
export let bestViewPairs: usize = 0;
/** Largest inverse depth that a hypothesis may have. */
export let maxInverseDepth: f32 = 0;
/** Largest change of the inverse depth per pixel, as a share of it: the steepest surface. */
export let maxSlope: f32 = 0;

/** Sets the reference image and the pointers of its tables. */
export function setReference(
  newWidth: i32,
  newHeight: i32,
  newPixels: usize,
  newHypotheses: usize,
  newViewMasks: usize,
  newBestViewPairs: usize,
  newMaxInverseDepth: f32,
  newMaxSlope: f32,
): void {
  width = newWidth;
  height = newHeight;
  pixels = newPixels;
  hypotheses = newHypotheses;
  viewMasks = newViewMasks;
  bestViewPairs = newBestViewPairs;
  maxInverseDepth = newMaxInverseDepth;
  maxSlope = newMaxSlope;
}

/** The address of a pixel's hypothesis. */
@inline
export function hypothesisAt(x: i32, y: i32): usize {
  return hypotheses + (((y * width + x) * HYPOTHESIS_FLOATS) << 2);
}

/** Half the width of the window that was read last. */
export let radius: i32 = RADIUS;
/**
 * Normalised bilateral weights of the window's samples, and weight × (grey - mean): 0 and 1 are its upper rows from the
 * left, 2 and 3 the same samples mirrored at the centre.
 */
export let weights0: v128 = f32x4.splat(0);
export let weights1: v128 = f32x4.splat(0);
export let weights2: v128 = f32x4.splat(0);
export let weights3: v128 = f32x4.splat(0);
export let centred0: v128 = f32x4.splat(0);
export let centred1: v128 = f32x4.splat(0);
export let centred2: v128 = f32x4.splat(0);
export let centred3: v128 = f32x4.splat(0);
/** One over the weighted standard deviation of the window. */
export let inverseDeviation: f32 = 0;

/** exp(-d² / 2σ²) for each difference in grey, and for the distances of the samples of a row. */
const greyWeights: StaticArray<f32> = new StaticArray<f32>(256);
let tablesReady: bool = false;
const nearWeight: f32 = f32(Math.exp(-1.0 / (2.0 * DISTANCE_SIGMA * DISTANCE_SIGMA)));
const farWeight: f32 = f32(Math.exp(-9.0 / (2.0 * DISTANCE_SIGMA * DISTANCE_SIGMA)));

function prepareTables(): void {
  for (let d = 0; d < 256; d++) {
    const ratio = f64(d) / f64(GREY_SIGMA);
    greyWeights[d] = f32(Math.exp(-0.5 * ratio * ratio));
  }
  tablesReady = true;
}

/**
 * Reads the window around a pixel once for all following comparisons: the small one, or the large one where that has
 * little texture. False where it reaches over the border or is textureless.
 */
export function loadWindow(x: i32, y: i32): bool {
  if (x < RADIUS || y < RADIUS || x >= width - RADIUS || y >= height - RADIUS) return false;
  if (!tablesReady) prepareTables();
  const centre = pixels + y * width + x;
  radius = SMALL_RADIUS;
  let variance = loadSamples(centre);
  if (variance < CLEAR_VARIANCE) {
    radius = RADIUS;
    variance = loadSamples(centre);
  }
  if (variance < MIN_VARIANCE) return false;
  inverseDeviation = <f32>1.0 / sqrt<f32>(variance);
  return true;
}

/** Reads the samples of a window of the current radius; returns their weighted variance. */
function loadSamples(centre: usize): f32 {
  const grey = i32(load<u8>(centre));
  const row0 = greyRow(centre - radius * width);
  const row1 = greyRow(centre - width);
  const row2 = mirroredRow(centre + radius * width);
  const row3 = mirroredRow(centre + width);
  const w0 = weightRow(row0, grey, farWeight);
  const w1 = weightRow(row1, grey, nearWeight);
  const w2 = weightRow(row2, grey, farWeight);
  const w3 = weightRow(row3, grey, nearWeight);
  const total = sumOf(f32x4.add(f32x4.add(w0, w1), f32x4.add(w2, w3)));
  const scale = f32x4.splat(<f32>1.0 / total);
  weights0 = f32x4.mul(w0, scale);
  weights1 = f32x4.mul(w1, scale);
  weights2 = f32x4.mul(w2, scale);
  weights3 = f32x4.mul(w3, scale);
  const mean = f32x4.splat(
    sumOf(
      f32x4.add(
        f32x4.add(f32x4.mul(weights0, row0), f32x4.mul(weights1, row1)),
        f32x4.add(f32x4.mul(weights2, row2), f32x4.mul(weights3, row3)),
      ),
    ),
  );
  const d0 = f32x4.sub(row0, mean);
  const d1 = f32x4.sub(row1, mean);
  const d2 = f32x4.sub(row2, mean);
  const d3 = f32x4.sub(row3, mean);
  centred0 = f32x4.mul(weights0, d0);
  centred1 = f32x4.mul(weights1, d1);
  centred2 = f32x4.mul(weights2, d2);
  centred3 = f32x4.mul(weights3, d3);
  return sumOf(
    f32x4.add(
      f32x4.add(f32x4.mul(centred0, d0), f32x4.mul(centred1, d1)),
      f32x4.add(f32x4.mul(centred2, d2), f32x4.mul(centred3, d3)),
    ),
  );
}

@inline
function greyRow(centre: usize): v128 {
  return f32x4(
    f32(load<u8>(centre - radius)),
    f32(load<u8>(centre - 1)),
    f32(load<u8>(centre + 1)),
    f32(load<u8>(centre + radius)),
  );
}

/** The same from the right. */
@inline
function mirroredRow(centre: usize): v128 {
  return f32x4(
    f32(load<u8>(centre + radius)),
    f32(load<u8>(centre + 1)),
    f32(load<u8>(centre - 1)),
    f32(load<u8>(centre - radius)),
  );
}

@inline
function weightRow(row: v128, grey: i32, rowWeight: f32): v128 {
  const far = rowWeight * farWeight;
  const near = rowWeight * nearWeight;
  return f32x4(
    far * greyWeight(i32(f32x4.extract_lane(row, 0)) - grey),
    near * greyWeight(i32(f32x4.extract_lane(row, 1)) - grey),
    near * greyWeight(i32(f32x4.extract_lane(row, 2)) - grey),
    far * greyWeight(i32(f32x4.extract_lane(row, 3)) - grey),
  );
}

@inline
function greyWeight(difference: i32): f32 {
  return unchecked(greyWeights[abs<i32>(difference)]);
}

@inline
export function sumOf(lanes: v128): f32 {
  const halves = f32x4.add(lanes, v128.shuffle<f32>(lanes, lanes, 2, 3, 0, 1));
  return f32x4.extract_lane(halves, 0) + f32x4.extract_lane(halves, 1);
}
