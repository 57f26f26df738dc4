import type { EngineEvent } from './engine.ts';
import { EventQueue } from './event-queue.ts';
import { ReconstructionFailure } from './failure.ts';

/** Runs a job to its end, or until the signal aborts, and emits its events. */
export type DriveJob = (emit: (event: EngineEvent) => void, signal: AbortSignal) => Promise<void>;

/** The jobs of an engine, by their folders: which are being watched, and which were refused. */
export class JobWatches {
  readonly #watched = new Set<string>();
  readonly #refused = new Map<string, ReconstructionFailure>();

  isWatched(folder: string): boolean {
    return this.#watched.has(folder);
  }

  /** Submits a job. Its ReconstructionFailure becomes an event when the job is watched, like every later one. */
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

  /** The events of a job while `drive` runs: at most once at a time, and only while it is watched. */
  async *watch(folder: string, signal: AbortSignal, drive: DriveJob): AsyncGenerator<EngineEvent> {
    const refusal = this.#refused.get(folder);
    if (refusal) {
      // Told once: who watches again after that finds the work lost, and submits it again.
      this.#refused.delete(folder);
      return yield { type: 'failed', code: refusal.code, reason: refusal.message };
    }
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
