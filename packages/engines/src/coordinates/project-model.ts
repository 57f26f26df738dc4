import { multiply, poseAt, type RegisteredImage, type SparseModel, transpose } from '@tiepoint/scene';
import type { Placement } from '@tiepoint/texture';
import { type GridMap, openGridMap, type ProjectedFrame } from './projected-frame.ts';

/** A model of metres east, north and up of the frame's origin in the coordinates of the frame. */
export function projectModel(model: SparseModel, frame: ProjectedFrame): SparseModel {
  const map = openGridMap(frame);
  const positions = new Float64Array(model.points.positions.length);
  mapAll(map, model.points.positions, positions);
  const images = model.images.map((image) => projectImage(map, image));
  return { ...model, images, points: { ...model.points, positions } };
}

/** The same for a surface, which says in its file where it lies. */
export function projectSurface(frame: ProjectedFrame): Placement {
  const map = openGridMap(frame);
  const place = (positions: Float32Array) => {
    const mapped = new Float32Array(positions.length);
    mapAll(map, positions, mapped);
    return mapped;
  };
  return { place, extras: { coordinateSystem: frame.system, offset: frame.offset } };
}

/** Lines for the header of a file that can hold no more. */
export function describeFrame({ system, offset }: ProjectedFrame): string[] {
  return [`coordinate system ${system}`, `offset ${offset.join(' ')}`];
}

function mapAll(map: GridMap, from: Float64Array | Float32Array, to: Float64Array | Float32Array): void {
  for (let at = 0; at < from.length; at += 3) {
    to.set(map.transformPoint([from[at] ?? 0, from[at + 1] ?? 0, from[at + 2] ?? 0]), at);
  }
}

function projectImage(map: GridMap, image: RegisteredImage): RegisteredImage {
  // The camera's axes, which are the rows, turn as all directions do.
  const rotation = multiply(image.cameraFromWorld.rotation, transpose(map.turnAt(image.centre)));
  return { ...image, ...poseAt(map.transformPoint(image.centre), rotation) };
}
