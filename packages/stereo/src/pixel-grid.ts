import {
  apply,
  type Matrix3,
  multiply,
  type Pinhole,
  relativeTransform,
  type Vector3,
  type View,
} from '@tiepoint/scene';

/** A view's pixels at the size that depths are searched in. */
export interface PixelGrid {
  width: number;
  height: number;
  /** In pixels of the grid; a pixel's centre has whole coordinates. */
  focalX: number;
  focalY: number;
  centreX: number;
  centreY: number;
}

/** How a pixel of one view and its inverse depth lead to a pixel of another: A (x, y, 1) + b w, homogeneous. */
export interface PixelTransfer {
  a: Matrix3;
  b: Vector3;
}

/** A view's pixels when its longer side is scaled down to `maxSize`; never up. */
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
    // The lens counts from the corner of the first pixel, the grid from its centre.
    centreX: view.cx * scaleX - 0.5,
    centreY: view.cy * scaleY - 0.5,
  };
}

/** The grid of half the size; each of its pixels covers four. */
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

/** One side of a transfer: a view, and the size that its pixels have. */
export interface GridView {
  view: Pick<View, 'cameraFromWorld'>;
  grid: PixelGrid;
}

/** The way from the pixels of one view, the source, to those of another: `targetFromSource`. */
export function transferBetween(target: GridView, source: GridView): PixelTransfer {
  const { rotation, translation } = relativeTransform(
    target.view.cameraFromWorld,
    source.view.cameraFromWorld,
  );
  const lens = lensOf(target.grid);
  const a = multiply(multiply(lens, rotation), inverseLensOf(source.grid));
  return { a, b: apply(lens, translation) };
}

function lensOf({ focalX, focalY, centreX, centreY }: PixelGrid): Matrix3 {
  return [focalX, 0, centreX, 0, focalY, centreY, 0, 0, 1];
}

function inverseLensOf({ focalX, focalY, centreX, centreY }: PixelGrid): Matrix3 {
  return [1 / focalX, 0, -centreX / focalX, 0, 1 / focalY, -centreY / focalY, 0, 0, 1];
}
