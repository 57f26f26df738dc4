import { writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import { readKept } from './nodeodm-job.ts';
import type { Work } from './work.ts';

const stateSchema = z.object({
  /** Name of the node that has the task. */
  node: z.string().nullable(),
  /** What the node was told: nothing, of the task, or to begin. */
  stage: z.enum(['new', 'begun', 'committed']),
  /** Files that the node has, while the task is only begun there. */
  uploaded: z.array(z.string()),
  /** Steps that are finished. */
  finished: z.array(z.object({ name: z.string(), seconds: z.number() })),
  /** How often the task had to be submitted anew. */
  losses: z.number(),
  /** Nodes that may still work on the task, though another one has taken it over: they were not reached. */
  abandoned: z.array(z.string()),
  /** The task may have been stopped, or may have failed, before it was submitted once more: begin it again. */
  revive: z.boolean(),
  /** Lines of the task's output that were told already. */
  toldLines: z.number(),
  /** What people should know of how the options were understood. */
  notes: z.array(z.string()),
});

/** How far a job is. */
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

/** Keeps how far a job is, on disk and in memory. */
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

  /** Resolves when it is on disk. */
  async change(change: Partial<WorkState>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    const saved = this.#saving
      .catch(() => {})
      .then(() => writeWhole(this.#work.stateFile, JSON.stringify(this.#state)));
    this.#saving = saved;
    await saved;
  }

  /** Everything begins anew, since the node has no task, or is away and may go on with it unseen. */
  async forgetTask(node: 'has none' | 'is away'): Promise<void> {
    const { losses, abandoned, node: name } = this.#state;
    const left = node === 'is away' && name !== null ? new Set([...abandoned, name]) : abandoned;
    await this.change({ ...BEGINNING, losses, abandoned: [...left] });
  }
}
