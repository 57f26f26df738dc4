import type { Vector3 } from '@tiepoint/scene';
import { type LandscapeTruth, surfaceHeight } from './landscape-truth.ts';

/** Nothing farther is searched for the nearest surface; beyond it the vertical distance stands. */
const SEARCH_METRES = 2;

/**
 * The distance from a point to the true surface of a landscape, metres: to the nearest raster sample's column of
 * surface, with the steps between neighbouring samples taken as walls, and never more than the vertical distance.
 */
export function distanceToHeights(truth: LandscapeTruth, point: Vector3): number {
  const { grid, surface } = truth.heights;
  const vertical = Math.abs(point[2] - surfaceHeight(truth, point[0], point[1]));
  const reach = Math.ceil(Math.min(vertical, SEARCH_METRES) / grid.spacing);
  const middleColumn = Math.round((point[0] - grid.originX) / grid.spacing);
  const middleRow = Math.round((point[1] - grid.originY) / grid.spacing);
  let nearest = vertical;
  for (let row = Math.max(1, middleRow - reach); row <= Math.min(grid.rows - 2, middleRow + reach); row++) {
    for (
      let column = Math.max(1, middleColumn - reach);
      column <= Math.min(grid.columns - 2, middleColumn + reach);
      column++
    ) {
      const index = row * grid.columns + column;
      const top = surface[index]!;
      const foot = Math.min(
        top,
        surface[index - 1]!,
        surface[index + 1]!,
        surface[index - grid.columns]!,
        surface[index + grid.columns]!,
      );
      const beyond = Math.max(0, point[2] - top, foot - point[2]);
      const distance = Math.hypot(
        grid.originX + column * grid.spacing - point[0],
        grid.originY + row * grid.spacing - point[1],
        beyond,
      );
      if (distance < nearest) nearest = distance;
    }
  }
  return nearest;
}
