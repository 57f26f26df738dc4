import { median } from '../median.ts';
import { angleBetween, bearingOf, distanceOf, type Point } from './local-frame.ts';
import { PointGrid } from './point-grid.ts';

/** Two consecutive photos of a flight line that are too far apart; `before` and `after` are indices. */
export interface LineGap {
  before: number;
  after: number;
  midpoint: Point;
  distanceMetres: number;
  /** Median spacing of the line. */
  spacingMetres: number;
}

/** Within a flight line the bearing changes less than this from photo to photo. */
const MAX_TURN_DEGREES = 30;
/** Shorter lines have no meaningful spacing. */
const MIN_STEPS = 4;
/** A single missing photo does no harm in a flight with high overlap; more do. */
const MIN_GAP_SPACINGS = 2.5;

interface Step {
  before: number;
  after: number;
  from: Point;
  to: Point;
  bearingDegrees: number;
  distanceMetres: number;
}

/** Finds gaps in the flight lines, the widest first; `points` are in the order of capture, in the local frame. */
export function findLineGaps(points: readonly (Point | undefined)[]): LineGap[] {
  const lines = splitIntoLines(stepsOf(points));
  const gaps = lines.flatMap((line) => {
    const spacingMetres = median(line.map(({ distanceMetres }) => distanceMetres)) ?? 0;
    return line
      .filter(({ distanceMetres }) => spacingMetres > 0 && distanceMetres > MIN_GAP_SPACINGS * spacingMetres)
      .map(({ before, after, from, to, distanceMetres }): LineGap => {
        const midpoint: Point = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
        return { before, after, midpoint, distanceMetres, spacingMetres };
      });
  });
  const cellMetres = Math.max(0, ...gaps.map(({ spacingMetres }) => spacingMetres));
  const grid = new PointGrid(gaps.length > 0 ? points : [], cellMetres);
  return gaps
    .filter((gap) => !isFilled(gap, points, grid))
    .sort((a, b) => b.distanceMetres - a.distanceMetres);
}

function stepsOf(points: readonly (Point | undefined)[]): Step[] {
  const placed = points.flatMap((point, index) => (point ? [{ point, index }] : []));
  return placed.flatMap(({ point: from, index: before }, position) => {
    const next = placed[position + 1];
    if (!next) return [];
    const { point: to, index: after } = next;
    const [bearingDegrees, distanceMetres] = [bearingOf(from, to), distanceOf(from, to)];
    return [{ before, after, from, to, bearingDegrees, distanceMetres }];
  });
}

function splitIntoLines(steps: readonly Step[]): Step[][] {
  const lines: Step[][] = [];
  let line: Step[] = [];
  for (const step of steps) {
    const last = line.at(-1);
    if (last && angleBetween(last.bearingDegrees, step.bearingDegrees) > MAX_TURN_DEGREES) {
      lines.push(line);
      line = [];
    }
    line.push(step);
  }
  lines.push(line);
  return lines.filter(({ length }) => length >= MIN_STEPS);
}

/** Whether photos that were taken at another time lie in the gap. */
function isFilled(gap: LineGap, points: readonly (Point | undefined)[], grid: PointGrid): boolean {
  for (const index of grid.near(gap.midpoint)) {
    const point = points[index];
    if (point && distanceOf(point, gap.midpoint) < gap.spacingMetres) return true;
  }
  return false;
}
