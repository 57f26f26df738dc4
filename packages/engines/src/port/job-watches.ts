import type { EngineEvent } from './engine.ts';
import { EventQueue } from './event-queue.ts';
import { ReconstructionFailure } from './failure.ts';

/** Drives a job to its end, or until the signal aborts, and emits what happens. */
export type DriveJob = (emit: (event: EngineEvent) => void, signal: AbortSignal) => Promise<void>;

/** What one engine remembers of its jobs, by their folders: which are being watched, and which it has refused. */
export class JobWatches {
  readonly #watched = new Set<string>();
  readonly #refused = new Map<string, ReconstructionFailure>();

  isWatched(folder: string): boolean {
    return this.#watched.has(folder);
  }

  /** Takes a job in. A ReconstructionFailure in it is told when the job is watched, like every later one. */
  async submit(folder: string, takeIn: () => Promise<void>): Promise<void> {
    this.#refused.delete(folder);
    try {
      await takeIn();
    } catch (error) {
      if (!(error instanceof ReconstructionFailure)) throw error;
      this.#refused.set(folder, error);
    }
  }

  /** Forgets that a job was refused. */
  forget(folder: string): void {
    this.#refused.delete(folder);
  }

  /** The events of a job while `drive` works on it: at most once at a time, and never longer than somebody watches. */
  async *watch(folder: string, signal: AbortSignal, drive: DriveJob): AsyncGenerator<EngineEvent> {
    const refusal = this.#refused.get(folder);
    if (refusal) return yield { type: 'failed', code: refusal.code, reason: refusal.message };
    if (this.#watched.has(folder)) throw new Error(`the job in ${folder} is being watched already`);
    this.#watched.add(folder);
    const abandoned = new AbortController();
    const queue = new EventQueue();
    const either = AbortSignal.any([signal, abandoned.signal]);
    const driving = drive((event) => queue.push(event), either).finally(() => queue.end());
    driving.catch(() => {}); // told below, once the events before it are read
    try {
      yield* queue.events();
      await driving;
    } finally {
      abandoned.abort(new Error('nobody watches the job any more'));
      await driving.catch(() => {});
      this.#watched.delete(folder);
    }
  }
}
