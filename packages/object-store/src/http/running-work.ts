import type { IncomingMessage } from 'node:http';

/** Keeps track of what runs, so that a store can be closed without leaving something half done. */
export class RunningWork {
  readonly #tasks = new Set<Promise<void>>();
  readonly #requests = new Set<IncomingMessage>();
  #ended = false;

  /** Adds a task that never rejects. */
  add(task: Promise<void>): void {
    this.#tasks.add(task);
    void task.then(() => this.#tasks.delete(task));
  }

  /** Serves a request with a function that never rejects; cuts it off when the work has ended. */
  serve(request: IncomingMessage, serveRequest: () => Promise<void>): void {
    if (this.#ended) {
      request.socket.destroy();
      return;
    }
    this.#requests.add(request);
    this.add(serveRequest().then(() => void this.#requests.delete(request)));
  }

  /** Cuts off the requests in progress and waits for all tasks. */
  async end(): Promise<void> {
    this.#ended = true;
    for (const request of this.#requests) request.socket.destroy();
    while (this.#tasks.size > 0) await Promise.all(this.#tasks);
  }
}
