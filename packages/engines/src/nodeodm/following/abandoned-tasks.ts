import { NodeRefusal } from '../node/node-answers.ts';
import type { Drive } from '../work/drive.ts';

/**
 * Tasks on nodes that were unreachable for too long, whose work another node has taken over: they are cancelled as soon
 * as their nodes are reachable again.
 */
export class AbandonedTasks {
  readonly #drive: Drive;
  #lastTry: number | undefined;

  constructor(drive: Drive) {
    this.#drive = drive;
  }

  /** Tries to cancel them, at intervals. */
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

  /** A node that does not know or refuses the task does not work on it. */
  async #isCancelled(node: Drive['nodes'][number]): Promise<boolean> {
    const { work, signal, patience } = this.#drive;
    const either = AbortSignal.any([signal, AbortSignal.timeout(patience.cancelMs)]);
    try {
      await node.cancel(work.uuid, either);
      return true;
    } catch (error) {
      signal.throwIfAborted();
      return error instanceof NodeRefusal && error.kind !== 'token';
    }
  }
}
