import { Worker } from 'node:worker_threads';
import { workerFile } from '@tiepoint/processes';
import { RateLimitedError } from '../rate-limited-error.ts';

/** What the thread is asked. */
export type PasswordRequest = { to: 'passwords' } & (
  | { task: 'hash'; password: string }
  /** Without a hash to check against, the answer is no, after the usual time. */
  | { task: 'verify'; password: string; against?: string }
);

/** What it answers: an encoded hash, or whether the password is right. */
export type PasswordAnswer = { from: 'passwords' } & ({ output: string | boolean } | { error: Error });

/** Each waiting one costs nothing but its request; at ten a second the last waits three seconds. */
const MAX_WAITING = 32;
const BUSY_SECONDS = 5;
/** Then the thread ends, and its memory goes back. */
const IDLE_MS = 30_000;

/**
 * Hashes and checks passwords with Argon2id, one at a time in a thread of its own: the server keeps answering,
 * and a flood of log-ins takes neither its memory nor more than one core. The thread starts when it is needed.
 */
export class PasswordThread {
  #worker: Worker | undefined;
  #idle: NodeJS.Timeout | undefined;
  #waiting = 0;
  #last: Promise<unknown> = Promise.resolve();

  /** The password's hash in the PHC string format, to keep. Throws a RateLimitedError in a flood. */
  async hash(password: string): Promise<string> {
    return String(await this.#queue({ to: 'passwords', task: 'hash', password }));
  }

  /** Whether the password is the one of this hash; false, as slowly, for none. Throws a RateLimitedError in a flood. */
  async verify(password: string, against: string | undefined): Promise<boolean> {
    return (await this.#queue({ to: 'passwords', task: 'verify', password, against })) === true;
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle);
    await this.#end();
  }

  async #queue(request: PasswordRequest): Promise<string | boolean> {
    if (this.#waiting >= MAX_WAITING) {
      throw new RateLimitedError('The server checks too many passwords just now.', BUSY_SECONDS);
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
