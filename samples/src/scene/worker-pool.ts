import { Worker } from 'node:worker_threads';
import type { SceneStart, Task } from './scene-work.ts';

/** Threads that share the tasks of one scene, until it is closed. */
export class WorkerPool {
  readonly #workers: Worker[];

  constructor(threads: number, start: SceneStart) {
    const file = import.meta.url.endsWith('.ts') ? './scene-worker.ts' : './scene-worker.js';
    const url = new URL(file, import.meta.url);
    this.#workers = Array.from({ length: threads }, () => new Worker(url, { workerData: start }));
  }

  /** Does the tasks in any order, as many at once as there are threads; rejects at the first failure. */
  async run(tasks: readonly Task[], signal: AbortSignal, onDone: () => void = () => {}): Promise<void> {
    const waiting = [...tasks];
    await Promise.all(
      this.#workers.map(async (worker) => {
        for (let task = waiting.shift(); task; task = waiting.shift()) {
          await runTask(worker, task, signal);
          onDone();
        }
      }),
    );
  }

  /** Ends the threads, also in the middle of a task. */
  async close(): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

function runTask(worker: Worker, task: Task, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  return new Promise((resolve, reject) => {
    const settle = (error?: unknown) => {
      worker.off('message', onMessage);
      worker.off('error', settle);
      worker.off('exit', onExit);
      signal.removeEventListener('abort', onAbort);
      if (error === undefined) resolve();
      else reject(error);
    };
    const onMessage = (message: { done?: boolean; cause?: unknown }) => {
      if (!message.done) return;
      const failure = new Error(`task ${task.kind} of the sample scene failed`, { cause: message.cause });
      settle(message.cause === undefined ? undefined : failure);
    };
    const onExit = () => settle(new Error(`a thread ended during task ${task.kind} of the sample scene`));
    const onAbort = () => settle(signal.reason);
    worker.on('message', onMessage);
    worker.on('error', settle);
    worker.on('exit', onExit);
    signal.addEventListener('abort', onAbort, { once: true });
    worker.postMessage({ task });
  });
}
