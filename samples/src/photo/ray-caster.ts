import type { FaceTexture, SolidShapes } from '../landscape/faces.ts';
import { type Grid, sampleGrid } from '../landscape/grid.ts';
import { FOLIAGE_MARK } from '../landscape/ground-colour.ts';
import type { Vector3 } from '../matrix.ts';
import { spaceNoise } from '../noise.ts';

/** Where a ray met the landscape; reused between rays. */
export interface Hit {
  /** Length along the ray, in units of its direction. */
  distance: number;
  /** Number of the face that was hit, or -1 for the ground and its plants. */
  face: number;
}

/** The landscape as the caster reads it. */
export interface Scenery {
  relief: { grid: Grid; canopy: Float32Array };
  shapes: SolidShapes;
  ground: { grid: Grid; colours: Uint32Array };
  atlas: { colours: Uint32Array; texelMetres: number };
}

/** Side of the cells that rays walk through before they look closer, metres. */
const CELL_METRES = 2.5;
/** Length of the steps through a height field, horizontally and downward, metres. */
const STEP_METRES = 0.12;
const DROP_METRES = 0.25;
/** The slope of a crown is judged over this distance to either side, metres. */
const SIDE_METRES = 0.2;

/** Finds what a downward ray sees first: solids exactly, the height field by steps within coarse cells. */
export class RayCaster {
  readonly #scenery: Scenery;
  readonly #columns: number;
  readonly #rows: number;
  /** Per cell: its highest point, and its solids as a stretch of `#cellSolids`. */
  readonly #top: Float64Array;
  readonly #firstSolid: Int32Array;
  readonly #cellSolids: Int32Array;
  readonly #highest: number;

