/* The source photos: what the reference is compared with. */
import {
  BAD,
  centred0,
  centred1,
  centred2,
  centred3,
  inverseDeviation,
  radius,
  sumOf,
  weights0,
  weights1,
  weights2,
  weights3,
} from './reference';

/** As many as the bits of a pixel's view mask. */
export const MAX_SOURCES: i32 = 8;

const MIN_VARIANCE: f32 = 2.0;
/** Behind the source's camera, or as good as. */
const MIN_DEPTH: f32 = 1e-6;
/** A window that shrinks or grows by more than this in area can't be compared. */
const MIN_AREA: f32 = 0.1;
const MAX_AREA: f32 = 10.0;
/** Weight of a geometric error of a pixel, beside the difference of the pictures, and where it ends to count. */
const GEOMETRIC_WEIGHT: f32 = 0.15;
const MAX_GEOMETRIC_ERROR: f32 = 3.0;
/** 2^23: floats of this size have no fraction, which makes adding it a way to round. */
const ROUNDER: f32 = 8388608.0;
/** The bits of 2^23 as a float, shifted left by two. */
const ROUNDER_BITS: u32 = 0x2c000000;

/** Floats of a source's description. */
const SOURCE_FLOATS: i32 = 32;
/**
 * One row a source: 0-8 A, 9-11 b (reference pixel to source: A (x, y, 1) + b w), 12-20 A and 21-23 b of the way
 * back, 24 width, 25 height, as floats.
 */
const table: StaticArray<f32> = new StaticArray<f32>(MAX_SOURCES * SOURCE_FLOATS);
const picturePointers: StaticArray<usize> = new StaticArray<usize>(MAX_SOURCES);
const inversePointers: StaticArray<usize> = new StaticArray<usize>(MAX_SOURCES);
export let sourceCount: i32 = 0;
/** Whether depths of the sources are compared as well. */
export let geometric: bool = false;

/** Where the host writes the descriptions of the sources. */
export function sourceTable(): usize {
  return changetype<usize>(table);
}

export function setSources(count: i32, withDepths: bool): void {
  sourceCount = count;
  geometric = withDepths;
}

/**
 * Where a source's picture lies (four bytes a pixel: itself, its right, its lower and its lower right neighbour), and
 * its inverse depths, 0 where unknown, where depths are compared.
 */
export function setSource(index: i32, picture: usize, inverses: usize): void {
  picturePointers[index] = picture;
  inversePointers[index] = inverses;
}

/**
 * How different a source looks from the reference's window if the surface is the plane (w, wx, wy) in inverse depth:
 * 1 - weighted normalised cross-correlation, 0 to 2; BAD where it can't be compared. Costs of `limit` or more need not be
 * exact.
 */
export function compareView(index: i32, x: f32, y: f32, w: f32, wx: f32, wy: f32, limit: f32): f32 {
  const a = changetype<usize>(table) + ((index * SOURCE_FLOATS) << 2);
  const a00 = load<f32>(a);
  const a10 = load<f32>(a, 12);
  const a20 = load<f32>(a, 24);
  const a01 = load<f32>(a, 4);
  const a11 = load<f32>(a, 16);
  const a21 = load<f32>(a, 28);
  const b0 = load<f32>(a, 36);
  const b1 = load<f32>(a, 40);
  const b2 = load<f32>(a, 44);
  const depth = a20 * x + a21 * y + load<f32>(a, 32) + b2 * w;
  if (!(depth > MIN_DEPTH)) return BAD;
  const inverse: f32 = <f32>1.0 / depth;
  const u = (a00 * x + a01 * y + load<f32>(a, 8) + b0 * w) * inverse;
  const v = (a10 * x + a11 * y + load<f32>(a, 20) + b1 * w) * inverse;
  const gx = a20 + b2 * wx;
  const gy = a21 + b2 * wy;
  const ux = (a00 + b0 * wx - u * gx) * inverse;
  const uy = (a01 + b0 * wy - u * gy) * inverse;
  const vx = (a10 + b1 * wx - v * gx) * inverse;
  const vy = (a11 + b1 * wy - v * gy) * inverse;
  const area = ux * vy - uy * vx;
  if (!(area > MIN_AREA && area < MAX_AREA)) return BAD;
  const reachU: f32 = f32(radius) * (abs<f32>(ux) + abs<f32>(uy));
  const reachV: f32 = f32(radius) * (abs<f32>(vx) + abs<f32>(vy));
  const columns = load<f32>(a, 96);
  const rows = load<f32>(a, 100);
  if (!(u - reachU >= <f32>0.5 && u + reachU <= columns - <f32>2.0)) return BAD;
  if (!(v - reachV >= <f32>0.5 && v + reachV <= rows - <f32>2.0)) return BAD;
  const picture = unchecked(picturePointers[index]);
  if (!geometric) return correlate(picture, columns, u, v, ux, uy, vx, vy);
  const apart = GEOMETRIC_WEIGHT * depthError(index, a, x, y, u, v, w, ux, uy, vx, vy);
  if (apart >= limit) return BAD;
  return apart + correlate(picture, columns, u, v, ux, uy, vx, vy);
}

