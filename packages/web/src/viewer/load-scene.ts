import { parseCameras } from './cameras/camera-poses.ts';
import { fetchBytes, type Progress } from './loading/fetch-bytes.ts';
import { loadModel, type Model } from './loading/load-model.ts';
import { loadPoints } from './loading/load-points.ts';
import { openRanges, type RangeFile } from './loading/read-ranges.ts';
import { createSceneContent, type SceneContent } from './scene-content.ts';

/** Short-lived links to the files of a reconstruction; null for missing ones. */
export interface SceneLinks {
  model: string | null;
  /** The tileset of a large model. */
  tileset: RangeFile | null;
  points: string | null;
  cameras: string | null;
}

/** Callbacks of loading a scene. */
export interface SceneLoading {
  signal: AbortSignal;
  onProgress: (progress: Progress) => void;
  /** Requests new links when the first ones have expired. */
  fetchLinks: (signal: AbortSignal) => Promise<SceneLinks>;
  /** Something was loaded later, and needs a new frame. */
  onChange: () => void;
}

/** Loads cameras and model; also the points if there is no model. */
export async function loadScene(links: SceneLinks, options: SceneLoading): Promise<SceneContent> {
  const [cameras, model, points] = await Promise.all([
    links.cameras && loadCameras(links.cameras, options.signal),
    loadSurface(links, options),
    !links.model && !links.tileset && links.points && loadPoints(links.points, options),
  ]);
  return createSceneContent(model, points || null, cameras || null);
}

/** Streams a large model; if that fails, loads it as a whole. */
async function loadSurface(links: SceneLinks, options: SceneLoading): Promise<Model | null> {
  if (links.tileset) {
    try {
      return await streamSurface(links.tileset, options);
    } catch (error) {
      options.signal.throwIfAborted();
      if (!links.model) throw error;
      console.warn('The model is loaded as a whole, because its tiles could not be read.', error);
    }
  }
  return links.model === null ? null : loadModel(links.model, options);
}

/** The code for streaming is a separate chunk, which small models do not need. */
async function streamSurface(
  tileset: RangeFile,
  { signal, fetchLinks, onChange }: SceneLoading,
): Promise<Model> {
  const { streamModel } = await import('./loading/stream-model.ts');
  const read = openRanges(tileset, async () => (await fetchLinks(signal)).tileset);
  return streamModel(read, tileset.size, { signal, onChange });
}

async function loadCameras(url: string, signal: AbortSignal) {
  return parseCameras(new TextDecoder().decode(await fetchBytes(url, { signal })));
}
