import {
  type CameraTruth,
  type ExactModel,
  type LandscapeTruth,
  type ModelPhoto,
  readLandscapeTruth,
  readSceneTruth,
  surfaceHeight,
} from '@tiepoint/samples';
import { lengthOf, projectPoint, subtract, type Vector3 } from '@tiepoint/scene';

/** Tie points for each photo; each is seen by a dozen photos, so a photo sees some thousand. */
const POINTS_PER_PHOTO = 120;
/** No feature is found closer to the edge of a photo. */
const MARGIN_PIXELS = 5;
/** Steps along a ray from a point to a photo, and how far it may dip below the surface, metres. */
const STEP_METRES = 0.5;
const DIP_METRES = 0.2;
/** Nothing in the landscape is higher above its ground. */
const CLEAR_METRES = 30;

/** The model that structure from motion would find of a generated landscape, were it free of error. */
export async function readExactModel(folder: string): Promise<ExactModel> {
  const truth = await readLandscapeTruth(folder);
  const { shape } = await readSceneTruth(folder, 'landscape');
  const photos = truth.cameras.map((camera): ModelPhoto => ({ ...camera, camera: truth.camera }));
  const wanted = POINTS_PER_PHOTO * photos.length;
  const samples = shape.samples.length / 3;
  const points: ExactModel['points'][number][] = [];
  for (let index = 0; index < wanted; index++) {
    const at = 3 * Math.floor((index * samples) / wanted);
    const position = [...shape.samples.subarray(at, at + 3)] as unknown as Vector3;
    const seenBy = photos.filter((photo) => isIn(truth, photo, position) && isFree(truth, photo, position));
    if (seenBy.length >= 2) points.push({ position, photos: seenBy });
  }
  return { photos, points };
}

function isIn({ camera }: CameraTruth, photo: ModelPhoto, point: Vector3): boolean {
  const pixel = projectPoint(camera, photo, point);
  if (!pixel) return false;
  const within = (value: number, size: number) => value > MARGIN_PIXELS && value < size - MARGIN_PIXELS;
  return within(pixel.x, camera.width) && within(pixel.y, camera.height);
}

function isFree(truth: LandscapeTruth, { centre }: ModelPhoto, point: Vector3): boolean {
  const [x, y, z] = point;
  const toCamera = subtract(centre, point);
  const [dx, dy, dz] = toCamera;
  const length = lengthOf(toCamera);
  const end = Math.min(1, CLEAR_METRES / dz);
  for (let along = STEP_METRES / length; along < end; along += STEP_METRES / length) {
    const surface = surfaceHeight(truth, x + along * dx, y + along * dy);
    if (surface > z + along * dz + DIP_METRES) return false;
  }
  return true;
}
