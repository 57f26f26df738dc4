import { parentPort, workerData } from 'node:worker_threads';
import sharp from 'sharp';
import { openSceneWork, type SceneStart, type Task } from './scene-work.ts';

if (!parentPort) throw new Error('this module runs in a worker thread only');
const port = parentPort;
// Each thread encodes its own photo; more threads inside would only get in each other's way.
sharp.concurrency(1);
const doTask = openSceneWork(workerData as SceneStart);

port.on('message', async (message: { task?: Task }) => {
  // Node's watch mode posts messages of its own on this channel.
  if (!message.task) return;
  try {
    await doTask(message.task);
    port.postMessage({ done: true });
  } catch (cause) {
    port.postMessage({ done: true, cause });
  }
});
