import { parentPort, workerData } from 'node:worker_threads';
import { loadKernel } from './kernel.ts';
import { stereoFilesIn } from './stereo-files.ts';
import { doViewTask, type ViewTask } from './view-task.ts';

/** The answer of a thread to a task. Tagged, because Node's watch mode posts messages of its own on the same channel. */
export type StereoAnswer = { from: 'stereo' } & ({ coverage: number | undefined } | { error: string });

const kernel = await loadKernel();
const files = stereoFilesIn((workerData as { workspaceFolder: string }).workspaceFolder);

parentPort?.on('message', async (task: ViewTask) => {
  let answer: StereoAnswer;
  try {
    answer = { from: 'stereo', coverage: await doViewTask(kernel, files, task) };
  } catch (error) {
    answer = { from: 'stereo', error: error instanceof Error ? error.message : String(error) };
  }
  parentPort?.postMessage(answer);
});
