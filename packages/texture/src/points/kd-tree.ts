import type { Vector3 } from '@tiepoint/scene';

/** Points per leaf: scanning them is faster than descending further. */
const LEAF_SIZE = 8;

/** A static k-d tree over points in space. */
export interface KdTree {
  positions: ArrayLike<number>;
  /** Point indices, ordered so that the middle of each range splits it. */
  order: Uint32Array;
  /** The axis by which the range around each middle is split. */
  axes: Uint8Array;
}

/** The nearest points of a query, nearest first; its arrays are reused by the next query. */
export interface Neighbours {
  count: number;
  indices: Uint32Array;
  squaredDistances: Float64Array;
}

/** Builds the tree over `positions` (x, y, z of each), which it keeps and which must not change. */
export function buildKdTree(positions: ArrayLike<number>): KdTree {
  const count = positions.length / 3;
  const tree = {
    positions,
    order: Uint32Array.from({ length: count }, (_, i) => i),
    axes: new Uint8Array(count),
  };
  splitRange(tree, 0, count);
  return tree;
}

/** An empty result for `k` points. */
export function roomForNeighbours(k: number): Neighbours {
  return { count: 0, indices: new Uint32Array(k), squaredDistances: new Float64Array(k) };
}

/** Finds the points nearest to a position, as many as `found` has room for. */
export function findNearest(tree: KdTree, position: Vector3, found: Neighbours): Neighbours {
  found.count = 0;
  searchRange(tree, 0, tree.order.length, position, found);
  return found;
}

/** Calls `visit` with every point in a sphere, in no particular order. */
export function visitWithin(
  { positions, order, axes }: KdTree,
  { centre, radius }: { centre: Vector3; radius: number },
  visit: (point: number) => void,
): void {
  const [x, y, z] = centre;
  const visitPoint = (point: number) => {
    const dx = positions[3 * point]! - x;
    const dy = positions[3 * point + 1]! - y;
    const dz = positions[3 * point + 2]! - z;
    if (dx * dx + dy * dy + dz * dz <= radius * radius) visit(point);
  };
  const visitRange = (start: number, end: number): void => {
    if (end - start <= LEAF_SIZE) {
      for (let i = start; i < end; i++) visitPoint(order[i]!);
      return;
    }
    const middle = (start + end) >> 1;
    const axis = axes[middle] as 0 | 1 | 2;
    const offset = centre[axis] - positions[3 * order[middle]! + axis]!;
    visitPoint(order[middle]!);
    if (offset <= radius) visitRange(start, middle);
    if (offset >= -radius) visitRange(middle + 1, end);
  };
  visitRange(0, order.length);
}

function splitRange(tree: KdTree, start: number, end: number): void {
  if (end - start <= LEAF_SIZE) return;
  const axis = widestAxis(tree, start, end);
  const middle = (start + end) >> 1;
  selectMiddle(tree, axis, { first: start, last: end - 1, middle });
  tree.axes[middle] = axis;
  splitRange(tree, start, middle);
  splitRange(tree, middle + 1, end);
}

function widestAxis({ positions, order }: KdTree, start: number, end: number): number {
  let widest = 0;
  let widestExtent = -1;
  for (let axis = 0; axis < 3; axis++) {
    let least = Infinity;
    let most = -Infinity;
    for (let i = start; i < end; i++) {
      const value = positions[3 * order[i]! + axis]!;
      if (value < least) least = value;
      if (value > most) most = value;
    }
    if (most - least > widestExtent) [widest, widestExtent] = [axis, most - least];
  }
  return widest;
}

/** Hoare's quickselect: afterwards nothing left of `middle` is greater, nothing right of it smaller. */
function selectMiddle(
  { positions, order }: KdTree,
  axis: number,
  { first, last, middle }: { first: number; last: number; middle: number },
): void {
  while (first < last) {
    const pivot = positions[3 * order[(first + last) >> 1]! + axis]!;
    let i = first;
    let j = last;
    while (i <= j) {
      while (positions[3 * order[i]! + axis]! < pivot) i++;
      while (positions[3 * order[j]! + axis]! > pivot) j--;
      if (i <= j) {
        const swapped = order[i]!;
        order[i++] = order[j]!;
        order[j--] = swapped;
      }
    }
    if (middle <= j) last = j;
    else if (middle >= i) first = i;
    else return;
  }
}

function searchRange(tree: KdTree, start: number, end: number, query: Vector3, found: Neighbours): void {
  if (end - start <= LEAF_SIZE) {
    for (let i = start; i < end; i++) offer(tree, tree.order[i]!, query, found);
    return;
  }
  const middle = (start + end) >> 1;
  const axis = tree.axes[middle] as 0 | 1 | 2;
  const point = tree.order[middle]!;
  const offset = query[axis] - tree.positions[3 * point + axis]!;
  if (offset < 0) searchRange(tree, start, middle, query, found);
  else searchRange(tree, middle + 1, end, query, found);
  offer(tree, point, query, found);
  const full = found.count === found.indices.length;
  if (full && offset * offset >= found.squaredDistances[found.count - 1]!) return;
  if (offset < 0) searchRange(tree, middle + 1, end, query, found);
  else searchRange(tree, start, middle, query, found);
}

/** Inserts a point among the nearest so far, if it is near enough. */
function offer({ positions }: KdTree, point: number, [x, y, z]: Vector3, found: Neighbours): void {
  const dx = positions[3 * point]! - x;
  const dy = positions[3 * point + 1]! - y;
  const dz = positions[3 * point + 2]! - z;
  const squared = dx * dx + dy * dy + dz * dz;
  const { indices, squaredDistances } = found;
  let place = found.count;
  if (place === indices.length) {
    if (squared >= squaredDistances[place - 1]!) return;
    place--;
  } else {
    found.count++;
  }
  while (place > 0 && squaredDistances[place - 1]! > squared) {
    squaredDistances[place] = squaredDistances[place - 1]!;
    indices[place] = indices[place - 1]!;
    place--;
  }
  squaredDistances[place] = squared;
  indices[place] = point;
}
