import type { Point } from '../positions/local-frame.ts';

/** The area of a polygon in m² (shoelace formula), positive for clockwise corners (east to the right, north up). */
export function areaOf(polygon: readonly Point[]): number {
  let doubled = 0;
  let before = polygon.at(-1);
  for (const corner of polygon) {
    if (before) doubled += corner[0] * before[1] - before[0] * corner[1];
    before = corner;
  }
  return doubled / 2;
}

/**
 * The area in m² of the intersection of two convex polygons, both clockwise (I. Sutherland, G. Hodgman, "Reentrant
 * polygon clipping", 1974).
 */
export function intersectionArea(a: readonly Point[], b: readonly Point[]): number {
  let shared = a;
  let from = b.at(-1);
  for (const to of b) {
    if (from) shared = clip(shared, from, to);
    if (shared.length === 0) return 0;
    from = to;
  }
  return Math.abs(areaOf(shared));
}

/** Clips the polygon to the half-plane on the right of the line. */
function clip(polygon: readonly Point[], from: Point, to: Point): Point[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const side = (point: Point) => (point[0] - from[0]) * dy - (point[1] - from[1]) * dx;
  const kept: Point[] = [];
  let before = polygon.at(-1);
  let sideBefore = before ? side(before) : 0;
  for (const corner of polygon) {
    const sideHere = side(corner);
    if (before && sideHere >= 0 !== sideBefore >= 0) {
      const share = sideBefore / (sideBefore - sideHere);
      kept.push([before[0] + share * (corner[0] - before[0]), before[1] + share * (corner[1] - before[1])]);
    }
    if (sideHere >= 0) kept.push(corner);
    before = corner;
    sideBefore = sideHere;
  }
  return kept;
}
