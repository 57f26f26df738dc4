import { Worker } from 'node:worker_threads';

/** Input and output of each task of a thread, by its name. */
export type Tasks = Record<string, { input: unknown; output: unknown }>;

/** A request to the thread. Tagged, because Node sends messages of its own on the same channel. */
export interface TaskRequest {
  to: 'task';
  id: number;
  task: string;
  input: unknown;
}

/** The thread's response to the request of the same id. */
export type TaskMessage = { from: 'task'; id: number } & (
  | { type: 'progress'; fraction: number }
  | { type: 'result'; output: unknown }
  | { type: 'error'; error: Error; code?: string | undefined }
);

/**
 * A thread for long computations, so that the event loop is not blocked. It starts with the first task, runs one task at
 * a time, and ends when it is disposed of or when a task is aborted. Its worker calls `answerTasks`.
 */
export class TaskThread<Known extends { [Name in keyof Known]: Tasks[string] }> implements AsyncDisposable {
  readonly #workerUrl: URL;
  #worker: Worker | undefined;
  /** Settles when the threads of aborted tasks have ended. */
  #ended: Promise<unknown> = Promise.resolve();
  #lastId = 0;

  constructor(workerUrl: URL) {
    this.#workerUrl = workerUrl;
  }

  /** Runs a task; rejects with the task's error, or immediately with the signal's reason. */
  async run<Name extends keyof Known & string>(
    task: Name,
    input: Known[Name]['input'],
    options: { signal: AbortSignal; onProgress?: (fraction: number) => void },
  ): Promise<Known[Name]['output']> {
    options.signal.throwIfAborted();
    this.#worker ??= startWorker(this.#workerUrl);
    const worker = this.#worker;
    const id = ++this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Known[Name]['output']>();
    const onMessage = (message: TaskMessage) => {
      if (message?.from !== 'task' || message.id !== id) return;
      if (message.type === 'progress') options.onProgress?.(message.fraction);
      // The thread answers with the output of the task that it was given.
      else if (message.type === 'result') resolve(message.output as Known[Name]['output']);
      else reject(Object.assign(message.error, { code: message.code }));
    };
    const onExit = () => reject(new Error(`the thread ended during ${task}`));
    const onAbort = () => {
      // A long computation receives no messages: only ending the thread stops it.
      this.#end();
      reject(options.signal.reason);
    };
    worker.on('message', onMessage).on('error', reject).on('exit', onExit);
    options.signal.addEventListener('abort', onAbort, { once: true });
    try {
      worker.postMessage({ to: 'task', id, task, input } satisfies TaskRequest);
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

function startWorker(url: URL): Worker {
  const worker = new Worker(url);
  // An error between two tasks must not end the process; the next task meets a thread that has ended.
  worker.on('error', () => {});
  return worker;
}
