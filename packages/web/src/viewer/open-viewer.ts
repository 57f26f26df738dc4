import { loadScene, type SceneLinks } from './load-scene.ts';
import type { Progress } from './loading/fetch-bytes.ts';
import { loadPoints } from './loading/load-points.ts';
import { ModelScene } from './model-scene.ts';
import type { Layer } from './scene-content.ts';
import { createStage, type ViewerStage } from './viewer-stage.ts';
import { clearViewerStatus, publishViewerStatus } from './viewer-status.ts';

/** State of a viewer. */
export type ViewerState =
  | { phase: 'loading'; progress: Progress | null }
  /** `cameras` are the names of their photos in the bucket. */
  | { phase: 'ready'; layers: readonly Layer[]; cameras: readonly string[] }
  | { phase: 'error'; message: string };

/** Callbacks of a viewer. */
export interface ViewerHandlers {
  /** Returns new links: called when the viewer opens, and when the points are first shown. */
  fetchLinks: (signal: AbortSignal) => Promise<SceneLinks>;
  onState: (state: ViewerState) => void;
  /** The camera that took the photo of this name in the bucket was clicked. */
  onPick: (filename: string) => void;
}

/** A viewer on the page. */
export interface Viewer {
  /** Points are loaded when first shown; rejects when that fails. */
  setLayer: (layer: Layer, visible: boolean) => Promise<void>;
  /** Highlights one camera or none, and shows the image behind `photoUrl` on it. */
  select: (filename: string | null, photoUrl: string | null) => void;
  /** Looks through the camera of the photo. */
  flyTo: (filename: string) => void;
  resetView: () => void;
  close: () => void;
}

const noWebGL =
  "This browser can't show 3D graphics: WebGL 2 is missing or disabled. The files can still be downloaded.";

/** Shows the files behind the links in `host` until closed; errors become a state and are never thrown. */
export function openViewer(host: HTMLElement, handlers: ViewerHandlers): Viewer {
  const closing = new AbortController();
  const show = (state: ViewerState) => {
    if (closing.signal.aborted) return;
    // Ready only after the first frame has been drawn.
    if (state.phase !== 'ready') publishViewerStatus({ phase: state.phase });
    handlers.onState(state);
  };
  const stage = createStage(host);
  closing.signal.addEventListener('abort', stage.remove);
  const scene = createScene(stage, handlers.onPick);
  if (scene) {
    closing.signal.addEventListener('abort', observe(host, scene));
    void fill(scene, handlers.fetchLinks, { show, signal: closing.signal });
  } else {
    show({ phase: 'error', message: noWebGL });
  }
  return {
    setLayer: scene ? createLayerSwitch(scene, handlers.fetchLinks, closing.signal) : async () => undefined,
    select: (filename, photoUrl) => {
      scene?.select(filename);
      // The image is optional: without it the camera is still highlighted.
      if (filename !== null && photoUrl !== null) scene?.showPhoto(filename, photoUrl).catch(() => undefined);
    },
    flyTo: (filename) => scene?.flyTo(filename),
    resetView: () => scene?.resetView(),
    close: () => {
      closing.abort();
      scene?.dispose();
      clearViewerStatus();
    },
  };
}

/** Null without a WebGL context. */
function createScene(stage: ViewerStage, onPick: (filename: string) => void): ModelScene | null {
  let frames = 0;
  try {
    const scene: ModelScene = new ModelScene(stage.canvas, {
      onPick,
      onFrame: (still) => {
        frames += 1;
        if (scene.metric) stage.drawScale(scene.unitsPerPixel * scene.metresPerUnit);
        publishViewerStatus({ ...scene.shown, frames, cameraAt: still ? cameraAt(stage.canvas, scene) : '' });
        if (still && scene.hasContent) publishViewerStatus({ phase: 'ready' });
      },
    });
    return scene;
  } catch {
    return null;
  }
}

/** Keeps the scene in the size of its host and the colours of the page; returns a function that stops this. */
function observe(host: HTMLElement, scene: ModelScene): () => void {
  const sizes = new ResizeObserver(() => scene.resize(host.clientWidth, host.clientHeight));
  sizes.observe(host);
  const dark = window.matchMedia('(prefers-color-scheme: dark)');
  const paint = () => scene.setMarkerColor(getComputedStyle(host).getPropertyValue('--marker'));
  paint();
  dark.addEventListener('change', paint);
  return () => {
    sizes.disconnect();
    dark.removeEventListener('change', paint);
  };
}

async function fill(
  scene: ModelScene,
  fetchLinks: ViewerHandlers['fetchLinks'],
  { show, signal }: { show: (state: ViewerState) => void; signal: AbortSignal },
): Promise<void> {
  show({ phase: 'loading', progress: null });
  try {
    const links = await fetchLinks(signal);
    const content = await loadScene(links, {
      signal,
      onProgress: (progress) => show({ phase: 'loading', progress }),
      fetchLinks,
      onChange: scene.invalidate,
    });
    if (signal.aborted) return;
    scene.setContent(content);
    const has = { model: content.model, cameras: content.frusta, points: links.points };
    const layers = (['model', 'cameras', 'points'] as const).filter((layer) => has[layer] !== null);
    show({ phase: 'ready', layers, cameras: content.cameras?.poses.map((pose) => pose.filename) ?? [] });
  } catch (error) {
    show({ phase: 'error', message: `The model could not be loaded. ${messageOf(error)}` });
  }
}

/** Shows and hides layers; the last request wins, also when the points arrive late. */
function createLayerSwitch(
  scene: ModelScene,
  fetchLinks: ViewerHandlers['fetchLinks'],
  signal: AbortSignal,
): Viewer['setLayer'] {
  const wanted = new Map<Layer, boolean>();
  let loading: Promise<void> | null = null;
  const addPoints = async () => {
    const links = await fetchLinks(signal);
    const points = links.points === null ? null : await loadPoints(links.points, { signal });
    if (points && !signal.aborted) scene.addPoints(points);
  };
  return async (layer, visible) => {
    wanted.set(layer, visible);
    if (layer === 'points' && visible && !scene.hasPoints) {
      loading ??= addPoints().finally(() => {
        loading = null;
      });
      await loading;
    }
    scene.setLayer(layer, wanted.get(layer) ?? visible);
  };
}

function cameraAt(canvas: HTMLCanvasElement, scene: ModelScene): string {
  const place = scene.selectablePlace;
  if (!place) return '';
  const { left, top } = canvas.getBoundingClientRect();
  return `${Math.round(left + place.x)},${Math.round(top + place.y)}`;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
