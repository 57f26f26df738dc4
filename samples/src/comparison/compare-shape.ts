import { type Similarity, transformPositions } from '@tiepoint/scene';
import type { TrueShape } from '../truth/true-shape.ts';
import type { Surface } from './compare-surface.ts';
import { quantile } from './quantile.ts';
import { scatterOnSurface } from './scatter-on-surface.ts';
import { SurfaceGrid } from './surface-grid.ts';

/** How well a reconstruction and the true surface cover one another within a distance. */
export interface CoverageAt {
  /** The distance in ground sampling distances. */
  gsds: number;
  /** Share of the reconstruction that is so close to the true surface. */
  precision: number;
  /** Share of the true surface, where at least two photos see it, that has some reconstruction so close. */
  completeness: number;
  /** Harmonic mean of the two. */
  fScore: number;
}

/** The comparison of a reconstructed surface with a scene's true one. */
export interface ShapeErrors {
  /** Points of the reconstruction that lie in the compared part of the scene. */
  compared: number;
  /** Their distances to the true surface, metres. */
  accuracyMetres: { median: number; p90: number };
  /** Distances from the true surface to the reconstruction, metres; infinite beyond the greatest that coverage counts. */
  completenessMetres: { median: number; p90: number };
  gsdMetres: number;
  coverage: CoverageAt[];
}

/** Distances at which coverage is reported, in ground sampling distances. */
const DISTANCES_GSD = [1, 2, 4] as const;
/** Points sampled on a mesh: shares are then exact to a tenth of a percent. */
const POINTS = 400_000;

/**
 * Compares a surface with the truth in both directions, after Knapitsch et al., "Tanks and Temples: Benchmarking
 * Large-Scale Scene Reconstruction", ACM Transactions on Graphics 36 (2017), section 4: precision from
 * points evenly over the mesh, completeness from points evenly over the true surface. Unlike there, distances to the
 * mesh are to its triangles, not to points on it, so they do not depend on how densely it is sampled.
 */
export function compareShape(
  shape: TrueShape,
  surface: Surface,
  { truthFromModel, seed = 1 }: { truthFromModel: Similarity; seed?: number },
): ShapeErrors {
  const mapped: Surface = { ...surface, positions: transformPositions(truthFromModel, surface.positions) };
  const errors = measureAccuracy(shape, scatterOnSurface(mapped, POINTS, seed));
  const gaps = measureGaps(shape, mapped);
  const coverage = DISTANCES_GSD.map((gsds): CoverageAt => {
    const precision = shareWithin(errors, gsds * shape.gsdMetres);
    const completeness = shareWithin(gaps, gsds * shape.gsdMetres);
    const sum = precision + completeness;
    return { gsds, precision, completeness, fScore: sum > 0 ? (2 * precision * completeness) / sum : 0 };
  });
  return {
    compared: errors.length,
    accuracyMetres: { median: quantile(errors, 0.5), p90: quantile(errors, 0.9) },
    completenessMetres: { median: quantile(gaps, 0.5), p90: quantile(gaps, 0.9) },
    gsdMetres: shape.gsdMetres,
    coverage,
  };
}

/** Distances from those points that lie in the compared part to the true surface, ascending. */
function measureAccuracy(shape: TrueShape, points: Float64Array): Float64Array {
  const errors = new Float64Array(points.length / 3);
  let count = 0;
  for (let index = 0; index < points.length; index += 3) {
    const [x, y, z] = [points[index]!, points[index + 1]!, points[index + 2]!];
    if (shape.contains(x, y, z)) errors[count++] = shape.distanceFrom(x, y, z);
  }
  return errors.subarray(0, count).sort();
}

/** Distances from the true surface to the reconstructed one, ascending; infinite beyond the greatest that counts. */
function measureGaps({ samples, gsdMetres }: TrueShape, surface: Surface): Float64Array {
  const reach = Math.max(...DISTANCES_GSD) * gsdMetres;
  const grid = new SurfaceGrid(surface, reach, samples);
  const gaps = Float64Array.from({ length: samples.length / 3 }, (_, index) =>
    grid.distanceFrom(samples[3 * index]!, samples[3 * index + 1]!, samples[3 * index + 2]!),
  );
  return gaps.sort();
}

function shareWithin(ascending: Float64Array, distance: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! <= distance) low = middle + 1;
    else high = middle;
  }
  return ascending.length > 0 ? low / ascending.length : 0;
}
