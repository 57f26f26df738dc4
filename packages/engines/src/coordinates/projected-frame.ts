import { type Geodetic, type Matrix3, nearestRotation, transpose, type Vector3 } from '@tiepoint/scene';
import { type FittedMap, openMap } from './fitting/fitted-map.ts';
import type { LengthUnit } from './proj/read-system.ts';

/**
 * The frame of a model that is made in metres east, north and up of the origin and delivered in a projected system: as
 * its two plane coordinates and a height, each less its offset, so that single-precision files are exact to
 * millimetres.
 */
export interface ProjectedFrame {
  type: 'projected';
  /** Its code, PROJ string or WKT. */
  system: string;
  origin: Geodetic;
  /** Whole units. */
  offset: Vector3;
  /** Of all three coordinates. */
  unit: LengthUnit;
  /** What heights are above. */
  heights: string;
  /** How WGS 84 becomes the system; the accuracy is left out where none is registered. */
  operation: { name: string; accuracyMetres?: number };
  /** From metres east, north and up to the coordinates less their offset, as PROJ computes them. */
  map: FittedMap;
}

/** From metres east, north and up of the frame's origin to its projected coordinates, less their offset. */
export interface GridProjection {
  project(point: Vector3): Vector3;
  /** The rotation of directions at a point, 3 x 3, row by row: mostly the grid convergence. */
  rotationAt(point: Vector3): Matrix3;
}

/** The step with which local scale and rotation are measured. */
const STEP_METRES = 1;

/** Opens the projection into a frame. */
export function openProjection({ map }: Pick<ProjectedFrame, 'map'>): GridProjection {
  const project = openMap(map);
  return {
    project,
    rotationAt(point) {
      const [east, north, up] = derivativeAt(project, point);
      return nearestRotation(transpose([...east, ...north, ...up]));
    },
  };
}

/** The projected steps of a metre east, north and up. */
function derivativeAt(project: GridProjection['project'], [x, y, z]: Vector3): [Vector3, Vector3, Vector3] {
  const start = project([x, y, z]);
  const stepTo = (end: Vector3): Vector3 => {
    const [a, b, c] = project(end);
    return [(a - start[0]) / STEP_METRES, (b - start[1]) / STEP_METRES, (c - start[2]) / STEP_METRES];
  };
  return [stepTo([x + STEP_METRES, y, z]), stepTo([x, y + STEP_METRES, z]), stepTo([x, y, z + STEP_METRES])];
}
