import {
  type CameraFrame,
  enuFromEnu,
  type RigidTransform,
  type Similarity,
  transformPositions,
  type Vector3,
} from '@tiepoint/scene';
import { distanceToHeights } from '../landscape/height-distance.ts';
import { type LandscapeTruth, surfaceHeight } from '../landscape/landscape-truth.ts';
import type { Bounds, Grid } from '../landscape/raster.ts';
import { quantile } from './quantile.ts';

/** A reconstructed surface: points, or a mesh when there are triangles. */
export interface Surface {
  /** x, y, z of each point, z up, in the frame of `cameras.json`. */
  positions: Float32Array | Float64Array;
  /** Three point indices per triangle. */
  triangles?: Uint32Array;
}

/** How far a surface is from the truth, within the mapped area. */
export interface SurfaceErrors {
  /** Points within the mapped area, of all points. */
  compared: number;
  points: number;
  /** Distances from the points to the true surface, metres. */
  distanceMetres: { median: number; p90: number };
  /** Median of the signed height above the true surface, metres: shows a surface that is too high or low. */
  heightBiasMetres: number;
  /** Share of the mapped area's square metres where the surface is within the tolerance of the truth. */
  completeness: number;
}

/** How to compare. */
export interface SurfaceOptions {
  /** The frame of the positions. A local one needs `truthFromModel`. */
  frame: CameraFrame;
  /** Overrides the map to the truth's frame, such as the `truthFromModel` of `comparePoses`. */
  truthFromModel?: Similarity;
  area?: Bounds;
  /** How far off in height a square metre still counts as reconstructed, metres. */
  toleranceMetres?: number;
}

const COMPLETENESS_CELL_METRES = 1;
const DEFAULT_TOLERANCE_METRES = 0.75;

/**
 * Compares a reconstructed surface with the true digital surface model (fields, crowns, roofs, walls).
 * The distance of a point is to the nearest sample of the height raster, with the steps between neighbouring
 * samples taken as walls; its resolution is the raster's spacing. Throws a RangeError for a local frame without
 * `truthFromModel`.
 */
export function compareSurface(
  truth: LandscapeTruth,
  surface: Surface,
  options: SurfaceOptions,
): SurfaceErrors {
  const truthFromModel = options.truthFromModel ?? truthFromFrame(options.frame, truth);
  const area = options.area ?? truth.mappedArea;
  const mapped = transformPositions(truthFromModel, surface.positions);
  const distances: number[] = [];
  const heights: number[] = [];
  for (let index = 0; index < mapped.length; index += 3) {
    const point: Vector3 = [mapped[index]!, mapped[index + 1]!, mapped[index + 2]!];
    if (!contains(area, point[0], point[1])) continue;
    const above = point[2] - surfaceHeight(truth, point[0], point[1]);
    heights.push(above);
    distances.push(distanceToHeights(truth, point));
  }
  const sortedDistances = Float64Array.from(distances).sort();
  const tolerance = options.toleranceMetres ?? DEFAULT_TOLERANCE_METRES;
  return {
    compared: distances.length,
    points: mapped.length / 3,
    distanceMetres: { median: quantile(sortedDistances, 0.5), p90: quantile(sortedDistances, 0.9) },
    heightBiasMetres: quantile(Float64Array.from(heights).sort(), 0.5),
    completeness: measureCompleteness(truth, { ...surface, positions: mapped }, { area, tolerance }),
  };
}

function truthFromFrame(frame: CameraFrame, truth: LandscapeTruth): RigidTransform {
  if (frame.type === 'enu') return enuFromEnu({ target: truth.origin, source: frame.origin });
  throw new RangeError('a surface in a local frame can only be compared through a fitted similarity');
}

function measureCompleteness(
  truth: LandscapeTruth,
  { positions, triangles }: Surface,
  { area, tolerance }: { area: Bounds; tolerance: number },
): number {
  const cells: Grid = {
    originX: area.minX,
    originY: area.minY,
    spacing: COMPLETENESS_CELL_METRES,
    columns: Math.max(1, Math.floor((area.maxX - area.minX) / COMPLETENESS_CELL_METRES)),
    rows: Math.max(1, Math.floor((area.maxY - area.minY) / COMPLETENESS_CELL_METRES)),
  };
  const good = new Uint8Array(cells.columns * cells.rows);
  const mark = (x: number, y: number, z: number) => {
    const column = Math.floor((x - cells.originX) / cells.spacing);
    const row = Math.floor((y - cells.originY) / cells.spacing);
    if (column < 0 || row < 0 || column >= cells.columns || row >= cells.rows) return;
    if (Math.abs(z - surfaceHeight(truth, x, y)) <= tolerance) good[row * cells.columns + column] = 1;
  };
  for (let index = 0; index < positions.length; index += 3) {
    mark(positions[index]!, positions[index + 1]!, positions[index + 2]!);
  }
  for (let first = 0; triangles && first < triangles.length; first += 3) {
    sampleTriangle(positions, triangles.subarray(first, first + 3), mark);
  }
  return good.reduce((sum, cell) => sum + cell, 0) / good.length;
}

/** Visits points of a triangle, no more than half a completeness cell apart. */
function sampleTriangle(
  p: Surface['positions'],
  [a = 0, b = 0, c = 0]: Uint32Array,
  visit: (x: number, y: number, z: number) => void,
): void {
  const [ax, ay, az] = [p[3 * a]!, p[3 * a + 1]!, p[3 * a + 2]!];
  const [ux, uy, uz] = [p[3 * b]! - ax, p[3 * b + 1]! - ay, p[3 * b + 2]! - az];
  const [vx, vy, vz] = [p[3 * c]! - ax, p[3 * c + 1]! - ay, p[3 * c + 2]! - az];
  const longest = Math.max(Math.hypot(ux, uy), Math.hypot(vx, vy), Math.hypot(ux - vx, uy - vy));
  const steps = Math.min(400, Math.ceil(longest / (COMPLETENESS_CELL_METRES / 2)));
  for (let i = 0; i <= steps; i++) {
    for (let j = 0; j <= steps - i; j++) {
      const [s, t] = [i / steps, j / steps];
      visit(ax + s * ux + t * vx, ay + s * uy + t * vy, az + s * uz + t * vz);
    }
  }
}

function contains(area: Bounds, x: number, y: number): boolean {
  return x >= area.minX && x <= area.maxX && y >= area.minY && y <= area.maxY;
}
