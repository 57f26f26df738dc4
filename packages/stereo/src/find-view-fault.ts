import type { View } from '@tiepoint/scene';
import type { PixelGrid } from './pixel-grid.ts';

/** Both sides hold some matching windows, also at half resolution. */
const MIN_GRID_PIXELS = 16;
/** The kernel has column numbers of sixteen bits. */
const MAX_GRID_PIXELS = 32_767;
/** Focal lengths as shares of the longer side: fields of view of 179 and of 0.06 degrees. */
const MIN_FOCAL = 0.01;
const MAX_FOCAL = 1000;
/** The principal point's largest coordinates, in lengths of the longer side. */
const MAX_CENTRE = 10;
/** The rows of a rotation differ from unit length by at most this. */
const MAX_STRETCH = 0.01;

/** Why a view can't be matched because of its size, intrinsics or pose, as a sentence; undefined where it can. */
export function findViewFault(view: View, grid: PixelGrid): string | undefined {
  const { width, height, fx, fy, cx, cy } = view;
  const longer = Math.max(width, height);
  if (![width, height].every((side) => Number.isInteger(side) && side > 0)) {
    return `Its camera can't have a size of ${width} × ${height} pixels.`;
  }
  if (Math.min(grid.width, grid.height) < MIN_GRID_PIXELS) {
    return `It is too small: ${grid.width} × ${grid.height} pixels.`;
  }
  if (grid.width > MAX_GRID_PIXELS) return `It is too wide: ${grid.width} pixels.`;
  const hasIntrinsics =
    [fx, fy].every((focal) => focal >= MIN_FOCAL * longer && focal <= MAX_FOCAL * longer) &&
    [cx, cy].every((centre) => Math.abs(centre) <= MAX_CENTRE * longer);
  if (!hasIntrinsics) return `Its camera can't have focal lengths of ${fx} and ${fy} pixels.`;
  return isPose(view) ? undefined : 'Its pose is not valid.';
}

function isPose({ cameraFromWorld: { rotation, translation } }: View): boolean {
  const rows = [0, 3, 6].map((row) => rotation.slice(row, row + 3));
  return (
    translation.every(Number.isFinite) && rows.every((row) => Math.abs(Math.hypot(...row) - 1) < MAX_STRETCH)
  );
}
