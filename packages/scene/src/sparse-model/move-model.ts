import { movePose } from '../cameras/pose.ts';
import { mapPositions, type Similarity } from '../transforms/similarity.ts';
import type { SparseModel } from './sparse-model.ts';

/** The same model in a new frame: cameras and points in their new places, everything else as it was. */
export function moveModel({ cameras, images, points }: SparseModel, newFromOld: Similarity): SparseModel {
  return {
    cameras,
    images: images.map((image) => ({ ...image, ...movePose(image, newFromOld) })),
    points: { ...points, positions: mapPositions(newFromOld, points.positions) },
  };
}
