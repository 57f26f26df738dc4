/* PatchMatch: planes are propagated between pixels and randomly perturbed. */
import {
  BAD,
  bestViewPairs,
  height,
  hypothesisAt,
  loadWindow,
  maxInverseDepth,
  maxSlope,
  TEXTURELESS,
  viewMasks,
  width,
} from './reference';
import { matchingCost, sourceCount } from './sources';

/** Planes that differ by less than this share of their inverse depth are the same. */
const SAME_SHARE: f32 = 3e-4;
/** The highest cost of a plane, including the geometric error. */
const WORST: f32 = BAD + <f32>0.45;
/** Regions from which planes are propagated: four near ones, four far ones (Xu and Tao, ACMM, 2019). */
const ALL_REGIONS: i32 = 8;

/** The bits of the best view in a pixel's byte of `bestViewPairs`, and the shift of the second. */
const VIEW_BITS: i32 = 7;
const SECOND_SHIFT: i32 = 3;
/** In hasty iterations a plane is rejected where both its likely views cost this factor of the pixel's cost. */
const HASTY_SHARE: f32 = 1.4;

/** Whether the iteration is hasty: planes are still coarse, and all views are compared. */
let hasty: bool = false;
let randomState: u32 = 1;
/** The range of random inverse depths. */
let nearestInverse: f32 = 0;
let farthestInverse: f32 = 0;

/** Starts the sequence of random numbers: one for each photo, so results do not depend on threads. */
export function seed(state: u32): void {
  randomState = state == 0 ? 1 : state;
}

export function setDepthRange(farthest: f32, nearest: f32): void {
  farthestInverse = farthest;
  nearestInverse = nearest;
}

/** Uniform in [0, 1); xorshift32 (Marsaglia, 2003). */
@inline
function random(): f32 {
  randomState ^= randomState << 13;
  randomState ^= randomState >> 17;
  randomState ^= randomState << 5;
  return f32(randomState >> 8) * <f32>(1.0 / 16777216.0);
}

/** Uniform in [-1, 1). */
@inline
function swing(): f32 {
  return <f32>2.0 * random() - <f32>1.0;
}

/** The two best views of the plane that was evaluated last, as in `bestViewPairs`. */
let bestPair: i32 = 0;

/**
 * Mean cost of the two best views of the pixel's mask, or `limit` where it is not below. The likely best pair is compared
 * first: where neither of the two is below twice the limit (less in hasty iterations), the plane is rejected. With a mask
 * of three views that is exact.
 */
function costOf(mask: i32, pair: i32, x: i32, y: i32, w: f32, wx: f32, wy: f32, limit: f32): f32 {
  const fx = f32(x);
  const fy = f32(y);
  const slopes = f32x4(wx, wy, wx, wy);
  const bound: f32 = 2 * limit;
  let bestView = pair & VIEW_BITS;
  let secondView = (pair >> SECOND_SHIFT) & VIEW_BITS;
  let best = matchingCost(bestView, fx, fy, w, slopes, bound);
  let second = matchingCost(secondView, fx, fy, w, slopes, bound);
  if (min<f32>(best, second) >= (hasty ? HASTY_SHARE * limit : bound)) return limit;
  let left = mask & ~((1 << bestView) | (1 << secondView));
  if (second < best) {
    const swapped = best;
    best = second;
    second = swapped;
    bestView = secondView;
    secondView = pair & VIEW_BITS;
  }
  for (; left != 0; left &= left - 1) {
    const view = ctz(left);
    const cost = matchingCost(view, fx, fy, w, slopes, second);
    if (cost < best) {
      second = best;
      secondView = bestView;
      best = cost;
      bestView = view;
    } else if (cost < second) {
      second = cost;
      secondView = view;
    }
  }
  bestPair = bestView | (secondView << SECOND_SHIFT);
  return <f32>0.5 * (best + second);
}

