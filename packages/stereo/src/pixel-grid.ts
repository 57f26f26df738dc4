import {
  apply,
  type Matrix3,
  multiply,
  type Pinhole,
  relativeTransform,
  type Vector3,
  type View,
} from '@tiepoint/scene';

/** The pixels of a view at the resolution of its depth map. */
export interface PixelGrid {
  width: number;
  height: number;
  /** Focal lengths and principal point in pixels of the grid; a pixel's centre has whole coordinates. */
  focalX: number;
  focalY: number;
  centreX: number;
  centreY: number;
}

/** Maps a pixel of one view and its inverse depth w to a pixel of another: A (x, y, 1) + b w, homogeneous. */
export interface PixelTransfer {
  a: Matrix3;
  b: Vector3;
}

/** The grid of a view with its longer side scaled down to `maxSize` pixels; never up. */
export function gridOf(view: Pinhole, maxSize: number): PixelGrid {
  const scale = Math.min(1, maxSize / Math.max(view.width, view.height));
  const width = Math.max(1, Math.round(view.width * scale));
  const height = Math.max(1, Math.round(view.height * scale));
  const [scaleX, scaleY] = [width / view.width, height / view.height];
  return {
    width,
    height,
    focalX: view.fx * scaleX,
    focalY: view.fy * scaleY,
    // The principal point is relative to the corner of the first pixel, in the grid to its centre.
    centreX: view.cx * scaleX - 0.5,
    centreY: view.cy * scaleY - 0.5,
  };
}

/** The grid at half resolution: each of its pixels covers four. */
export function halveGrid(grid: PixelGrid): PixelGrid {
  return {
    width: grid.width >> 1,
    height: grid.height >> 1,
    focalX: grid.focalX / 2,
    focalY: grid.focalY / 2,
    centreX: (grid.centreX + 0.5) / 2 - 0.5,
    centreY: (grid.centreY + 0.5) / 2 - 0.5,
  };
}

/** One side of a transfer: a view and its grid. */
export interface GridView {
  view: Pick<View, 'cameraFromWorld'>;
  grid: PixelGrid;
}

/** The transfer `targetFromSource` from the pixels of one view to those of another. */
export function transferBetween(target: GridView, source: GridView): PixelTransfer {
  const { rotation, translation } = relativeTransform(
    target.view.cameraFromWorld,
    source.view.cameraFromWorld,
  );
  const intrinsics = intrinsicsOf(target.grid);
  const a = multiply(multiply(intrinsics, rotation), inverseIntrinsicsOf(source.grid));
  return { a, b: apply(intrinsics, translation) };
}

function intrinsicsOf({ focalX, focalY, centreX, centreY }: PixelGrid): Matrix3 {
  return [focalX, 0, centreX, 0, focalY, centreY, 0, 0, 1];
}

function inverseIntrinsicsOf({ focalX, focalY, centreX, centreY }: PixelGrid): Matrix3 {
  return [1 / focalX, 0, -centreX / focalX, 0, 1 / focalY, -centreY / focalY, 0, 0, 1];
}
