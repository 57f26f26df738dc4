/** A rectangle on the ground, metres east (x) and north (y). */
export interface Bounds {
  minX: number;
  minY: number;
  maxX: number;
  maxY: number;
}

/** Where the samples of a raster lie: row 0 is the southernmost, the first sample lies at the origin. */
export interface Grid {
  originX: number;
  originY: number;
  /** Metres between neighbouring samples. */
  spacing: number;
  columns: number;
  rows: number;
}

/** Samples on a grid, row by row. */
export interface Raster {
  grid: Grid;
  values: Float32Array;
}

/** The smallest grid of a spacing that covers a rectangle. */
export function gridOver(bounds: Bounds, spacing: number): Grid {
  return {
    originX: bounds.minX,
    originY: bounds.minY,
    spacing,
    columns: Math.ceil((bounds.maxX - bounds.minX) / spacing) + 1,
    rows: Math.ceil((bounds.maxY - bounds.minY) / spacing) + 1,
  };
}

/** The value at x, y (metres) by bilinear interpolation; outside of the grid, the value at its border. */
export function sampleRaster({ grid, values }: Raster, x: number, y: number): number {
  const gridX = Math.min(Math.max((x - grid.originX) / grid.spacing, 0), grid.columns - 1.001);
  const gridY = Math.min(Math.max((y - grid.originY) / grid.spacing, 0), grid.rows - 1.001);
  const column = gridX | 0;
  const row = gridY | 0;
  const fractionX = gridX - column;
  const fractionY = gridY - row;
  const index = row * grid.columns + column;
  const south = values[index]! + (values[index + 1]! - values[index]!) * fractionX;
  const above = index + grid.columns;
  const north = values[above]! + (values[above + 1]! - values[above]!) * fractionX;
  return south + (north - south) * fractionY;
}
