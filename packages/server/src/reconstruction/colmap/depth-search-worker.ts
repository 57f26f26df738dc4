import { join } from 'node:path';
import { densifyViews, type Matrix, type StereoPoint, type StereoScene, type Vector } from '@tiepoint/stereo';
import { readSparseModel, type SparseModel } from '@tiepoint/texture';

/** What the search is told, as the only argument of its process: JSON. */
export interface DepthSearchRequest {
  /** COLMAP's dense workspace: `images` and `sparse` are in it, `stereo` comes. */
  workspaceFolder: string;
  maxSize: number;
  threads: number;
}

/*
 * A process of its own, so that its memory is not the server's and its threads give way to the server's. It tells how
 * far it is as `Depths 12 %`, and in the end each view that it had to leave out.
 */
const request = JSON.parse(process.argv[2] ?? '') as DepthSearchRequest;
const model = await readSparseModel(join(request.workspaceFolder, 'sparse'));
let told = -1;
const views = await densifyViews(sceneOf(model, join(request.workspaceFolder, 'images')), {
  ...request,
  onProgress(fraction) {
    const percent = Math.floor(100 * fraction);
    if (percent > told) console.log(`Depths ${percent} %`);
    told = Math.max(told, percent);
  },
});
for (const { name, coverage, reason } of views) {
  console.log(reason ? `${name}: ${reason}` : `${name}: ${Math.round(100 * coverage)} % of its pixels`);
}

function sceneOf({ cameras, images, points }: SparseModel, photosFolder: string): StereoScene {
  return {
    views: images.map(({ name, cameraId, rotation, translation }) => {
      const camera = cameras.get(cameraId);
      // `image_undistorter` makes pinholes of all cameras: focal lengths, then the principal point.
      if (camera?.model !== 'PINHOLE') throw new Error(`the camera of ${name} is no pinhole`);
      const [focalX = 0, focalY = 0, centreX = 0, centreY = 0] = camera.params;
      return {
        name,
        photoPath: join(photosFolder, name),
        width: camera.width,
        height: camera.height,
        focalX,
        focalY,
        centreX,
        centreY,
        rotation: [...rotation] as unknown as Matrix,
        translation: [...translation] as unknown as Vector,
      };
    }),
    points: Array.from({ length: points.count }, (_, index): StereoPoint => {
      const [from, to] = [points.trackStarts[index], points.trackStarts[index + 1]];
      return {
        position: [...points.positions.subarray(3 * index, 3 * index + 3)] as unknown as Vector,
        error: points.errors[index] ?? 0,
        views: [...points.trackImages.subarray(from, to)],
      };
    }),
  };
}
