import type { Vector3 } from '@tiepoint/scene';
import type { Hit } from '../capture/render-photo.ts';
import { type Raster, sampleRaster } from './raster.ts';
import type { SolidShapes } from './solids/faces.ts';

/** The shape of the landscape. */
export interface Scenery {
  relief: { canopy: Raster };
  shapes: SolidShapes;
}

/** Side of the cells that rays walk through before they look closer, metres. */
const CELL_METRES = 2.5;
/** Length of the steps through a height field, horizontally and downward, metres. */
const STEP_METRES = 0.12;
const DROP_METRES = 0.25;

/** Finds what a downward ray hits first: solids exactly, the height field by steps within coarse cells. */
export class RayCaster {
  readonly #scenery: Scenery;
  readonly #columns: number;
  readonly #rows: number;
  /** Per cell: its highest point, and its solids as a stretch of `#cellSolids`. */
  readonly #top: Float64Array;
  readonly #firstSolid: Int32Array;
  readonly #cellSolids: Int32Array;
  readonly #highest: number;
  /** The ray that is being cast. */
  #from: Vector3 = [0, 0, 0];
  #direction: Vector3 = [0, 0, -1];

  constructor(scenery: Scenery) {
    this.#scenery = scenery;
    const { grid } = scenery.relief.canopy;
    this.#columns = Math.ceil(((grid.columns - 1) * grid.spacing) / CELL_METRES);
    this.#rows = Math.ceil(((grid.rows - 1) * grid.spacing) / CELL_METRES);
    this.#top = this.#measureTops();
    const lists = this.#listSolids();
    this.#firstSolid = new Int32Array(lists.length + 1);
    for (const [cell, solids] of lists.entries()) {
      this.#firstSolid[cell + 1] = this.#firstSolid[cell]! + solids.length;
      for (const solid of solids) {
        this.#top[cell] = Math.max(this.#top[cell]!, scenery.shapes.boxes[6 * solid + 5]!);
      }
    }
    this.#cellSolids = Int32Array.from(lists.flat());
    this.#highest = this.#top.reduce((highest, top) => Math.max(highest, top), -1000);
  }

  /**
   * Casts a ray; its direction must point downward. Rays that leave the landscape end at its border.
   * The ground and its plants are face -1.
   */
  cast(from: Vector3, direction: Vector3, hit: Hit): void {
    const { grid } = this.#scenery.relief.canopy;
    this.#from = from;
    this.#direction = direction;
    const [dx, dy, dz] = direction;
    let near = Math.max(0, (this.#highest + 0.1 - from[2]) / dz);
    let column = Math.floor((from[0] + dx * near - grid.originX) / CELL_METRES);
    let row = Math.floor((from[1] + dy * near - grid.originY) / CELL_METRES);
    const stepColumn = dx > 0 ? 1 : -1;
    const stepRow = dy > 0 ? 1 : -1;
    const perColumn = CELL_METRES / Math.abs(dx);
    const perRow = CELL_METRES / Math.abs(dy);
    let nextColumn = toBorder(grid.originX + (dx > 0 ? column + 1 : column) * CELL_METRES, from[0], dx);
    let nextRow = toBorder(grid.originY + (dy > 0 ? row + 1 : row) * CELL_METRES, from[1], dy);
    hit.face = -1;
    while (column >= 0 && row >= 0 && column < this.#columns && row < this.#rows) {
      const far = Math.min(nextColumn, nextRow);
      const cell = row * this.#columns + column;
      const top = this.#top[cell]!;
      if (from[2] + dz * far < top) {
        const enter = Math.max(near, (top - from[2]) / dz);
        if (this.#castInCell(cell, { enter, far }, hit)) return;
      }
      near = far;
      if (nextColumn < nextRow) {
        column += stepColumn;
        nextColumn += perColumn;
      } else {
        row += stepRow;
        nextRow += perRow;
      }
    }
    hit.distance = near;
  }

  #castInCell(cell: number, { enter, far }: { enter: number; far: number }, hit: Hit): boolean {
    let solidAt = Number.POSITIVE_INFINITY;
    for (let index = this.#firstSolid[cell]!; index < this.#firstSolid[cell + 1]!; index++) {
      const distance = this.#intersectSolid(this.#cellSolids[index]!, solidAt, hit);
      if (distance < solidAt) solidAt = distance;
    }
    const end = Math.min(far, solidAt);
    const ground = this.#intersectGround(enter, end);
    if (ground >= 0) {
      hit.distance = ground;
      hit.face = -1;
      return true;
    }
    hit.distance = solidAt;
    if (solidAt <= far) return true;
    hit.face = -1;
    return false;
  }

  /** Clips the ray by the planes of a convex solid (Cyrus and Beck 1978); infinite where it misses or is later than `before`. */
  #intersectSolid(solid: number, before: number, hit: Hit): number {
    const from = this.#from;
    const direction = this.#direction;
    const { planes, firstFace } = this.#scenery.shapes;
    let enter = 0;
    let leave = before;
    let face = -1;
    for (let index = firstFace[solid]!; index < firstFace[solid + 1]!; index++) {
      const nx = planes[4 * index]!;
      const ny = planes[4 * index + 1]!;
      const nz = planes[4 * index + 2]!;
      const outside = nx * from[0] + ny * from[1] + nz * from[2] - planes[4 * index + 3]!;
      const approach = nx * direction[0] + ny * direction[1] + nz * direction[2];
      if (approach < 0) {
        const distance = outside / -approach;
        if (distance > enter) {
          enter = distance;
          face = index;
        }
      } else if (outside > 0) return Number.POSITIVE_INFINITY;
      else if (approach > 0) leave = Math.min(leave, outside / -approach);
      if (enter >= leave) return Number.POSITIVE_INFINITY;
    }
    if (face < 0) return Number.POSITIVE_INFINITY;
    hit.face = face;
    return enter;
  }

  /** The distance at which the ray goes under the height field between two distances, or -1. */
  #intersectGround(enter: number, far: number): number {
    const { canopy } = this.#scenery.relief;
    const from = this.#from;
    const [dx, dy, dz] = this.#direction;
    const step = Math.min(STEP_METRES / (Math.hypot(dx, dy) + 1e-9), DROP_METRES / -dz);
    let above = enter;
    let heightAbove = from[2] + dz * enter - sampleRaster(canopy, from[0] + dx * enter, from[1] + dy * enter);
    if (heightAbove <= 0) return enter;
    while (above < far) {
      const at = Math.min(above + step, far);
      const height = from[2] + dz * at - sampleRaster(canopy, from[0] + dx * at, from[1] + dy * at);
      if (height <= 0) {
        // The secant through both ends: exact on a bilinear slope up to its small curvature.
        return above + ((at - above) * heightAbove) / (heightAbove - height);
      }
      above = at;
      heightAbove = height;
    }
    return -1;
  }

