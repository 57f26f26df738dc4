/* The source images, which the reference image is matched with. */
import { BAD, radius } from './reference';
import { photometricCost } from './windows';

/** As many as the bits of a pixel's view mask. */
export const MAX_SOURCES: i32 = 8;

/** Smaller depths are behind the source's camera. */
const MIN_DEPTH: f32 = 1e-6;
/** A window whose area changes by a factor beyond these can't be matched. */
const MIN_AREA: f32 = 0.1;
const MAX_AREA: f32 = 10.0;
/** Cost of a pixel of geometric error, and the error in pixels at which it is cut off. */
const GEOMETRIC_WEIGHT: f32 = 0.15;
const MAX_GEOMETRIC_ERROR: f32 = 3.0;
/** A window that reaches farther, in pixels to each side, can't be matched: its coordinates have sixteen bits. */
const MAX_REACH: f32 = 30.0;

/** Floats of a source's description. */
const SOURCE_FLOATS: i32 = 32;
/**
 * One row per source, as floats: 0-8 A, 9-11 b (reference pixel to source: A (x, y, 1) + b w), 12-20 A and 21-23 b of the
 * transfer back, 24 width, 25 height.
 */
const table: StaticArray<f32> = new StaticArray<f32>(MAX_SOURCES * SOURCE_FLOATS);
const picturePointers: StaticArray<usize> = new StaticArray<usize>(MAX_SOURCES);
const inversePointers: StaticArray<usize> = new StaticArray<usize>(MAX_SOURCES);
/** Bytes of a source's description as `matchingCost` reads it. */
const LANE_BYTES: i32 = 160;
/**
 * One row per source, of four floats each: A's first column, second and third for (u, u, v, v); A for the steps
 * (ux, uy, vx, vy); b for both; depth along (x, y, x, y) and b of it; the last coordinates (u, u, v, v) that can be read;
 * the row of the depth; then, of sixteen bits, alternating pixels to the next column and to the next row.
 */
const laneTable: StaticArray<f32> = new StaticArray<f32>((MAX_SOURCES * LANE_BYTES) >> 2);
export let sourceCount: i32 = 0;
/** Whether geometric consistency counts as well. */
export let geometric: bool = false;

/** Where the host writes the descriptions of the sources. */
export function sourceTable(): usize {
  return changetype<usize>(table);
}

export function setSources(count: i32, withDepths: bool): void {
  sourceCount = count;
  geometric = withDepths;
  for (let index = 0; index < count; index++) layLanes(index);
}

function layLanes(index: i32): void {
  const a = changetype<usize>(table) + ((index * SOURCE_FLOATS) << 2);
  const lanes = changetype<usize>(laneTable) + index * LANE_BYTES;
  const upper = v128.load(a);
  const middle = v128.load(a, 12);
  const last = v128.load(a, 24);
  const b = v128.load(a, 36);
  const columns = load<f32>(a, 96);
  const end = f32x4(columns, columns, load<f32>(a, 100), load<f32>(a, 100));
  v128.store(lanes, v128.shuffle<f32>(upper, middle, 0, 0, 4, 4));
  v128.store(lanes, v128.shuffle<f32>(upper, middle, 1, 1, 5, 5), 16);
  v128.store(lanes, v128.shuffle<f32>(upper, middle, 2, 2, 6, 6), 32);
  v128.store(lanes, v128.shuffle<f32>(upper, middle, 0, 1, 4, 5), 48);
  v128.store(lanes, v128.shuffle<f32>(b, b, 0, 0, 1, 1), 64);
  v128.store(lanes, v128.shuffle<f32>(last, last, 0, 1, 0, 1), 80);
  v128.store(lanes, v128.shuffle<f32>(b, b, 2, 2, 2, 2), 96);
  v128.store(lanes, f32x4.sub(end, f32x4.splat(2)), 112);
  v128.store(lanes, v128.shuffle<f32>(last, b, 0, 1, 2, 6), 128);
  v128.store(lanes, i32x4.splat((i32(columns) << 16) | 1), 144);
}

/**
 * Sets the pointers of a source's image (four bytes per pixel: itself, its lower, its right and its lower right
 * neighbour) and of its inverse depths, 0 where unknown.
 */
export function setSource(index: i32, image: usize, inverses: usize): void {
  picturePointers[index] = image;
  inversePointers[index] = inverses;
}

/**
 * The matching cost of a source for the plane of inverse depth w with `slopes` (wx, wy, wx, wy): photometric cost plus,
 * where geometric consistency counts, geometric error; BAD where it can't be matched. Costs of `limit` or more need not be
 * exact.
 */
