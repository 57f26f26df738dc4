import {
  type Geodetic,
  geodeticFromEnu,
  type Matrix3,
  nearestRotation,
  transpose,
  type Vector3,
} from '@tiepoint/scene';
import { openSystem } from './open-system.ts';

/**
 * A model that is worked out in metres east, north and up of the origin, and handed out in a projected system: as
 * easting, northing and height, each less its offset, so that single-precision files keep their millimetres.
 */
export interface ProjectedFrame {
  type: 'projected';
  /** By its EPSG code. */
  system: string;
  origin: Geodetic;
  /** Whole metres. */
  offset: Vector3;
}

/** From metres east, north and up of the frame's origin to its projected coordinates, less their offset. */
export interface GridMap {
  transformPoint(point: Vector3): Vector3;
  /** How directions at a point turn, 3 x 3, row by row: mostly by the convergence of the meridians. */
  turnAt(point: Vector3): Matrix3;
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
  origin: Geodetic,
): { frame?: ProjectedFrame; note?: string } {
  const { project, worldwide } = openSystem(system);
  const [easting, northing, height] = project(origin).map(Math.floor);
  const offset: Vector3 = [easting ?? 0, northing ?? 0, height ?? 0];
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
  const transformPoint = (point: Vector3): Vector3 => {
    const [easting, northing, height] = project(geodeticFromEnu(point, origin));
    return [easting - offset[0], northing - offset[1], height - offset[2]];
  };
  return {
    transformPoint,
    turnAt(point) {
      const [east, north, up] = derivativeAt({ transformPoint }, point);
      return nearestRotation(transpose([...east, ...north, ...up]));
    },
  };
}

/** What a metre east, north and up becomes. */
function derivativeAt(
  { transformPoint }: Pick<GridMap, 'transformPoint'>,
  [x, y, z]: Vector3,
): [Vector3, Vector3, Vector3] {
  const start = transformPoint([x, y, z]);
  const changeTo = (end: Vector3): Vector3 => {
    const [a, b, c] = transformPoint(end);
    return [(a - start[0]) / STEP_METERS, (b - start[1]) / STEP_METERS, (c - start[2]) / STEP_METERS];
  };
  return [
    changeTo([x + STEP_METERS, y, z]),
    changeTo([x, y + STEP_METERS, z]),
    changeTo([x, y, z + STEP_METERS]),
  ];
}
