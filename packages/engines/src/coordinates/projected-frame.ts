import { nearestRotation } from '@tiepoint/texture';
import { type GeographicPosition, geographicAt, type Vector } from './local-frame.ts';
import { openSystem } from './open-system.ts';

/**
 * A model that is worked out in metres east, north and up of the origin, and handed out in a projected system: as
 * easting, northing and height, each less its offset, so that single-precision files keep their millimetres.
 */
export interface ProjectedFrame {
  type: 'projected';
  /** By its EPSG code. */
  system: string;
  origin: GeographicPosition;
  /** Whole metres. */
  offset: Vector;
}

/** From metres east, north and up of the frame's origin to its projected coordinates, less their offset. */
export interface GridMap {
  mapPoint(point: Vector): Vector;
  /** How directions at a point turn, 3 x 3, row by row: mostly by the convergence of the meridians. */
  turnAt(point: Vector): number[];
}

/** Where a regional system stretches lengths by more, it was made for another part of the world. */
const MAX_STRETCH = 0.1;
/** A greater share is worth a word to people. */
const NOTABLE_STRETCH = 0.01;
/** The length that local scale and turn are measured on. */
const STEP_METERS = 1;

/**
 * The frame of a model in a projected system, with a note where lengths in it are not the true ones. Where the system
 * does not reach the origin, only the note, which says so.
 */
export function chooseProjectedFrame(
  system: string,
  origin: GeographicPosition,
): { frame?: ProjectedFrame; note?: string } {
  const { project, worldwide } = openSystem(system);
  const [easting, northing, height] = project(origin).map(Math.floor);
  const offset: Vector = [easting ?? 0, northing ?? 0, height ?? 0];
  const frame: ProjectedFrame = { type: 'projected', system, origin, offset };
  const [east, north] = derivativeAt(openGridMap(frame), [0, 0, 0]).map((column) => Math.hypot(...column));
  const scale = Math.sqrt((east ?? 0) * (north ?? 0));
  const stretch = Math.abs(scale - 1);
  if (!Number.isFinite(scale) || (stretch > MAX_STRETCH && !worldwide)) {
    return {
      note: `${system} is made for another part of the world: the model is in metres east, north and up of its origin instead.`,
    };
  }
  if (stretch < NOTABLE_STRETCH) return { frame };
  return {
    frame,
    note: `In ${system}, lengths on the ground are ${scale.toFixed(3)} times the true ones here; heights are true.`,
  };
}

/** Opens the way into a frame. */
export function openGridMap({ system, origin, offset }: ProjectedFrame): GridMap {
  const { project } = openSystem(system);
  const mapPoint = (point: Vector): Vector => {
    const [easting, northing, height] = project(geographicAt(point, origin));
    return [easting - offset[0], northing - offset[1], height - offset[2]];
  };
  return {
    mapPoint,
    turnAt(point) {
      const columns = derivativeAt({ mapPoint }, point);
      return nearestRotation([0, 1, 2].flatMap((row) => columns.map((column) => column[row] ?? 0)));
    },
  };
}

/** What a metre east, north and up becomes. */
function derivativeAt({ mapPoint }: Pick<GridMap, 'mapPoint'>, [x, y, z]: Vector): Vector[] {
  const start = mapPoint([x, y, z]);
  const ends: Vector[] = [
    [x + STEP_METERS, y, z],
    [x, y + STEP_METERS, z],
    [x, y, z + STEP_METERS],
  ];
  return ends.map((end) => {
    const [a, b, c] = mapPoint(end);
    return [(a - start[0]) / STEP_METERS, (b - start[1]) / STEP_METERS, (c - start[2]) / STEP_METERS];
  });
}