export function matchingCost(index: i32, x: f32, y: f32, w: f32, slopes: v128, limit: f32): f32 {
  const lanes = changetype<usize>(laneTable) + index * LANE_BYTES;
  const toDepth = v128.load(lanes, 128);
  const depth =
    f32x4.extract_lane(toDepth, 0) * x +
    f32x4.extract_lane(toDepth, 1) * y +
    f32x4.extract_lane(toDepth, 2) +
    f32x4.extract_lane(toDepth, 3) * w;
  if (!(depth > MIN_DEPTH)) return BAD;
  const inverse = f32x4.splat(<f32>1.0 / depth);
  const b = v128.load(lanes, 64);
  const place = f32x4.mul(
    f32x4.add(
      f32x4.add(
        f32x4.add(
          f32x4.mul(v128.load(lanes), f32x4.splat(x)),
          f32x4.mul(v128.load(lanes, 16), f32x4.splat(y)),
        ),
        v128.load(lanes, 32),
      ),
      f32x4.mul(b, f32x4.splat(w)),
    ),
    inverse,
  );
  const alongDepth = f32x4.add(v128.load(lanes, 80), f32x4.mul(v128.load(lanes, 96), slopes));
  const steps = f32x4.mul(
    f32x4.sub(
      f32x4.add(v128.load(lanes, 48), f32x4.mul(b, slopes)),
      f32x4.mul(place, alongDepth),
    ),
    inverse,
  );
  const area =
    f32x4.extract_lane(steps, 0) * f32x4.extract_lane(steps, 3) -
    f32x4.extract_lane(steps, 1) * f32x4.extract_lane(steps, 2);
  if (!(area > MIN_AREA && area < MAX_AREA)) return BAD;
  const sizes = f32x4.abs(steps);
  const reach = f32x4.mul(
    f32x4.add(sizes, v128.shuffle<i32>(sizes, sizes, 1, 0, 3, 2)),
    f32x4.splat(f32(radius)),
  );
  const isInside = v128.and(
    f32x4.ge(f32x4.sub(place, reach), f32x4.splat(0.5)),
    v128.and(
      f32x4.le(f32x4.add(place, reach), v128.load(lanes, 112)),
      f32x4.lt(reach, f32x4.splat(MAX_REACH)),
    ),
  );
  if (!i32x4.all_true(isInside)) return BAD;
  const image = unchecked(picturePointers[index]);
  const strides = v128.load(lanes, 144);
  if (!geometric) return photometricCost(image, strides, place, steps);
  const apart = GEOMETRIC_WEIGHT * geometricError(index, x, y, w, place, steps, area);
  if (apart >= limit) return BAD;
  return apart + photometricCost(image, strides, place, steps);
}

/**
 * Geometric error in pixels of the reference: the forward-backward reprojection error through the source's own depth.
 * After J. Schönberger et al., "Pixelwise View Selection for Unstructured Multi-View Stereo" (2016), section 4.5.
 */
function geometricError(index: i32, x: f32, y: f32, w: f32, place: v128, steps: v128, area: f32): f32 {
  const a = changetype<usize>(table) + ((index * SOURCE_FLOATS) << 2);
  const u = f32x4.extract_lane(place, 0);
  const v = f32x4.extract_lane(place, 2);
  const ux = f32x4.extract_lane(steps, 0);
  const uy = f32x4.extract_lane(steps, 1);
  const vx = f32x4.extract_lane(steps, 2);
  const vy = f32x4.extract_lane(steps, 3);
  const columns = i32(load<f32>(a, 96));
  const atU = nearest<f32>(u);
  const atV = nearest<f32>(v);
  const ws = load<f32>(unchecked(inversePointers[index]) + ((i32(atV) * columns + i32(atU)) << 2));
  if (!(ws > 0)) return MAX_GEOMETRIC_ERROR;
  const depth = load<f32>(a, 72) * atU + load<f32>(a, 76) * atV + load<f32>(a, 80) + load<f32>(a, 92) * ws;
  if (!(depth > MIN_DEPTH)) return MAX_GEOMETRIC_ERROR;
  const backX = (load<f32>(a, 48) * atU + load<f32>(a, 52) * atV + load<f32>(a, 56) + load<f32>(a, 84) * ws) / depth;
  const backY = (load<f32>(a, 60) * atU + load<f32>(a, 64) * atV + load<f32>(a, 68) + load<f32>(a, 88) * ws) / depth;
  // The source depth was read at a whole pixel: that rounding is taken out.
  const du = atU - u;
  const dv = atV - v;
  const ex = backX - x - (vy * du - uy * dv) / area;
  const ey = backY - y - (ux * dv - vx * du) / area;
  return min<f32>(MAX_GEOMETRIC_ERROR, sqrt<f32>(ex * ex + ey * ey));
}

/** Whether a source's own depth is consistent with a plane's within `tolerance`, a share of the depth. */
export function isConsistent(index: i32, x: f32, y: f32, w: f32, tolerance: f32): bool {
  const a = changetype<usize>(table) + ((index * SOURCE_FLOATS) << 2);
  const depth = load<f32>(a, 24) * x + load<f32>(a, 28) * y + load<f32>(a, 32) + load<f32>(a, 44) * w;
  if (!(depth > MIN_DEPTH)) return false;
  const u = nearest<f32>((load<f32>(a) * x + load<f32>(a, 4) * y + load<f32>(a, 8) + load<f32>(a, 36) * w) / depth);
  const v = nearest<f32>(
    (load<f32>(a, 12) * x + load<f32>(a, 16) * y + load<f32>(a, 20) + load<f32>(a, 40) * w) / depth,
  );
  const columns = load<f32>(a, 96);
  if (!(u >= 0 && v >= 0 && u < columns && v < load<f32>(a, 100))) return false;
  const ws = load<f32>(unchecked(inversePointers[index]) + ((i32(v) * i32(columns) + i32(u)) << 2));
  // Depths are those of the reference, times w: `depth / w` is the depth in the source.
  const ratio = (ws * depth) / w;
  return abs<f32>(ratio - <f32>1.0) < tolerance;
}
