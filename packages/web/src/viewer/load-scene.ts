import { parseCameras } from './camera-poses.ts';
import { fetchBytes, type Progress } from './fetch-bytes.ts';
import { loadModel } from './load-model.ts';
import { loadPoints } from './load-points.ts';
import { createSceneContent, type SceneContent } from './scene-content.ts';

/** Short-lived links to what a reconstruction has made; null for what it has not. */
export type SceneLinks = { model: string | null; points: string | null; cameras: string | null };

/** Loads cameras and model; the points too where they are all there is to see. */
export async function loadScene(
  links: SceneLinks,
  options: { signal: AbortSignal; onProgress: (progress: Progress) => void },
): Promise<SceneContent> {
  const [cameras, model, points] = await Promise.all([
    links.cameras && loadCameras(links.cameras, options.signal),
    links.model && loadModel(links.model, options),
    !links.model && links.points && loadPoints(links.points, options),
  ]);
  return createSceneContent(model || null, points || null, cameras || null);
}

async function loadCameras(url: string, signal: AbortSignal) {
  return parseCameras(new TextDecoder().decode(await fetchBytes(url, { signal })));
}