/** Whether a plane lies in front of the camera, within the depth range and not too steep. */
@inline
function isPossible(w: f32, wx: f32, wy: f32): bool {
  return w > 0 && w <= maxInverseDepth && max<f32>(abs<f32>(wx), abs<f32>(wy)) < maxSlope * w;
}

/** Computes the cost of each pixel's plane; textureless pixels are marked and never matched. */
export function evaluateHypotheses(): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = hypothesisAt(x, y);
      const pixel = y * width + x;
      let cost = TEXTURELESS;
      if (loadWindow(x, y)) {
        const mask = i32(load<u8>(viewMasks + pixel));
        cost = costOf(mask, anyPair(mask), x, y, load<f32>(at), load<f32>(at, 4), load<f32>(at, 8), WORST);
        store<u8>(bestViewPairs + pixel, u8(bestPair));
      }
      store<f32>(at, cost, 12);
    }
  }
}

/** The first two views of a mask. */
@inline
function anyPair(mask: i32): i32 {
  return ctz(mask) | (ctz(mask & (mask - 1)) << SECOND_SHIFT);
}

/** View selection: keeps the `count` best views of each pixel for its plane; the others are not compared any more. */
export function selectViews(count: i32): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = hypothesisAt(x, y);
      if (load<f32>(at, 12) >= TEXTURELESS || !loadWindow(x, y)) continue;
      const w = load<f32>(at);
      const wx = load<f32>(at, 4);
      const wy = load<f32>(at, 8);
      store<u8>(viewMasks + y * width + x, bestViews(count, f32(x), f32(y), w, f32x4(wx, wy, wx, wy)));
    }
  }
}

const viewCosts: StaticArray<f32> = new StaticArray<f32>(8);

function bestViews(count: i32, x: f32, y: f32, w: f32, slopes: v128): u8 {
  for (let index = 0; index < sourceCount; index++) {
    unchecked((viewCosts[index] = matchingCost(index, x, y, w, slopes, WORST)));
  }
  let mask: i32 = 0;
  for (let chosen = 0; chosen < count; chosen++) {
    let best = -1;
    for (let index = 0; index < sourceCount; index++) {
      if ((mask & (1 << index)) != 0) continue;
      if (best < 0 || unchecked(viewCosts[index]) < unchecked(viewCosts[best])) best = index;
    }
    if (best >= 0) mask |= 1 << best;
  }
  return u8(mask);
}

/**
 * One iteration of checkerboard propagation and refinement, in place: each pixel tries the best plane of each of `regions`
 * regions around, and its own plane, perturbed by up to `depthChange` (share of its inverse depth), by up to `slopeChange`
 * (times `slopeUnit`), by half of both, and, where `anywhere`, a random depth.
 */
export function propagate(regions: i32, depthChange: f32, slopeChange: f32, slopeUnit: f32, anywhere: bool): void {
  hasty = anywhere;
  for (let colour = 0; colour < 2; colour++) {
    for (let y = 0; y < height; y++) {
      for (let x = (y + colour) & 1; x < width; x += 2) {
        if (load<f32>(hypothesisAt(x, y), 12) >= TEXTURELESS) continue;
        propagateToPixel(x, y, regions, depthChange, slopeChange * slopeUnit, anywhere);
      }
    }
  }
  hasty = false;
}

let ownW: f32 = 0;
let ownWx: f32 = 0;
let ownWy: f32 = 0;
let ownCost: f32 = 0;
let ownPair: i32 = 0;

