import { Worker } from 'node:worker_threads';
import { workerFile } from '@tiepoint/processes';
import type { GeometryMessage, GeometryTaskName, GeometryTasks } from './geometry-tasks.ts';

/**
 * The thread in which a job's geometry is worked out, and large files are gone through, so that the server keeps
 * answering meanwhile. It starts with the first task, does one task at a time, and ends when it is disposed of or
 * when a task is aborted, wherever it is then.
 */
export class GeometryThread implements AsyncDisposable {
  #worker: Worker | undefined;
  /** Settles when the threads whose tasks were aborted are gone. */
  #ended: Promise<unknown> = Promise.resolve();
  #lastId = 0;

  /** Does a task; rejects with the task's error, or at once with the signal's reason. */
  async run<Name extends GeometryTaskName>(
    task: Name,
    input: GeometryTasks[Name]['input'],
    options: { signal: AbortSignal; onProgress?: (fraction: number) => void },
  ): Promise<GeometryTasks[Name]['output']> {
    options.signal.throwIfAborted();
    this.#worker ??= startWorker();
    const worker = this.#worker;
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<GeometryTasks[Name]['output']>();
    const onMessage = (message: GeometryMessage) => {
      if (message?.from !== 'geometry' || message.id !== id) return;
      if (message.type === 'progress') options.onProgress?.(message.fraction);
      // The thread answers with the output of the task that it was given.
      else if (message.type === 'result') resolve(message.output as GeometryTasks[Name]['output']);
      else reject(Object.assign(message.error, { code: message.code }));
    };
    const onExit = () => reject(new Error(`the geometry thread ended during ${task}`));
    const onAbort = () => {
      // A long computation hears no message: only the end of its thread stops it.
      this.#end();
      reject(options.signal.reason);
    };
    worker.on('message', onMessage).on('error', reject).on('exit', onExit);
    options.signal.addEventListener('abort', onAbort, { once: true });
    try {
      worker.postMessage({ to: 'geometry', id, task, input });
      return await promise;
    } finally {
      options.signal.removeEventListener('abort', onAbort);
      worker.off('message', onMessage).off('error', reject).off('exit', onExit);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
    await this.#ended;
  }

  #end(): void {
    this.#ended = Promise.all([this.#ended, this.#worker?.terminate()]);
    this.#worker = undefined;
  }
}

function startWorker(): Worker {
  const worker = new Worker(workerFile(import.meta.url, './geometry-worker').url);
  // An error between two tasks must not end the server; the next task meets a thread that has ended.
  worker.on('error', () => {});
  return worker;
}
