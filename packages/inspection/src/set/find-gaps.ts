import { angleBetween, bearingOf, distanceOf, type Point } from './local-frame.ts';
import { median } from './median.ts';
import { PointGrid } from './point-grid.ts';

/** Two following photos of a line that are too far apart. */
export interface LineGap {
  before: number;
  after: number;
  middle: Point;
  /** Metres. */
  distance: number;
  /** Metres between photos of the line as a rule. */
  usual: number;
}

/** A line turns less than this from photo to photo. */
const MAX_TURN_DEGREES = 30;
/** Fewer steps in one direction are no line whose spacing says anything. */
const MIN_STEPS = 4;
/** One photo too few in a flight with much overlap is no harm; more is. */
const MIN_GAP_SPACINGS = 2.5;

interface Step {
  before: number;
  after: number;
  from: Point;
  to: Point;
  bearing: number;
  distance: number;
}

/** Gaps in the lines of a flight, the widest first; points in the order of capture, in metres. */
export function findGaps(points: readonly (Point | undefined)[]): LineGap[] {
  const lines = cutIntoLines(stepsOf(points));
  const gaps = lines.flatMap((line) => {
    const usual = median(line.map(({ distance }) => distance)) ?? 0;
    return line
      .filter(({ distance }) => usual > 0 && distance > MIN_GAP_SPACINGS * usual)
      .map(({ before, after, from, to, distance }): LineGap => {
        const middle: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
        return { before, after, middle, distance, usual };
      });
  });
  const reach = Math.max(0, ...gaps.map(({ usual }) => usual));
  const grid = new PointGrid(gaps.length > 0 ? points : [], reach);
  return gaps.filter((gap) => !isFilled(gap, points, grid)).sort((a, b) => b.distance - a.distance);
}

function stepsOf(points: readonly (Point | undefined)[]): Step[] {
  const placed = points.flatMap((point, index) => (point ? [{ point, index }] : []));
  return placed.flatMap(({ point: from, index: before }, place) => {
    const next = placed[place + 1];
    if (!next) return [];
    const { point: to, index: after } = next;
    return [{ before, after, from, to, bearing: bearingOf(from, to), distance: distanceOf(from, to) }];
  });
}

function cutIntoLines(steps: readonly Step[]): Step[][] {
  const lines: Step[][] = [];
  let line: Step[] = [];
  for (const step of steps) {
    const last = line.at(-1);
    if (last && angleBetween(last.bearing, step.bearing) > MAX_TURN_DEGREES) {
      lines.push(line);
      line = [];
    }
    line.push(step);
  }
  lines.push(line);
  return lines.filter(({ length }) => length >= MIN_STEPS);
}

/** Whether photos of another moment lie in the gap. */
function isFilled(gap: LineGap, points: readonly (Point | undefined)[], grid: PointGrid): boolean {
  for (const index of grid.near(gap.middle)) {
    const point = points[index];
    if (point && distanceOf(point, gap.middle) < gap.usual) return true;
  }
  return false;
}
