import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import type { LandscapeRasters } from './landscape/landscape.ts';
import { type SceneSettings, SceneWork, type Task } from './scene-work.ts';

/** What a thread is started with. */
export interface WorkerStart {
  settings: SceneSettings;
  rasters: LandscapeRasters;
}

if (!parentPort) throw new Error('this module runs in a worker thread only');
const port = parentPort;
const { settings, rasters } = workerData as WorkerStart;
// Each thread encodes its own photo; more threads inside would only get in each other's way.
sharp.concurrency(1);
const work = new SceneWork(settings, rasters);

port.on('message', async (message: { task?: Task }) => {
  // Node's watch mode posts messages of its own on this channel.
  if (!message.task) return;
  try {
    await work.run(message.task);
    port.postMessage({ done: true });
  } catch (cause) {
    port.postMessage({ done: true, cause });
  }
});
