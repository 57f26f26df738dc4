import { poseAt } from '../cameras/pose.ts';
import type { Vector3 } from '../linear-algebra/vector.ts';
import { noPoints, type RegisteredImage, type SparseModel } from '../sparse-model/sparse-model.ts';

/** A photo taken straight down from a place: pixel x grows with world x, pixel y against world y. */
export function imageFrom(id: number, centre: Vector3): RegisteredImage {
  const features = { featurePixels: new Float64Array(), featurePoints: new Int32Array() };
  return {
    id,
    name: `${id}.png`,
    cameraId: 1,
    ...poseAt(centre, [1, 0, 0, 0, -1, 0, 0, 0, -1]),
    ...features,
  };
}

/** A model of photos by one pinhole, with some points that none of them is known to show. */
export function modelOf(images: RegisteredImage[], positions: readonly number[] = []): SparseModel {
  const camera = { model: 'PINHOLE', width: 200, height: 160, params: [200, 200, 100, 80] } as const;
  const points = { ...noPoints(), count: positions.length / 3, positions: Float64Array.from(positions) };
  return { cameras: new Map([[1, camera]]), images, points };
}