/** Samples a source's window and compares it with the reference's. */
@inline
function correlate(
  picture: usize,
  columns: f32,
  u: f32,
  v: f32,
  ux: f32,
  uy: f32,
  vx: f32,
  vy: f32,
): f32 {
  const reach = f32(radius);
  const offsets = f32x4(-reach, -1, 1, reach);
  const alongU = f32x4.add(f32x4.mul(offsets, f32x4.splat(ux)), f32x4.splat(u));
  const alongV = f32x4.add(f32x4.mul(offsets, f32x4.splat(vx)), f32x4.splat(v));
  const width = f32x4.splat(columns);
  const s0 = sampleRow(picture, width, alongU, alongV, -reach * uy, -reach * vy);
  const s1 = sampleRow(picture, width, alongU, alongV, -uy, -vy);
  const s2 = sampleRow(picture, width, alongU, alongV, uy, vy);
  const s3 = sampleRow(picture, width, alongU, alongV, reach * uy, reach * vy);
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
  if (variance < MIN_VARIANCE) return BAD;
  const covariance = sumOf(
    f32x4.add(
      f32x4.add(f32x4.mul(centred0, s0), f32x4.mul(centred1, s1)),
      f32x4.add(f32x4.mul(centred2, s2), f32x4.mul(centred3, s3)),
    ),
  );
  return max<f32>(0, <f32>1.0 - (covariance * inverseDeviation) / sqrt<f32>(variance));
}

/** Four bilinear samples, at (u, v) + (du, dv). */
@inline
function sampleRow(picture: usize, width: v128, u: v128, v: v128, du: f32, dv: f32): v128 {
  const rounder = f32x4.splat(ROUNDER);
  const belowRounder = f32x4.splat(ROUNDER - <f32>0.5);
  const atU = f32x4.add(u, f32x4.splat(du));
  const atV = f32x4.add(v, f32x4.splat(dv));
  const column = f32x4.sub(f32x4.add(atU, belowRounder), rounder);
  const row = f32x4.sub(f32x4.add(atV, belowRounder), rounder);
  const fu = f32x4.sub(atU, column);
  const fv = f32x4.sub(atV, row);
  const places = i32x4.shl(f32x4.add(f32x4.add(f32x4.mul(row, width), column), rounder), 2);
  const base = picture - ROUNDER_BITS;
  let blocks = v128.load_zero<u32>(base + <usize>(<u32>i32x4.extract_lane(places, 0)));
  blocks = v128.load_lane<u32>(base + <usize>(<u32>i32x4.extract_lane(places, 1)), blocks, 1);
  blocks = v128.load_lane<u32>(base + <usize>(<u32>i32x4.extract_lane(places, 2)), blocks, 2);
  blocks = v128.load_lane<u32>(base + <usize>(<u32>i32x4.extract_lane(places, 3)), blocks, 3);
  const byte = i32x4.splat(255);
  const upperLeft = f32x4.convert_i32x4_s(v128.and(blocks, byte));
  const upperRight = f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(blocks, 8), byte));
  const lowerLeft = f32x4.convert_i32x4_s(v128.and(i32x4.shr_u(blocks, 16), byte));
  const lowerRight = f32x4.convert_i32x4_s(i32x4.shr_u(blocks, 24));
  const upper = f32x4.add(upperLeft, f32x4.mul(fu, f32x4.sub(upperRight, upperLeft)));
  const lower = f32x4.add(lowerLeft, f32x4.mul(fu, f32x4.sub(lowerRight, lowerLeft)));
  return f32x4.add(upper, f32x4.mul(fv, f32x4.sub(lower, upper)));
}

/**
 * How far, in pixels of the reference, one comes back from the pixel by the source's own depth: forward-backward
 * reprojection error as in geometric consistency of Schönberger et al., "Pixelwise view selection", 2016.
 */
function depthError(
  index: i32,
  a: usize,
  x: f32,
  y: f32,
  u: f32,
  v: f32,
  w: f32,
  ux: f32,
  uy: f32,
  vx: f32,
  vy: f32,
): f32 {
  const columns = i32(load<f32>(a, 96));
  const atU = nearest<f32>(u);
  const atV = nearest<f32>(v);
  const ws = load<f32>(unchecked(inversePointers[index]) + ((i32(atV) * columns + i32(atU)) << 2));
  if (!(ws > 0)) return MAX_GEOMETRIC_ERROR;
  const depth = load<f32>(a, 72) * atU + load<f32>(a, 76) * atV + load<f32>(a, 80) + load<f32>(a, 92) * ws;
  if (!(depth > MIN_DEPTH)) return MAX_GEOMETRIC_ERROR;
  const backX = (load<f32>(a, 48) * atU + load<f32>(a, 52) * atV + load<f32>(a, 56) + load<f32>(a, 84) * ws) / depth;
  const backY = (load<f32>(a, 60) * atU + load<f32>(a, 64) * atV + load<f32>(a, 68) + load<f32>(a, 88) * ws) / depth;
  // The source was read at a whole pixel: what that moved it by does not count.
  const area = ux * vy - uy * vx;
  const du = atU - u;
  const dv = atV - v;
  const ex = backX - x - (vy * du - uy * dv) / area;
  const ey = backY - y - (ux * dv - vx * du) / area;
  return min<f32>(MAX_GEOMETRIC_ERROR, sqrt<f32>(ex * ex + ey * ey));
}

/** Whether a source's own depth agrees with a plane's within `tolerance`, a share of the depth. */
export function agrees(index: i32, x: f32, y: f32, w: f32, tolerance: f32): bool {
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
