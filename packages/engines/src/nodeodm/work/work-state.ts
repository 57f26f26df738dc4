import { writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import { readKept } from './nodeodm-job.ts';
import type { Work } from './work.ts';

const stateSchema = z.object({
  /** Name of the node that has the task. */
  node: z.string().nullable(),
  /** State of the task on the node: none, created, or committed. */
  stage: z.enum(['new', 'begun', 'committed']),
  /** Uploaded files, until the task is committed. */
  uploaded: z.array(z.string()),
  /** Finished steps. */
  finished: z.array(z.object({ name: z.string(), seconds: z.number() })),
  /** How often the task was submitted again. */
  losses: z.number(),
  /** Unreachable nodes that may still work on the task, though another one has taken it over. */
  abandoned: z.array(z.string()),
  /** The task may have been stopped or have failed before it was submitted again: restart it. */
  revive: z.boolean(),
  /** Lines of the task's output that were emitted already. */
  toldLines: z.number(),
  /** Notes on how options were translated. */
  notes: z.array(z.string()),
});

/** The progress of a job. */
export type WorkState = Readonly<z.infer<typeof stateSchema>>;

const BEGINNING: WorkState = {
  node: null,
  stage: 'new',
  uploaded: [],
  finished: [],
  losses: 0,
  abandoned: [],
  revive: false,
  toldLines: 0,
  notes: [],
};

/** Stores the progress of a job, on disk and in memory. */
export class KeptState {
  readonly #work: Work;
  #state: WorkState;
  #saving: Promise<void> = Promise.resolve();

  private constructor(work: Work, state: WorkState) {
    this.#work = work;
    this.#state = state;
  }

  static async open(work: Work): Promise<KeptState> {
    return new KeptState(work, (await readKept(work.stateFile, stateSchema)) ?? BEGINNING);
  }

  get now(): WorkState {
    return this.#state;
  }

  /** Resolves once it is on disk. */
  async change(change: Partial<WorkState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    const saved = this.#saving
      .catch(() => {})
      .then(() => writeWhole(this.#work.stateFile, JSON.stringify(this.#state)));
    this.#saving = saved;
    await saved;
  }

  /** Starts again, because the node has lost the task, or is unreachable and may still work on it. */
  async forgetTask(node: 'has none' | 'is unreachable'): Promise<void> {
    const { losses, abandoned, node: name } = this.#state;
    const left = node === 'is unreachable' && name !== null ? new Set([...abandoned, name]) : abandoned;
    await this.change({ ...BEGINNING, losses, abandoned: [...left] });
  }
}
