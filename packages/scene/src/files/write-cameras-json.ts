import { writeFile } from 'node:fs/promises';
import { pinholeOf } from '../cameras/camera.ts';
import type { CameraFrame, CameraJson, CamerasJson } from '../cameras/cameras-json.ts';
import type { SparseModel } from '../sparse-model/sparse-model.ts';

/**
 * Writes all cameras of a model (z up) as `cameras.json`, in the natural order of their photos' names, without lens
 * distortion. `photoNames` maps names in the model to uploaded names. Throws where a photo's camera is missing.
 */
export async function writeCamerasJson(
  path: string,
  model: SparseModel,
  { frame, photoNames }: { frame: CameraFrame; photoNames: ReadonlyMap<string, string> },
): Promise<void> {
  const naturally = new Intl.Collator('en', { numeric: true });
  const cameras = model.images.map(({ name, cameraId, cameraFromWorld, centre }): CameraJson => {
    const camera = model.cameras.get(cameraId);
    if (!camera) throw new Error(`${name} refers to camera ${cameraId}, which is not in the model`);
    const photo = photoNames.get(name) ?? name;
    return { name, photo, position: centre, rotation: cameraFromWorld.rotation, ...pinholeOf(camera) };
  });
  cameras.sort((a, b) => naturally.compare(a.photo, b.photo));
  const content: CamerasJson = { frame, upAxis: 'z', cameras };
  await writeFile(path, JSON.stringify(content));
}
