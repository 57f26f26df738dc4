import { TilesRenderer } from '3d-tiles-renderer';
import { DEFAULT_LRU_CACHE, LRUCache } from '3d-tiles-renderer/core';
import { type Object3D, PerspectiveCamera, Sphere, type Vector2, Vector3 } from 'three';
import { MeshoptDecoder } from 'three/addons/libs/meshopt_decoder.module.js';
import { GLTFLoader } from 'three/addons/loaders/GLTFLoader.js';
import { worldToViewer } from '../world-frame.ts';
import { type Model, showAsPhotographed } from './load-model.ts';
import { openArchive, type ReadRange } from './open-archive.ts';

/** Base address of the tiles; never requested. */
const ARCHIVE_URL = 'archive://model/';
const TILESET_NAME = 'tileset.json';
/** GPU memory for tiles, and for those kept when no longer visible. */
const CACHE_BYTES = {
  desk: { least: 256 * 2 ** 20, most: 384 * 2 ** 20 },
  phone: { least: 96 * 2 ** 20, most: 160 * 2 ** 20 },
};
/** Narrower screens are treated as phones, in CSS pixels. */
const PHONE_WIDTH_PIXELS = 700;
/** Pause before failed tiles are retried. */
const RETRY_PAUSE_MS = 10_000;

/**
 * Opens a streamed model with its coarsest tile; finer ones follow near the camera. `onChange` requests a new frame.
 * Rejects when the first tile can't be loaded.
 */
export async function streamModel(
  read: ReadRange,
  totalBytes: number,
  { signal, onChange }: { signal: AbortSignal; onChange: () => void },
): Promise<Model> {
  const readFile = await openArchive(read, totalBytes);
  const tileset = inOwnFrame(JSON.parse(new TextDecoder().decode(await readFile(TILESET_NAME, signal))));
  const tiles = createTiles();
  const triangles = new WeakMap<Object3D, number>();
  tiles.registerPlugin({
    name: 'ARCHIVE',
    fetchData: (url: string, { signal: stopping }: RequestInit) =>
      url.endsWith(TILESET_NAME)
        ? Promise.resolve(tileset)
        : readFile(url.slice(ARCHIVE_URL.length), stopping ?? undefined),
    processTileModel: async (scene: Object3D) => {
      triangles.set(scene, showAsPhotographed(scene));
    },
  });
  try {
    await loadFirstTile(tiles, signal);
  } catch (error) {
    tiles.dispose();
    throw error;
  }
  const retries = keepGoing(tiles, onChange);
  return {
    group: tiles.group,
    get triangles() {
      let sum = 0;
      tiles.forEachLoadedModel((scene, tile) => {
        if (tiles.visibleTiles.has(tile)) sum += triangles.get(scene) ?? 0;
      });
      return sum;
    },
    get loading() {
      return tiles.loadProgress < 1;
    },
    refine: (camera, size) => refine(tiles, camera, size),
    close: () => {
      retries.stop();
      tiles.dispose();
    },
  };
}

function createTiles(): TilesRenderer {
  const tiles = new TilesRenderer(`${ARCHIVE_URL}${TILESET_NAME}`);
  const { least, most } = window.innerWidth < PHONE_WIDTH_PIXELS ? CACHE_BYTES.phone : CACHE_BYTES.desk;
  tiles.lruCache = new LRUCache();
  tiles.lruCache.unloadPriorityCallback = DEFAULT_LRU_CACHE.unloadPriorityCallback;
  tiles.lruCache.minBytesSize = least;
  tiles.lruCache.maxBytesSize = most;
  tiles.manager.addHandler(/\.glb$/i, new GLTFLoader(tiles.manager).setMeshoptDecoder(MeshoptDecoder));
  tiles.group.applyMatrix4(worldToViewer);
  tiles.group.updateMatrixWorld(true);
  return tiles;
}

/** Draws loaded tiles, and retries failed ones. */
function keepGoing(tiles: TilesRenderer, onChange: () => void): { stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  for (const event of ['needs-update', 'tile-visibility-change', 'load-model'] as const) {
    tiles.addEventListener(event, onChange);
  }
  tiles.addEventListener('load-error', () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      tiles.resetFailedTiles();
      onChange();
    }, RETRY_PAUSE_MS);
  });
  return { stop: () => clearTimeout(timer) };
}

/** A georeferenced tileset is far from the origin: it is shown in its local frame, with its cameras. */
function inOwnFrame(tileset: unknown): unknown {
  if (!isTileset(tileset)) throw new Error('The tileset is damaged.');
  const { transform: _, ...root } = tileset.root;
  return { ...tileset, root };
}

function isTileset(value: unknown): value is { root: { transform?: number[] } } {
  return typeof value === 'object' && value !== null && 'root' in value && typeof value.root === 'object';
}

function refine(tiles: TilesRenderer, camera: PerspectiveCamera, size: Vector2): void {
  if (!tiles.group.visible) return;
  tiles.setCamera(camera);
  tiles.setResolution(camera, size);
  camera.updateMatrixWorld();
  tiles.update();
}

/** Views the model from so far away that only the coarsest tile is needed. */
async function loadFirstTile(tiles: TilesRenderer, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = () => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const fail = ({ error }: { error: Error }) => reject(error);
  tiles.addEventListener('load-error', fail);
  tiles.addEventListener('tile-visibility-change', () => resolve());
  const camera = new PerspectiveCamera();
  tiles.setCamera(camera);
  tiles.setResolution(camera, 1, 1);
  const timer = setInterval(() => {
    const sphere = new Sphere();
    if (tiles.getBoundingSphere(sphere)) lookAtAll(camera, sphere.applyMatrix4(tiles.group.matrixWorld));
    tiles.update();
  }, 16);
  try {
    signal.throwIfAborted();
    await promise;
  } finally {
    clearInterval(timer);
    signal.removeEventListener('abort', stop);
    tiles.removeEventListener('load-error', fail);
    tiles.deleteCamera(camera);
  }
}

function lookAtAll(camera: PerspectiveCamera, { center, radius }: Sphere): void {
  camera.position.copy(center).add(new Vector3(0, 10 * radius, 0));
  camera.far = 20 * radius;
  camera.near = radius;
  camera.lookAt(center);
  camera.updateProjectionMatrix();
  camera.updateMatrixWorld();
}
