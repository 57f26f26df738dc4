import { Worker } from 'node:worker_threads';
import type { GeometryMessage, GeometryTaskName, GeometryTasks } from './geometry-tasks.ts';

/**
 * Does one geometry task in a thread of its own, so that the server keeps answering. Rejects with the task's
 * error, or with the signal's reason once the aborted thread is gone.
 */
export async function runGeometryTask<Name extends GeometryTaskName>(
  task: Name,
  input: GeometryTasks[Name]['input'],
  options: { signal: AbortSignal; onProgress?: (fraction: number) => void },
): Promise<GeometryTasks[Name]['output']> {
  options.signal.throwIfAborted();
  // After the build the worker is JavaScript too.
  const file = import.meta.url.endsWith('.ts') ? './geometry-worker.ts' : './geometry-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { workerData: { task, input } });
  const { promise, resolve, reject } = Promise.withResolvers<GeometryTasks[Name]['output']>();
  const onAbort = () => reject(options.signal.reason);
  options.signal.addEventListener('abort', onAbort, { once: true });
  worker.on('message', (message: GeometryMessage) => {
    if (message?.from !== 'geometry') return;
    if (message.type === 'progress') options.onProgress?.(message.fraction);
    // The worker answers with the output of the task that it was started with.
    else if (message.type === 'result') resolve(message.output as GeometryTasks[Name]['output']);
    else reject(Object.assign(message.error, { code: message.code }));
  });
  worker.once('error', reject);
  worker.once('exit', (code) => reject(new Error(`the geometry worker ended early, with exit code ${code}`)));
  try {
    return await promise;
  } finally {
    options.signal.removeEventListener('abort', onAbort);
    await worker.terminate();
  }
}