function propagateToPixel(
  x: i32,
  y: i32,
  regions: i32,
  depthChange: f32,
  slopeChange: f32,
  anywhere: bool,
): void {
  if (!loadWindow(x, y)) return;
  const at = hypothesisAt(x, y);
  const pixel = y * width + x;
  const mask = i32(load<u8>(viewMasks + pixel));
  ownW = load<f32>(at);
  ownWx = load<f32>(at, 4);
  ownWy = load<f32>(at, 8);
  ownCost = load<f32>(at, 12);
  ownPair = i32(load<u8>(bestViewPairs + pixel));
  for (let region = 0; region < regions; region++) {
    const from = cheapestOf(region, x, y);
    if (from != 0) tryPropagated(from, mask, x, y);
  }
  const dz: f32 = depthChange * swing();
  const dx: f32 = slopeChange * swing();
  const dy: f32 = slopeChange * swing();
  tryPlane(mask, ownPair, x, y, ownW * (<f32>1.0 + dz), ownWx, ownWy);
  tryPlane(mask, ownPair, x, y, ownW, ownWx + ownW * dx, ownWy + ownW * dy);
  tryPlane(
    mask,
    ownPair,
    x,
    y,
    ownW * (<f32>1.0 + <f32>0.5 * depthChange * swing()),
    ownWx + <f32>0.5 * ownW * slopeChange * swing(),
    ownWy + <f32>0.5 * ownW * slopeChange * swing(),
  );
  if (anywhere) {
    const w = farthestInverse + random() * (nearestInverse - farthestInverse);
    tryPlane(mask, ownPair, x, y, w, w * slopeChange * swing(), w * slopeChange * swing());
  }
  store<f32>(at, ownW);
  store<f32>(at, ownWx, 4);
  store<f32>(at, ownWy, 8);
  store<f32>(at, ownCost, 12);
  store<u8>(bestViewPairs + pixel, u8(ownPair));
}

@inline
function tryPlane(mask: i32, pair: i32, x: i32, y: i32, w: f32, wx: f32, wy: f32): void {
  if (!isPossible(w, wx, wy)) return;
  const cost = costOf(mask, pair, x, y, w, wx, wy, ownCost);
  if (cost >= ownCost) return;
  ownW = w;
  ownWx = wx;
  ownWy = wy;
  ownCost = cost;
  ownPair = bestPair;
}

/** Tries the plane of another pixel, extended to this one, in the views that are best there. */
function tryPropagated(from: usize, mask: i32, x: i32, y: i32): void {
  const place = i32((from - hypothesisAt(0, 0)) >> 4);
  const wx = load<f32>(from, 4);
  const wy = load<f32>(from, 8);
  const w = load<f32>(from) + wx * f32(x - (place % width)) + wy * f32(y - place / width);
  const same = abs<f32>(w - ownW) < SAME_SHARE * ownW && wx == ownWx && wy == ownWy;
  if (same) return;
  const pair = i32(load<u8>(bestViewPairs + place));
  const shared = ((mask >> (pair & VIEW_BITS)) & (mask >> (pair >> SECOND_SHIFT)) & 1) != 0;
  tryPlane(mask, shared ? pair : ownPair, x, y, w, wx, wy);
}

/** The address of the hypothesis with the lowest cost in a region; 0 where all are outside or textureless. */
function cheapestOf(region: i32, x: i32, y: i32): usize {
  // Up, down, left, right; the first four are near, the others far.
  const direction = region & 3;
  const stepX = direction == 2 ? -1 : direction == 3 ? 1 : 0;
  const stepY = direction == 0 ? -1 : direction == 1 ? 1 : 0;
  cheapest = 0;
  cheapestCost = TEXTURELESS;
  if (region < ALL_REGIONS / 2) {
    look(x + stepX, y + stepY);
    look(x + 2 * stepX + stepY, y + 2 * stepY + stepX);
    look(x + 2 * stepX - stepY, y + 2 * stepY - stepX);
    look(x + 3 * stepX, y + 3 * stepY);
  } else {
    look(x + 5 * stepX, y + 5 * stepY);
    look(x + 9 * stepX, y + 9 * stepY);
    look(x + 13 * stepX, y + 13 * stepY);
    look(x + 19 * stepX, y + 19 * stepY);
  }
  return cheapest;
}

let cheapest: usize = 0;
let cheapestCost: f32 = 0;

@inline
function look(x: i32, y: i32): void {
  if (x < 0 || y < 0 || x >= width || y >= height) return;
  const at = hypothesisAt(x, y);
  const cost = load<f32>(at, 12);
  if (cost >= cheapestCost) return;
  cheapestCost = cost;
  cheapest = at;
}
