import type { EngineEvent } from './engine.ts';

/** Of what nobody has read yet, the oldest lines go beyond this, or at the latest beyond twice as many; the log file has all. */
const MAX_WAITING_LINES = 1000;

/**
 * Carries events from work that runs by itself to whoever iterates. A progress that nobody has read yet gives
 * way to the next one, and lines of the log wait together, so a slow reader costs little memory.
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

  /** Where a waiting event of the same step takes this one in, or the end. */
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
  // Not at each line, or a talkative program would keep the whole server busy.
  if (lines.length > 2 * MAX_WAITING_LINES) lines.splice(0, lines.length - MAX_WAITING_LINES);
  return { type: 'log', lines };
}
