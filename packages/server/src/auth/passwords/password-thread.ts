import { Worker } from 'node:worker_threads';
import { workerFile } from '@tiepoint/processes';
import { RateLimitedError } from '../rate-limited-error.ts';

/** Requests to the thread. */
export type PasswordRequest = { to: 'passwords' } & (
  | { task: 'hash'; password: string }
  /** Without a hash the result is false, after the usual time. */
  | { task: 'verify'; password: string; against?: string }
);

/** Responses: an encoded hash, or whether the password is right. */
export type PasswordAnswer = { from: 'passwords' } & ({ output: string | boolean } | { error: Error });

/** Maximum queue length: at ten per second the last one waits three seconds. */
const MAX_WAITING = 32;
const BUSY_SECONDS = 5;
/** Idle time until the thread ends and frees its memory. */
const IDLE_MS = 30_000;

/**
 * Hashes and checks passwords with Argon2id, one at a time in a separate thread: the server stays responsive, and a
 * flood of log-ins uses neither much memory nor more than one core. The thread starts on demand.
 */
export class PasswordThread {
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** The password's hash in the PHC string format, for storing. Throws a RateLimitedError when the queue is full. */
  async hash(password: string): Promise<string> {
    return String(await this.#queue({ to: 'passwords', task: 'hash', password }));
  }

  /**
   * Whether the password matches this hash; false in the same time without a hash. Throws a RateLimitedError when the
   * queue is full.
   */
  async verify(password: string, against: string | undefined): Promise<boolean> {
    return (await this.#queue({ to: 'passwords', task: 'verify', password, against })) === true;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#end();
  }

  async #queue(request: PasswordRequest): Promise<string | boolean> {
    if (this.#waiting >= MAX_WAITING) {
      throw new RateLimitedError('The server is checking too many passwords at the moment.', BUSY_SECONDS);
    }
    this.#waiting++;
    const turn = this.#last.then(() => this.#ask(request));
    this.#last = turn.catch(() => {});
    try {
      return await turn;
    } finally {
      this.#waiting--;
    }
  }

  async #ask(request: PasswordRequest): Promise<string | boolean> {
    clearTimeout(this.#idle);
    this.#worker ??= this.#start();
    const worker = this.#worker;
    const { promise, resolve, reject } = Promise.withResolvers<string | boolean>();
    const onMessage = (answer: PasswordAnswer) => {
      if (answer?.from !== 'passwords') return;
      if ('error' in answer) reject(answer.error);
      else resolve(answer.output);
    };
    const onExit = () => reject(new Error('the password thread has ended'));
    worker.on('message', onMessage).on('error', reject).on('exit', onExit);
    try {
      worker.postMessage(request);
      return await promise;
    } finally {
      worker.off('message', onMessage).off('error', reject).off('exit', onExit);
      this.#idle = setTimeout(() => void this.#end(), IDLE_MS).unref();
    }
  }

  async #end(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    await worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(workerFile(import.meta.url, './password-worker').url);
    // An error between two requests must not end the server; the next request starts a new thread.
    worker.on('error', () => {});
    worker.on('exit', () => {
      if (this.#worker === worker) this.#worker = undefined;
    });
    return worker;
  }
}
