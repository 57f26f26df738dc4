import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { StereoAnswer } from './stereo-worker.ts';
import type { ViewTask } from './view-task.ts';

const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? './stereo-worker.ts' : './stereo-worker.js',
  import.meta.url,
);

/** Threads for the tasks of views, each with its own kernel and memory. */
export class StereoPool implements AsyncDisposable {
  readonly #workers: Worker[];

  constructor(workspaceFolder: string, threads: number) {
    this.#workers = Array.from(
      { length: threads },
      () => new Worker(WORKER, { workerData: { workspaceFolder } }),
    );
  }

  /**
   * Does all tasks, in any order; calls `onAnswer` after each. Rejects with the signal's reason when aborted, and where a
   * thread ends unexpectedly; all threads have ended then.
   */
  async run(
    tasks: readonly ViewTask[],
    onAnswer: (task: ViewTask, answer: StereoAnswer) => void,
    signal: AbortSignal,
  ): Promise<void> {
    const waiting = tasks.values();
    const end = () => void this[Symbol.asyncDispose]();
    signal.throwIfAborted();
    signal.addEventListener('abort', end, { once: true });
    try {
      await Promise.all(
        this.#workers.map(async (worker) => {
          for (const task of waiting) {
            onAnswer(task, await ask(worker, task));
            signal.throwIfAborted();
          }
        }),
      );
    } catch (error) {
      signal.throwIfAborted();
      await this[Symbol.asyncDispose]();
      throw error;
    } finally {
      signal.removeEventListener('abort', end);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}

async function ask(worker: Worker, task: ViewTask): Promise<StereoAnswer> {
  const over = new AbortController();
  const { promise: answered, resolve } = Promise.withResolvers<StereoAnswer>();
  const onMessage = (message: StereoAnswer) => {
    if (message?.from === 'stereo') resolve(message);
  };
  worker.on('message', onMessage);
  try {
    const ended = once(worker, 'exit', { signal: over.signal }).then(() => {
      throw new Error('a thread of the dense matching has ended');
    });
    worker.postMessage(task);
    return await Promise.race([answered, ended]);
  } finally {
    worker.off('message', onMessage);
    over.abort();
  }
}
