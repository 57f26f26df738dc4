import type { DatabaseSync } from 'node:sqlite';
import type { LocalPhoto } from '../../local/workspaces/local-job.ts';

/** A photo of the size that is stored. */
export type StoredPhoto = Pick<LocalPhoto, 'fileName' | 'width' | 'height'>;

/** COLMAP's keypoints: x and y in pixels, then an affine shape by rows. */
const COLUMNS = 6;
const BYTES_OF_FLOAT = 4;
/** COLMAP's SIMPLE_RADIAL: focal length, principal point, distortion. */
const [CENTRE_X, CENTRE_Y] = [1, 2];

/**
 * Turns the keypoints of photos by 90° counter-clockwise, from the photo as stored to the level frame of its camera.
 * Photos whose camera is level already were turned before, and stay.
 */
export function turnKeypoints(database: DatabaseSync, photos: readonly StoredPhoto[]): void {
  if (photos.length === 0) return;
  const find = database.prepare(
    `SELECT images.image_id, width, height, rows, cols, data FROM images
      JOIN cameras ON cameras.camera_id = images.camera_id
      JOIN keypoints ON keypoints.image_id = images.image_id WHERE name = ?`,
  );
  const write = database.prepare('UPDATE keypoints SET data = ? WHERE image_id = ?');
  for (const { fileName, width, height } of photos) {
    const image = find.get(fileName);
    if (!image || image.width !== width || image.height !== height || !(image.data instanceof Uint8Array))
      continue;
    if (image.cols !== COLUMNS) throw new Error(`${fileName} has keypoints of ${image.cols} numbers`);
    write.run(turned(image.data, width), Number(image.image_id));
  }
}

/** Turns the cameras of those photos where no level photo has made them level. */
export function turnCameras(database: DatabaseSync, photos: readonly StoredPhoto[]): void {
  if (photos.length === 0) return;
  const find = database.prepare(
    'SELECT cameras.camera_id, width, height, params FROM images JOIN cameras USING (camera_id) WHERE name = ?',
  );
  const write = database.prepare('UPDATE cameras SET width = ?, height = ?, params = ? WHERE camera_id = ?');
  for (const { fileName, width, height } of photos) {
    const camera = find.get(fileName);
    if (!camera || camera.width !== width || camera.height !== height) continue;
    const params = new Float64Array((camera.params as Uint8Array).slice().buffer);
    [params[CENTRE_X], params[CENTRE_Y]] = [params[CENTRE_Y]!, width - params[CENTRE_X]!];
    write.run(height, width, new Uint8Array(params.buffer), Number(camera.camera_id));
  }
}

function turned(data: Uint8Array, width: number): Uint8Array {
  const floats = new Float32Array(data.slice(0, data.length - (data.length % BYTES_OF_FLOAT)).buffer);
  for (let at = 0; at + COLUMNS <= floats.length; at += COLUMNS) {
    const [x, y, a11, a12, a21, a22] = floats.subarray(at, at + COLUMNS) as unknown as number[];
    floats.set([y!, width - x!, a21!, a22!, -a11!, -a12!], at);
  }
  return new Uint8Array(floats.buffer);
}
