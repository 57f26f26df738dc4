import { poseAt } from '../cameras/pose.ts';
import type { Vector3 } from '../linear-algebra/vector.ts';
import type { RegisteredImage, SparseModel } from '../sparse-model/sparse-model.ts';

/** A nadir photo from a position: pixel x grows with world x, pixel y against world y. */
export function imageFrom(id: number, centre: Vector3): RegisteredImage {
  const features = { keypoints: new Float64Array(), keypointPoints: new Int32Array() };
  return {
    id,
    name: `${id}.png`,
    cameraId: 1,
    ...poseAt(centre, [1, 0, 0, 0, -1, 0, 0, 0, -1]),
    ...features,
  };
}

/** A model of photos with one pinhole camera, with points that have no observations. */
export function modelOf(images: RegisteredImage[], positions: readonly number[] = []): SparseModel {
  const camera = { model: 'PINHOLE', width: 200, height: 160, params: [200, 200, 100, 80] } as const;
  const count = positions.length / 3;
  const points = {
    count,
    ids: Float64Array.from({ length: count }, (_, point) => point + 1),
    positions: Float64Array.from(positions),
    colours: new Uint8Array(positions.length),
    errors: new Float64Array(count),
    trackStarts: new Uint32Array(count + 1),
    trackImages: new Uint32Array(),
    trackKeypoints: new Uint32Array(),
  };
  return { cameras: new Map([[1, camera]]), images, points };
}
