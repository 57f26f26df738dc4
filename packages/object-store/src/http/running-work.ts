import type { IncomingMessage } from 'node:http';

/** Tracks running work, so that a store can be closed cleanly. */
export class RunningWork {
  readonly #tasks = new Set<Promise<void>>();
  readonly #requests = new Set<IncomingMessage>();
  #ended = false;

  /** Adds a task that never rejects. */
  add(task: Promise<void>): void {
    this.#tasks.add(task);
    void task.then(() => this.#tasks.delete(task));
  }

  /** Serves a request with a function that never rejects; aborts it when the store is closing. */
  serve(request: IncomingMessage, serveRequest: () => Promise<void>): void {
    if (this.#ended) {
      request.socket.destroy();
      return;
    }
    this.#requests.add(request);
    this.add(serveRequest().then(() => void this.#requests.delete(request)));
  }

  /** Aborts the requests in progress and waits for all tasks. */
  async end(): Promise<void> {
    this.#ended = true;
    for (const request of this.#requests) request.socket.destroy();
    while (this.#tasks.size > 0) await Promise.all(this.#tasks);
  }
}
