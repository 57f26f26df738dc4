import type { View } from '@tiepoint/scene';
import type { PixelGrid } from './pixel-grid.ts';

/** Both sides hold some windows, also when the picture is halved. */
const MIN_GRID_PIXELS = 16;
/** The kernel counts columns in sixteen bits. */
const MAX_GRID_PIXELS = 32_767;
/** Focal lengths as shares of the longer side: a view of 179 degrees, and of a twentieth of one. */
const MIN_FOCAL = 0.01;
const MAX_FOCAL = 1000;
/** How far a principal point lies from the photo at most, in lengths of its longer side. */
const MAX_CENTRE = 10;
/** How far the rows of a rotation are from unit length at most. */
const MAX_STRETCH = 0.01;

/** Why the depths of a view can't be searched whatever its photo shows, as a sentence; undefined where they can. */
export function findFault(view: View, grid: PixelGrid): string | undefined {
  const { width, height, fx, fy, cx, cy } = view;
  const longer = Math.max(width, height);
  if (![width, height].every((side) => Number.isInteger(side) && side > 0)) {
    return `Its camera can't have a size of ${width} × ${height} pixels.`;
  }
  if (Math.min(grid.width, grid.height) < MIN_GRID_PIXELS) {
    return `It is too small: ${grid.width} × ${grid.height} pixels.`;
  }
  if (grid.width > MAX_GRID_PIXELS) return `It is too wide: ${grid.width} pixels.`;
  const isLens =
    [fx, fy].every((focal) => focal >= MIN_FOCAL * longer && focal <= MAX_FOCAL * longer) &&
    [cx, cy].every((centre) => Math.abs(centre) <= MAX_CENTRE * longer);
  if (!isLens) return `Its camera can't have focal lengths of ${fx} and ${fy} pixels.`;
  return isPose(view) ? undefined : 'Where it was taken is not known.';
}

function isPose({ cameraFromWorld: { rotation, translation } }: View): boolean {
  const rows = [0, 3, 6].map((row) => rotation.slice(row, row + 3));
  return (
    translation.every(Number.isFinite) && rows.every((row) => Math.abs(Math.hypot(...row) - 1) < MAX_STRETCH)
  );
}
