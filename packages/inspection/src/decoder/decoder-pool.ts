import type { DecoderProcess } from './decoder-process.ts';

/** Decoders leak some memory with each photo; a new process after so many is cheap. */
const PHOTOS_OF_A_PROCESS = 400;

/** An idle process, and the number of photos that it has inspected. */
interface Seat {
  decoder?: DecoderProcess;
  photos: number;
}

/** Lends decoder processes, each to one photo at a time. */
export class DecoderPool {
  readonly #start: () => Promise<DecoderProcess>;
  readonly #seats: Seat[];
  readonly #free: Seat[];
  readonly #waiting: ((seat: Seat) => void)[] = [];
  #closed = false;

  constructor(size: number, start: () => Promise<DecoderProcess>) {
    this.#start = start;
    this.#seats = Array.from({ length: Math.max(1, size) }, () => ({ photos: 0 }));
    this.#free = [...this.#seats];
  }

  /** Runs `work` with a process of its own; waits for one if all are in use. */
  async use<Result>(
    signal: AbortSignal,
    work: (decoder: DecoderProcess) => Promise<Result>,
  ): Promise<Result> {
    const seat = await this.#take(signal);
    try {
      return await work(await this.#man(seat));
    } finally {
      this.#giveBack(seat);
    }
  }

  /** Process ids of the running decoders. */
  pids(): number[] {
    return this.#seats.flatMap(({ decoder }) => (decoder?.isAlive() ? [decoder.pid] : []));
  }

  /** Ends every process. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { decoder } of this.#seats) decoder?.kill();
  }

  #take(signal: AbortSignal): Promise<Seat> {
    signal.throwIfAborted();
    // The most recently used process comes first, so that no more are started than needed.
    const seat = this.#free.pop();
    if (seat) return Promise.resolve(seat);
    return new Promise((resolve, reject) => {
      const called = (given: Seat) => {
        signal.removeEventListener('abort', givenUp);
        resolve(given);
      };
      const givenUp = () => {
        this.#waiting.splice(this.#waiting.indexOf(called), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', givenUp, { once: true });
      this.#waiting.push(called);
    });
  }

  /** The process of a seat: a new one if it has ended or has inspected many photos. */
  async #man(seat: Seat): Promise<DecoderProcess> {
    seat.photos++;
    if (seat.photos > PHOTOS_OF_A_PROCESS) seat.decoder?.kill();
    if (seat.decoder?.isAlive() && seat.photos <= PHOTOS_OF_A_PROCESS) return seat.decoder;
    const decoder = await this.#start();
    Object.assign(seat, { decoder, photos: 1 });
    if (this.#closed) decoder.kill();
    return decoder;
  }

  #giveBack(seat: Seat): void {
    const next = this.#waiting.shift();
    if (next) next(seat);
    else this.#free.push(seat);
  }
}
