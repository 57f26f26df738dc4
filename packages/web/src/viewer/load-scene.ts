import { parseCameras } from './camera-poses.ts';
import { fetchBytes, type Progress } from './fetch-bytes.ts';
import { loadModel } from './load-model.ts';
import { loadPoints } from './load-points.ts';
import { createSceneContent, type SceneContent } from './scene-content.ts';

/** Links to what a reconstruction has made; null for what it has not. */
export type SceneFiles = { model: string | null; points: string | null; cameras: string | null };

/** Loads cameras and model; the points too where they are all there is to see. */
export async function loadScene(
  files: SceneFiles,
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<SceneContent> {
  const [cameras, model, points] = await Promise.all([
    files.cameras && loadCameras(files.cameras, options.signal),
    files.model && loadModel(files.model, options),
    !files.model && files.points && loadPoints(files.points, options),
  ]);
  return createSceneContent(model || null, points || null, cameras || null);
}

async function loadCameras(url: string, signal: AbortSignal) {
  return parseCameras(new TextDecoder().decode(await fetchBytes(url, { signal })));
}
