import type { Matrix, StereoView, Vector } from './scene.ts';

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
  a: Matrix;
  b: Vector;
}

/** A view's pixels when its longer side is scaled down to `maxSize`; never up. */
export function gridOf(view: StereoView, maxSize: number): PixelGrid {
  const scale = Math.min(1, maxSize / Math.max(view.width, view.height));
  const width = Math.max(1, Math.round(view.width * scale));
  const height = Math.max(1, Math.round(view.height * scale));
  const [scaleX, scaleY] = [width / view.width, height / view.height];
  return {
    width,
    height,
    focalX: view.focalX * scaleX,
    focalY: view.focalY * scaleY,
    // The lens counts from the corner of the first pixel, the grid from its centre.
    centreX: view.centreX * scaleX - 0.5,
    centreY: view.centreY * scaleY - 0.5,
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

/** The way from the pixels of one view to those of another. */
export function transferBetween(
  from: StereoView,
  fromGrid: PixelGrid,
  to: StereoView,
  toGrid: PixelGrid,
): PixelTransfer {
  const relative = multiply(to.rotation, transpose(from.rotation));
  const moved = apply(relative, from.translation);
  const shift: Vector = [
    to.translation[0] - moved[0],
    to.translation[1] - moved[1],
    to.translation[2] - moved[2],
  ];
  const lens = lensOf(toGrid);
  return { a: multiply(multiply(lens, relative), inverseLensOf(fromGrid)), b: apply(lens, shift) };
}

function lensOf({ focalX, focalY, centreX, centreY }: PixelGrid): Matrix {
  return [focalX, 0, centreX, 0, focalY, centreY, 0, 0, 1];
}

function inverseLensOf({ focalX, focalY, centreX, centreY }: PixelGrid): Matrix {
  return [1 / focalX, 0, -centreX / focalX, 0, 1 / focalY, -centreY / focalY, 0, 0, 1];
}

function transpose([a, b, c, d, e, f, g, h, i]: Matrix): Matrix {
  return [a, d, g, b, e, h, c, f, i];
}

function multiply(m: Matrix, n: Matrix): Matrix {
  const at = (row: 0 | 3 | 6, column: 0 | 1 | 2) =>
    (m[row] ?? 0) * (n[column] ?? 0) +
    (m[row + 1] ?? 0) * (n[column + 3] ?? 0) +
    (m[row + 2] ?? 0) * (n[column + 6] ?? 0);
  return [at(0, 0), at(0, 1), at(0, 2), at(3, 0), at(3, 1), at(3, 2), at(6, 0), at(6, 1), at(6, 2)];
}

function apply(m: Matrix, [x, y, z]: Vector): Vector {
  return [m[0] * x + m[1] * y + m[2] * z, m[3] * x + m[4] * y + m[5] * z, m[6] * x + m[7] * y + m[8] * z];
}
