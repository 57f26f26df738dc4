import type { EngineEvent } from '../engine.ts';

/**
 * Carries events from work that runs by itself to whoever iterates. A progress that nobody has read yet gives
 * way to the next one, so a slow reader costs no memory.
 */
export class EventQueue {
  readonly #waiting: EngineEvent[] = [];
  #wake = Promise.withResolvers<void>();
  #ended = false;

  push(event: EngineEvent): void {
    if (event.type === 'progress' && this.#waiting.at(-1)?.type === 'progress') this.#waiting.pop();
    this.#waiting.push(event);
    this.#wake.resolve();
  }

  /** No more events will come. */
  end(): void {
    this.#ended = true;
    this.#wake.resolve();
  }

  /** The events in order, until the end. */
  async *events(): AsyncGenerator<EngineEvent> {
    for (;;) {
      const event = this.#waiting.shift();
      if (event) yield event;
      else if (this.#ended) return;
      else {
        await this.#wake.promise;
        this.#wake = Promise.withResolvers();
      }
    }
  }
}
