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
 * The frame of a model that is made in metres east, north and up of the origin and delivered in a projected system: as
 * easting, northing and height, each less its offset, so that single-precision files are exact to millimetres.
 */
export interface ProjectedFrame {
  type: 'projected';
  /** Its EPSG code. */
  system: string;
  origin: Geodetic;
  /** Whole metres. */
  offset: Vector3;
}

/** From metres east, north and up of the frame's origin to its projected coordinates, less their offset. */
export interface GridProjection {
  project(point: Vector3): Vector3;
  /** The rotation of directions at a point, 3 x 3, row by row: mostly the grid convergence. */
  rotationAt(point: Vector3): Matrix3;
}

/** A regional system whose scale factor differs more from 1 is outside of its area of use. */
const MAX_SCALE_ERROR = 0.1;
/** From this difference on, users are told. */
const NOTABLE_SCALE_ERROR = 0.01;
/** The step with which local scale and rotation are measured. */
const STEP_METRES = 1;

/**
 * The frame of a model in a projected system, with a note where its scale factor differs notably from 1. Where the
 * origin is outside of the system's area of use, only a note.
 */
export function chooseProjectedFrame(
  system: string,
  origin: Geodetic,
): { frame?: ProjectedFrame; note?: string } {
  const { project, worldwide } = openSystem(system);
  const [easting, northing, height] = project(origin).map(Math.floor);
  const offset: Vector3 = [easting ?? 0, northing ?? 0, height ?? 0];
  const frame: ProjectedFrame = { type: 'projected', system, origin, offset };
  const [east, north] = derivativeAt(openProjection(frame), [0, 0, 0]).map((column) => Math.hypot(...column));
  const scale = Math.sqrt((east ?? 0) * (north ?? 0));
  const error = Math.abs(scale - 1);
  if (!Number.isFinite(scale) || (error > MAX_SCALE_ERROR && !worldwide)) {
    return {
      note: `The model is outside the area of use of ${system}: it is in the local frame instead (metres east, north and up of its origin).`,
    };
  }
  if (error < NOTABLE_SCALE_ERROR) return { frame };
  return {
    frame,
    note: `The scale factor of ${system} is ${scale.toFixed(3)} here: horizontal lengths are multiplied by it, heights are not.`,
  };
}

/** Opens the projection into a frame. */
export function openProjection({ system, origin, offset }: ProjectedFrame): GridProjection {
  const { project: projectGeodetic } = openSystem(system);
  const project = (point: Vector3): Vector3 => {
    const [easting, northing, height] = projectGeodetic(geodeticFromEnu(point, origin));
    return [easting - offset[0], northing - offset[1], height - offset[2]];
  };
  return {
    project,
    rotationAt(point) {
      const [east, north, up] = derivativeAt({ project }, point);
      return nearestRotation(transpose([...east, ...north, ...up]));
    },
  };
}

/** The projected steps of a metre east, north and up. */
function derivativeAt(
  { project }: Pick<GridProjection, 'project'>,
  [x, y, z]: Vector3,
): [Vector3, Vector3, Vector3] {
  const start = project([x, y, z]);
  const stepTo = (end: Vector3): Vector3 => {
    const [a, b, c] = project(end);
    return [(a - start[0]) / STEP_METRES, (b - start[1]) / STEP_METRES, (c - start[2]) / STEP_METRES];
  };
  return [stepTo([x + STEP_METRES, y, z]), stepTo([x, y + STEP_METRES, z]), stepTo([x, y, z + STEP_METRES])];
}
