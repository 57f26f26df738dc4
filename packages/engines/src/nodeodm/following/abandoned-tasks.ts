import { NodeRefusal } from '../node/node-answers.ts';
import type { Drive } from '../work/drive.ts';

/**
 * Tasks on nodes that were away for too long, while another node has taken the work over: they are cancelled as soon
 * as their nodes are back, so that nothing is worked on twice.
 */
export class AbandonedTasks {
  readonly #drive: Drive;
  #lastTry: number | undefined;

  constructor(drive: Drive) {
    this.#drive = drive;
  }

  /** Tries to cancel them, if the last try was long enough ago. */
  async cancel(): Promise<void> {
    const { state, nodes, patience, now } = this.#drive;
    const { abandoned, node: current } = state.now;
    if (abandoned.length === 0) return;
    if (this.#lastTry !== undefined && now() - this.#lastTry < patience.maxRetryMs) return;
    this.#lastTry = now();
    const left: string[] = [];
    for (const name of abandoned.filter((one) => one !== current)) {
      const node = nodes.find((one) => one.name === name);
      if (node && !(await this.#isCancelled(node))) left.push(name);
    }
    await state.change({ abandoned: left });
  }

  /** A node that does not know the task, or refuses to touch it, does not work on it. */
  async #isCancelled(node: Drive['nodes'][number]): Promise<boolean> {
    const { work, signal, patience } = this.#drive;
    const either = AbortSignal.any([signal, AbortSignal.timeout(patience.farewellMs)]);
    try {
      await node.cancel(work.uuid, either);
      return true;
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof NodeRefusal && error.kind !== 'token';
    }
  }
}
