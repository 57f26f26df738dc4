import { median } from '../median.ts';
import type { YieldToEventLoop } from '../yield-to-event-loop.ts';
import type { Footprint } from './footprint.ts';
import type { Point } from './local-frame.ts';

/** Cells across the median footprint: the error of the area is a few per cent. */
const CELLS_ACROSS = 48;

/** The area in m² that at least one footprint covers, counted in square cells by their centres. */
export async function measureCoveredArea(
  footprints: readonly Footprint[],
  yieldToEventLoop: YieldToEventLoop,
): Promise<number> {
  const radius = median(footprints.map((footprint) => footprint.radiusMetres)) ?? 0;
  const cellMetres = (2 * radius) / CELLS_ACROSS;
  if (cellMetres <= 0) return 0;
  const rows = new Map<number, [number, number][]>();
  for (const { corners, radiusMetres: ownRadius } of footprints) {
    // A photo from far above the others would be cut into too many rows.
    if (ownRadius > 20 * radius) continue;
    addRows(rows, corners, cellMetres);
    await yieldToEventLoop();
  }
  let cells = 0;
  for (const intervals of rows.values()) cells += unionLength(intervals);
  return cells * cellMetres ** 2;
}

/** Rasterises a convex polygon: adds to each row of cells the interval that it covers, in cells. */
function addRows(rows: Map<number, [number, number][]>, corners: readonly Point[], cellMetres: number): void {
  const norths = corners.map(([, north]) => north / cellMetres);
  for (let row = Math.ceil(Math.min(...norths) - 0.5); row + 0.5 <= Math.max(...norths); row++) {
    const interval = intervalAt(corners, (row + 0.5) * cellMetres);
    if (!interval) continue;
    const intervals = rows.get(row);
    const inCells: [number, number] = [interval[0] / cellMetres, interval[1] / cellMetres];
    if (intervals) intervals.push(inCells);
    else rows.set(row, [inCells]);
  }
}

/** The interval east, in metres, in which a horizontal line lies inside a convex polygon. */
function intervalAt(corners: readonly Point[], north: number): [number, number] | undefined {
  let [from, to] = [Infinity, -Infinity];
  let before = corners.at(-1);
  for (const corner of corners) {
    if (before && before[1] <= north !== corner[1] <= north) {
      const east = before[0] + ((north - before[1]) / (corner[1] - before[1])) * (corner[0] - before[0]);
      [from, to] = [Math.min(from, east), Math.max(to, east)];
    }
    before = corner;
  }
  return from <= to ? [from, to] : undefined;
}

function unionLength(intervals: [number, number][]): number {
  let length = 0;
  let end = -Infinity;
  for (const [from, to] of intervals.sort((a, b) => a[0] - b[0])) {
    length += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return length;
}
