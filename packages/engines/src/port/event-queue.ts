import type { EngineEvent } from './engine.ts';

/** Unread log lines beyond this, at the latest beyond twice as many, are dropped, oldest first; the log file has all. */
const MAX_WAITING_LINES = 1000;

/**
 * Passes events from running work to an iterator. Unread progress is replaced by the next one, and unread log lines are
 * merged, so a slow reader costs little memory.
 */
export class EventQueue {
  readonly #waiting: EngineEvent[] = [];
  #wake = Promise.withResolvers<void>();
  #ended = false;

  push(event: EngineEvent): void {
    const place = this.#placeOf(event);
    this.#waiting[place] = merge(this.#waiting[place], event);
    this.#wake.resolve();
  }

  /** Ends the queue. */
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

  /** The index of an unread event that this one replaces, else the end. */
  #placeOf({ type }: EngineEvent): number {
    const end = this.#waiting.length;
    if (type !== 'progress' && type !== 'log') return end;
    const step = this.#waiting.findLastIndex((event) => event.type !== 'progress' && event.type !== 'log');
    const place = this.#waiting.findLastIndex((event) => event.type === type);
    return place > step ? place : end;
  }
}

function merge(waiting: EngineEvent | undefined, event: EngineEvent): EngineEvent {
  if (event.type !== 'log') return event;
  const lines = waiting?.type === 'log' ? waiting.lines : [];
  lines.push(...event.lines);
  // Not at each line, or a verbose program would keep the server busy.
  if (lines.length > 2 * MAX_WAITING_LINES) lines.splice(0, lines.length - MAX_WAITING_LINES);
  return { type: 'log', lines };
}
