import { multiply, poseAt, type RegisteredImage, type SparseModel, transpose } from '@tiepoint/scene';
import type { MapProjection } from '@tiepoint/texture';
import { type GridProjection, openProjection, type ProjectedFrame } from './projected-frame.ts';

/** Projects a model from metres east, north and up of the frame's origin to the coordinates of the frame. */
export function projectModel(model: SparseModel, frame: ProjectedFrame): SparseModel {
  const projection = openProjection(frame);
  const positions = new Float64Array(model.points.positions.length);
  projectAll(projection, model.points.positions, positions);
  const images = model.images.map((image) => projectImage(projection, image));
  return { ...model, images, points: { ...model.points, positions } };
}

/** The projection of surfaces into the frame, which their files then state. */
export function surfaceProjection(frame: ProjectedFrame): MapProjection {
  const projection = openProjection(frame);
  const project = (positions: Float32Array) => {
    const projected = new Float32Array(positions.length);
    projectAll(projection, positions, projected);
    return projected;
  };
  const { system, offset, unit, heights, operation } = frame;
  return { project, extras: { coordinateSystem: system, offset, unit, heights, operation } };
}

/** Comments with the frame, for the header of a PLY file. */
export function describeFrame({ system, offset, unit, heights, operation }: ProjectedFrame): string[] {
  const { name, accuracyMetres } = operation;
  return [
    `coordinate system ${system}`,
    `offset ${offset.join(' ')}`,
    `unit ${unit.name} (${unit.metres} m)`,
    `heights above ${heights}`,
    `operation ${name}, accuracy ${accuracyMetres === undefined ? 'not stated' : `${accuracyMetres} m`}`,
  ];
}

function projectAll(
  projection: GridProjection,
  from: Float64Array | Float32Array,
  to: Float64Array | Float32Array,
): void {
  for (let at = 0; at < from.length; at += 3) {
    to.set(projection.project([from[at] ?? 0, from[at + 1] ?? 0, from[at + 2] ?? 0]), at);
  }
}

function projectImage(projection: GridProjection, image: RegisteredImage): RegisteredImage {
  // The camera's axes, the rows, rotate by the convergence of the meridians.
  const rotation = multiply(image.cameraFromWorld.rotation, transpose(projection.rotationAt(image.centre)));
  return { ...image, ...poseAt(projection.project(image.centre), rotation) };
}
