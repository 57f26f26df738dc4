import type { Camera, CameraModelName } from '../cameras/camera.ts';
import { apply, type Matrix3, multiply } from '../linear-algebra/matrix.ts';
import type { RegisteredImage, SparseModel } from './sparse-model.ts';

/** Models with one focal length, and a distortion that depends on the radius alone. */
const SYMMETRIC_MODELS: ReadonlySet<CameraModelName> = new Set([
  'SIMPLE_PINHOLE',
  'SIMPLE_RADIAL',
  'RADIAL',
  'SIMPLE_RADIAL_FISHEYE',
  'RADIAL_FISHEYE',
]);
/** What is right in the level frame is down in the upright photo. */
const UPRIGHT_FROM_LEVEL: Matrix3 = [0, -1, 0, 1, 0, 0, 0, 0, 1];

/**
 * The model after some photos, by their names, were turned by 90° clockwise, from level to upright. They show the same;
 * their cameras are copies with the sides exchanged. Throws for camera models that depend on the direction.
 */
export function turnPhotosUpright(model: SparseModel, names: ReadonlySet<string>): SparseModel {
  const cameras = new Map(model.cameras);
  const upright = new Map<number, number>();
  let last = Math.max(0, ...cameras.keys());
  const images = model.images.map((image): RegisteredImage => {
    const level = model.cameras.get(image.cameraId);
    if (!level || !names.has(image.name)) return image;
    const cameraId = upright.get(image.cameraId) ?? ++last;
    upright.set(image.cameraId, cameraId);
    cameras.set(cameraId, turnCamera(level));
    return { ...turnImage(image, level), cameraId };
  });
  const used = new Set(images.map(({ cameraId }) => cameraId));
  return { ...model, cameras: new Map([...cameras].filter(([id]) => used.has(id))), images };
}

function turnCamera({ model, width, height, params }: Camera): Camera {
  if (!SYMMETRIC_MODELS.has(model)) throw new Error(`a camera of the model ${model} can't be turned`);
  const [focal, centreX, centreY, ...distortion] = params;
  return {
    model,
    width: height,
    height: width,
    params: [focal!, height - centreY!, centreX!, ...distortion],
  };
}

function turnImage(image: RegisteredImage, level: Camera): RegisteredImage {
  const { cameraFromWorld, keypoints } = image;
  const turned = new Float64Array(keypoints.length);
  for (let at = 0; at < keypoints.length; at += 2) {
    turned[at] = level.height - keypoints[at + 1]!;
    turned[at + 1] = keypoints[at]!;
  }
  return {
    ...image,
    cameraFromWorld: {
      rotation: multiply(UPRIGHT_FROM_LEVEL, cameraFromWorld.rotation),
      translation: apply(UPRIGHT_FROM_LEVEL, cameraFromWorld.translation),
    },
    keypoints: turned,
  };
}