  constructor(scenery: Scenery) {
    this.#scenery = scenery;
    const { grid } = scenery.relief;
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

  /** Casts a ray; its direction must point downward. Rays that leave the landscape end at its border. */
  cast(from: Vector3, direction: Vector3, hit: Hit): void {
    const { grid } = this.#scenery.relief;
    const [dx, dy, dz] = direction;
    let near = Math.max(0, (this.#highest + 0.1 - from[2]) / dz);
    let column = Math.floor((from[0] + dx * near - grid.originX) / CELL_METRES);
    let row = Math.floor((from[1] + dy * near - grid.originY) / CELL_METRES);
    const stepColumn = dx > 0 ? 1 : -1;
    const stepRow = dy > 0 ? 1 : -1;
    const perColumn = dx === 0 ? Number.POSITIVE_INFINITY : CELL_METRES / Math.abs(dx);
    const perRow = dy === 0 ? Number.POSITIVE_INFINITY : CELL_METRES / Math.abs(dy);
    let nextColumn = (grid.originX + (column + (dx > 0 ? 1 : 0)) * CELL_METRES - from[0]) / (dx || 1e-12);
    let nextRow = (grid.originY + (row + (dy > 0 ? 1 : 0)) * CELL_METRES - from[1]) / (dy || 1e-12);
    hit.face = -1;
    while (column >= 0 && row >= 0 && column < this.#columns && row < this.#rows) {
      const far = Math.min(nextColumn, nextRow);
      const cell = row * this.#columns + column;
      const top = this.#top[cell]!;
      if (from[2] + dz * far < top) {
        const enter = Math.max(near, (top - from[2]) / dz);
        if (this.#castInCell(cell, from, direction, enter, far, hit)) return;
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

  /** The lit colour (0xBBGGRR) that is seen at a hit. */
  colourAt(from: Vector3, direction: Vector3, hit: Hit): number {
    const x = from[0] + direction[0] * hit.distance;
    const y = from[1] + direction[1] * hit.distance;
    const { atlas, shapes } = this.#scenery;
    const face = hit.face < 0 ? undefined : shapes.textures[hit.face];
    if (!face) {
      const colour = this.#groundColour(x, y);
      if ((colour & FOLIAGE_MARK) === 0) return colour;
      return this.#leafColour(colour, x, y, from[2] + direction[2] * hit.distance);
    }
    return colourOnFace(face, atlas, x, y, from[2] + direction[2] * hit.distance);
  }

  /** The colour of the ground map at a place, with the foliage mark of the nearest texel. */
  #groundColour(x: number, y: number): number {
    const { grid, colours } = this.#scenery.ground;
    const column = Math.min(Math.max((x - grid.originX) / grid.spacing, 0), grid.columns - 1.001);
    const row = Math.min(Math.max((y - grid.originY) / grid.spacing, 0), grid.rows - 1.001);
    const nearest = Math.round(row) * grid.columns + Math.round(column);
    return blendTexels(colours, 0, grid.columns, column, row) | (colours[nearest]! & FOLIAGE_MARK);
  }

  /**
   * The colour of a crown at a point. The map is a picture from above, which the steep sides of a crown
   * would draw out into streaks: there it is read a little further in, at a place that varies with height.
   */
  #leafColour(colour: number, x: number, y: number, z: number): number {
    const { grid, canopy } = this.#scenery.relief;
    const leaves = spaceNoise(5, x * 4.3, y * 4.3, z * 4.3);
    const east = sampleGrid(grid, canopy, x + SIDE_METRES, y) - sampleGrid(grid, canopy, x - SIDE_METRES, y);
    const north = sampleGrid(grid, canopy, x, y + SIDE_METRES) - sampleGrid(grid, canopy, x, y - SIDE_METRES);
    const steepness = Math.hypot(east, north);
    if (steepness < 3 * SIDE_METRES) return scaleColour(colour, 1 + 0.3 * leaves);
    const inward = (0.45 + 0.35 * leaves) / steepness;
    const sideways = (0.5 * spaceNoise(6, x * 2.7, y * 2.7, z * 2.7)) / steepness;
    const inner = this.#groundColour(
      x + east * inward - north * sideways,
      y + north * inward + east * sideways,
    );
    // Light fades toward the foot of a crown.
    const below = Math.max(0, sampleGrid(grid, canopy, x + east * inward, y + north * inward) - z);
    return scaleColour(inner, (1 + 0.3 * leaves) * Math.max(0.5, 1 - 0.11 * below));
  }

  #castInCell(
    cell: number,
    from: Vector3,
    direction: Vector3,
    enter: number,
    far: number,
    hit: Hit,
  ): boolean {
    let solidAt = Number.POSITIVE_INFINITY;
    for (let index = this.#firstSolid[cell]!; index < this.#firstSolid[cell + 1]!; index++) {
      const distance = this.#meetSolid(this.#cellSolids[index]!, from, direction, solidAt, hit);
      if (distance < solidAt) solidAt = distance;
    }
    const end = Math.min(far, solidAt);
    const ground = this.#meetGround(from, direction, enter, end);
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
  #meetSolid(solid: number, from: Vector3, direction: Vector3, before: number, hit: Hit): number {
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
  #meetGround(from: Vector3, direction: Vector3, enter: number, far: number): number {
    const { grid, canopy } = this.#scenery.relief;
    const [dx, dy, dz] = direction;
    const step = Math.min(STEP_METRES / (Math.hypot(dx, dy) + 1e-9), DROP_METRES / -dz);
    let above = enter;
    let heightAbove =
      from[2] + dz * enter - sampleGrid(grid, canopy, from[0] + dx * enter, from[1] + dy * enter);
    if (heightAbove <= 0) return enter;
    while (above < far) {
      const at = Math.min(above + step, far);
      const height = from[2] + dz * at - sampleGrid(grid, canopy, from[0] + dx * at, from[1] + dy * at);
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
    const { grid, canopy } = this.#scenery.relief;
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
      const east = clamp(maxX - relief.grid.originX, this.#columns);
      const north = clamp(maxY - relief.grid.originY, this.#rows);
      for (let row = clamp(minY - relief.grid.originY, this.#rows); row <= north; row++) {
        for (let column = clamp(minX - relief.grid.originX, this.#columns); column <= east; column++) {
          lists[row * this.#columns + column]?.push(solid);
        }
      }
    }
    return lists;
  }
}

function scaleColour(colour: number, by: number): number {
  const factor = Math.round(256 * by);
  const red = Math.min(255, ((colour & 0xff) * factor) >> 8);
  const green = Math.min(255, (((colour >> 8) & 0xff) * factor) >> 8);
  const blue = Math.min(255, (((colour >> 16) & 0xff) * factor) >> 8);
  return red | (green << 8) | (blue << 16);
}

function colourOnFace(
  face: FaceTexture,
  atlas: { colours: Uint32Array; texelMetres: number },
  x: number,
  y: number,
  z: number,
): number {
  const { origin, u, v } = face;
  const [ox, oy, oz] = [x - origin[0], y - origin[1], z - origin[2]];
  const along = (ox * u[0] + oy * u[1] + oz * u[2]) / atlas.texelMetres;
  const up = (ox * v[0] + oy * v[1] + oz * v[2]) / atlas.texelMetres;
  const column = Math.min(Math.max(along, 0), face.columns - 1.001);
  const row = Math.min(Math.max(up, 0), face.rows - 1.001);
  return blendTexels(atlas.colours, face.offset, face.columns, column, row);
}

/** Bilinear interpolation of packed colours, in 8-bit fixed point. */
function blendTexels(colours: Uint32Array, offset: number, columns: number, x: number, y: number): number {
  const column = x | 0;
  const row = y | 0;
  const east = ((x - column) * 256) | 0;
  const north = ((y - row) * 256) | 0;
  const index = offset + row * columns + column;
  const southWest = colours[index]!;
  const southEast = colours[index + 1]!;
  const northWest = colours[index + columns]!;
  const northEast = colours[index + columns + 1]!;
  const weightSouthEast = (east * (256 - north)) >> 8;
  const weightNorthWest = ((256 - east) * north) >> 8;
  const weightNorthEast = (east * north) >> 8;
  const weightSouthWest = 256 - weightSouthEast - weightNorthWest - weightNorthEast;
  // Red and blue are blended together in one multiplication: 8 bits of weight fit between them.
  const redBlue =
    ((southWest & 0xff00ff) * weightSouthWest +
      (southEast & 0xff00ff) * weightSouthEast +
      (northWest & 0xff00ff) * weightNorthWest +
      (northEast & 0xff00ff) * weightNorthEast) /
    256;
  const green =
    ((southWest >> 8) & 0xff) * weightSouthWest +
    ((southEast >> 8) & 0xff) * weightSouthEast +
    ((northWest >> 8) & 0xff) * weightNorthWest +
    ((northEast >> 8) & 0xff) * weightNorthEast;
  return (redBlue & 0xff00ff) | (green & 0xff00);
}
