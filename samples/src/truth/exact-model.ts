import {
  type Camera,
  type Pose,
  projectPoint,
  type RegisteredImage,
  type SparseModel,
  type Vector3,
} from '@tiepoint/scene';
import { writeSparseModel } from '@tiepoint/scene/files';

/** A photo of a sparse model, and the camera that took it. */
export interface ModelPhoto extends Pose {
  /** Its path below the folder of the photos. */
  name: string;
  camera: Camera;
}

/** A sparse model as structure from motion without any error would give it. */
export interface ExactModel {
  photos: readonly ModelPhoto[];
  points: readonly { position: Vector3; photos: readonly ModelPhoto[] }[];
}

/** The colour and the reprojection error of all points. */
const POINT_COLOUR = 128;
const POINT_ERROR_PIXELS = 0.3;

/** Writes a model into an existing folder in COLMAP's binary format; throws where a photo does not see its point. */
export async function writeExactModel(folder: string, model: ExactModel): Promise<void> {
  await writeSparseModel(folder, sparseModelOf(model));
}

/** Ids count from 1, as in COLMAP's own models. */
function sparseModelOf({ photos, points }: ExactModel): SparseModel {
  const cameras = [...new Set(photos.map(({ camera }) => camera))];
  const numbers = new Map(photos.map((photo, index) => [photo, index]));
  const features = photos.map(() => ({ pixels: [] as number[], points: [] as number[] }));
  const track = { starts: [0], images: [] as number[], features: [] as number[] };
  for (const [point, { position, photos: seenBy }] of points.entries()) {
    for (const photo of seenBy) {
      const image = numbers.get(photo) ?? -1;
      const ofPhoto = features[image];
      const pixel = projectPoint(photo.camera, photo, position);
      if (!ofPhoto || !pixel) throw new RangeError(`point ${point} is not seen by ${photo.name}`);
      track.images.push(image);
      track.features.push(ofPhoto.points.length);
      ofPhoto.pixels.push(pixel.x, pixel.y);
      ofPhoto.points.push(point);
    }
    track.starts.push(track.images.length);
  }
  return {
    cameras: new Map(cameras.map((camera, index) => [index + 1, camera])),
    images: photos.map(({ name, camera, cameraFromWorld, centre }, index): RegisteredImage => {
      const { pixels = [], points: shown = [] } = features[index] ?? {};
      return {
        ...{ id: index + 1, name, cameraId: cameras.indexOf(camera) + 1, cameraFromWorld, centre },
        keypoints: Float64Array.from(pixels),
        keypointPoints: Int32Array.from(shown),
      };
    }),
    points: {
      count: points.length,
      ids: Float64Array.from(points.keys(), (point) => point + 1),
      positions: Float64Array.from(points.flatMap(({ position }) => position)),
      colours: new Uint8Array(3 * points.length).fill(POINT_COLOUR),
      errors: new Float64Array(points.length).fill(POINT_ERROR_PIXELS),
      trackStarts: Uint32Array.from(track.starts),
      trackImages: Uint32Array.from(track.images),
      trackKeypoints: Uint32Array.from(track.features),
    },
  };
}
