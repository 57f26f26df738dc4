import type { createBreather } from './breathe.ts';
import type { Footprint } from './footprint.ts';
import type { Point } from './local-frame.ts';
import { median } from './median.ts';

/** Cells across a usual footprint: the area is right to some percents. */
const CELLS_ACROSS = 48;

/** Square metres that at least one footprint covers, counted in square cells by their centres. */
export async function measureCoveredArea(
  footprints: readonly Footprint[],
  breathe: ReturnType<typeof createBreather>,
): Promise<number> {
  const radius = median(footprints.map((footprint) => footprint.radius)) ?? 0;
  const cellMeters = (2 * radius) / CELLS_ACROSS;
  if (cellMeters <= 0) return 0;
  const rows = new Map<number, [number, number][]>();
  for (const { corners, radius: own } of footprints) {
    // One photo from far above the rest would be cut into too many rows.
    if (own > 20 * radius) continue;
    addRows(rows, corners, cellMeters);
    await breathe();
  }
  let cells = 0;
  for (const spans of rows.values()) cells += unionLength(spans);
  return cells * cellMeters ** 2;
}

/** Adds to each row of cells, by its number, from where to where the polygon covers it, in cells. */
function addRows(rows: Map<number, [number, number][]>, corners: readonly Point[], cellMeters: number): void {
  const norths = corners.map(([, north]) => north / cellMeters);
  for (let row = Math.ceil(Math.min(...norths) - 0.5); row + 0.5 <= Math.max(...norths); row++) {
    const span = crossing(corners, (row + 0.5) * cellMeters);
    if (!span) continue;
    const spans = rows.get(row);
    const inCells: [number, number] = [span[0] / cellMeters, span[1] / cellMeters];
    if (spans) spans.push(inCells);
    else rows.set(row, [inCells]);
  }
}

/** From where to where a line of equal north lies in a convex polygon, in metres east. */
function crossing(corners: readonly Point[], north: number): [number, number] | undefined {
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

function unionLength(spans: [number, number][]): number {
  let length = 0;
  let end = -Infinity;
  for (const [from, to] of spans.sort((a, b) => a[0] - b[0])) {
    length += Math.max(0, to - Math.max(from, end));
    end = Math.max(end, to);
  }
  return length;
}
