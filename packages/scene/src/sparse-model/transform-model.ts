import { transformPose } from '../cameras/pose.ts';
import { type Similarity, transformPositions } from '../transforms/similarity.ts';
import type { SparseModel } from './sparse-model.ts';

/** The model after a similarity of its cameras and points; everything else stays. */
export function transformModel(
  { cameras, images, points }: SparseModel,
  newFromOld: Similarity,
): SparseModel {
  return {
    cameras,
    images: images.map((image) => ({ ...image, ...transformPose(image, newFromOld) })),
    points: { ...points, positions: transformPositions(newFromOld, points.positions) },
  };
}