  #measureTops(): Float64Array {
    const { grid, values: canopy } = this.#scenery.relief.canopy;
    const top = new Float64Array(this.#columns * this.#rows).fill(-1000);
    const cellOf = (index: number, count: number) =>
      Math.min(count - 1, Math.floor((index * grid.spacing) / CELL_METRES));
    for (let row = 0; row < grid.rows; row++) {
      // A sample on or beside a border counts for the cells on both sides: interpolation reaches across.
      const rows = [cellOf(Math.max(0, row - 1), this.#rows), cellOf(row + 1, this.#rows)];
      for (let column = 0; column < grid.columns; column++) {
        const height = canopy[row * grid.columns + column]!;
        const west = cellOf(Math.max(0, column - 1), this.#columns);
        const east = cellOf(column + 1, this.#columns);
        for (const cellRow of rows) {
          const start = cellRow * this.#columns;
          if (top[start + west]! < height) top[start + west] = height;
          if (top[start + east]! < height) top[start + east] = height;
        }
      }
    }
    return top;
  }

  #listSolids(): number[][] {
    const { shapes, relief } = this.#scenery;
    const lists = Array.from({ length: this.#columns * this.#rows }, (): number[] => []);
    const clamp = (value: number, count: number) =>
      Math.min(count - 1, Math.max(0, Math.floor(value / CELL_METRES)));
    for (let solid = 0; solid + 1 < shapes.firstFace.length; solid++) {
      const [minX = 0, maxX = 0, minY = 0, maxY = 0] = shapes.boxes.subarray(6 * solid, 6 * solid + 4);
      const east = clamp(maxX - relief.canopy.grid.originX, this.#columns);
      const north = clamp(maxY - relief.canopy.grid.originY, this.#rows);
      for (let row = clamp(minY - relief.canopy.grid.originY, this.#rows); row <= north; row++) {
        for (let column = clamp(minX - relief.canopy.grid.originX, this.#columns); column <= east; column++) {
          lists[row * this.#columns + column]?.push(solid);
        }
      }
    }
    return lists;
  }
}

/** The distance along a ray to a border between cells on one axis; infinite for a ray along it. */
function toBorder(border: number, from: number, step: number): number {
  return step === 0 ? Number.POSITIVE_INFINITY : (border - from) / step;
}
