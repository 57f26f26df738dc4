import { poseAt } from '../cameras/pose.ts';
import type { Vector3 } from '../linear-algebra/vector.ts';
import type { RegisteredImage, SparseModel } from '../sparse-model/sparse-model.ts';

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
  const count = positions.length / 3;
  const points = {
    count,
    ids: Float64Array.from({ length: count }, (_, point) => point + 1),
    positions: Float64Array.from(positions),
    colors: new Uint8Array(positions.length),
    errors: new Float64Array(count),
    trackStarts: new Uint32Array(count + 1),
    trackImages: new Uint32Array(),
    trackFeatures: new Uint32Array(),
  };
  return { cameras: new Map([[1, camera]]), images, points };
}
