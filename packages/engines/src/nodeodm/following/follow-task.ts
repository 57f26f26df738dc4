import { ReconstructionFailure } from '../../port/failure.ts';
import { NodeRefusal, NodeUnreachable, STATUS_CODES, type TaskInfo } from '../node/node-answers.ts';
import type { NodeOdmNode } from '../node/nodeodm-node.ts';
import { type Drive, lose, nodeOf, persist } from '../work/drive.ts';
import { pause } from '../work/patience.ts';
import { AbandonedTasks } from './abandoned-tasks.ts';
import type { RemoteLog } from './remote-log.ts';

/** A node that has just started may not know its tasks yet: it must say so twice. */
const UNKNOWN_BELIEVED = 2;
const DELAY_GROWTH = 1.5;
/** Errors of ODM on a machine that is too small. */
const NO_MEMORY = /not enough memory|out of memory|memoryerror|bad_alloc/i;
const NO_SPACE = /no space left|not enough (disk|space)|disk is full/i;

/** Waits until the node has started or ended the task. */
export async function waitInQueue(drive: Drive, log: RemoteLog): Promise<void> {
  const node = await nodeOf(drive);
  if (drive.state.now.revive) await revive(drive, node);
  for await (const info of followTask(drive, node, log)) {
    if (hasBegun(info)) return;
  }
}

/** Waits until the task is completed. Throws a ReconstructionFailure with the node's reason if it fails. */
export async function awaitCompletion(
  drive: Drive,
  log: RemoteLog,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const node = await nodeOf(drive);
  for await (const { status, progress = 0 } of followTask(drive, node, log)) {
    onProgress(progress / 100);
    if (status.code === STATUS_CODES.completed) return;
    if (status.code === STATUS_CODES.cancelled) {
      const reason = `The reconstruction was cancelled on the NodeODM node ${node.name}: start it again.`;
      throw new ReconstructionFailure('Interrupted', reason);
    }
    if (status.code === STATUS_CODES.failed) throw failureOf(node, status.errorMessage, log.tail());
  }
}

/** Cancels the task without waiting; a node that does not answer continues with it. */
export async function cancelTask(drive: Drive): Promise<void> {
  const { state, nodes, work, patience, logger } = drive;
  const node = nodes.find(({ name }) => name === state.now.node);
  if (!node || state.now.stage === 'new') return;
  try {
    await node.cancel(work.uuid, AbortSignal.timeout(patience.cancelMs));
  } catch (error) {
    // A node without a commit has no task.
    if (error instanceof NodeRefusal && error.kind === 'unknownTask') return;
    logger?.warn(
      { err: error, task: work.uuid },
      'a task goes on at its NodeODM node, though it was stopped',
    );
  }
}

/** Restarts a task that was stopped or has failed before its job was submitted again. */
async function revive(drive: Drive, node: NodeOdmNode): Promise<void> {
  const { work, signal, state } = drive;
  try {
    const { status } = await persist(drive, () => node.taskInfo(work.uuid, signal));
    if (status.code === STATUS_CODES.cancelled || status.code === STATUS_CODES.failed) {
      await persist(drive, () => node.restart(work.uuid, signal));
      await state.change({ toldLines: 0 });
    }
    await state.change({ revive: false });
  } catch (cause) {
    if (cause instanceof NodeUnreachable)
      throw await lose(drive, `The NodeODM node ${node.name} is unreachable.`, { cause });
    if (!(cause instanceof NodeRefusal)) throw cause;
    await node.remove(work.uuid, signal).catch(() => {});
    const what = `The NodeODM node ${node.name} does not restart the task (${cause.message}).`;
    throw await lose(drive, what, { cause });
  }
}

/** ODM shows tasks as running while it still unpacks them. */
function hasBegun({ status, progress = 0, processingTime }: TaskInfo): boolean {
  if (status.code === STATUS_CODES.queued) return false;
  return status.code !== STATUS_CODES.running || progress > 0 || (processingTime ?? 0) >= 0;
}

/**
 * Polls the task and its log. An unreachable node is waited for; if the node has lost the task, throws WorkLost, so that
 * the job is submitted again, once.
 */
async function* followTask(drive: Drive, node: NodeOdmNode, log: RemoteLog): AsyncGenerator<TaskInfo> {
  const { patience, signal, work } = drive;
  const watch = new TaskWatch(drive, node);
  const doubles = new AbandonedTasks(drive);
  let delay = patience.pollMs;
  for (;;) {
    let info: TaskInfo | undefined;
    try {
      info = await node.taskInfo(work.uuid, signal);
    } catch (error) {
      await watch.missed(error);
      delay = Math.min(2 * delay, patience.maxRetryMs);
    }
    if (info) {
      if (watch.wasRestarted(info)) await log.startOver();
      const isNews = (await log.follow(node)) || watch.isNews(info);
      delay = isNews ? patience.pollMs : Math.min(DELAY_GROWTH * delay, patience.maxPollMs);
      yield info;
      await watch.seen(info, isNews);
    }
    await doubles.cancel();
    await pause(delay, signal);
  }
}

/** Watches whether a task makes progress. */
class TaskWatch {
  readonly #drive: Drive;
  readonly #node: NodeOdmNode;
  #last: TaskInfo | undefined;
  #lastNews: number;
  #lastTold: number;
  #awaySince: number | undefined;
  #unknown = 0;

  constructor(drive: Drive, node: NodeOdmNode) {
    this.#drive = drive;
    this.#node = node;
    this.#lastNews = drive.now();
    this.#lastTold = this.#lastNews;
  }

  isNews(info: TaskInfo): boolean {
    return info.status.code !== this.#last?.status.code || info.progress !== this.#last.progress;
  }

  /** A restarted node puts its running tasks back into its queue. */
  wasRestarted({ status }: TaskInfo): boolean {
    return status.code === STATUS_CODES.queued && this.#last?.status.code === STATUS_CODES.running;
  }

  /** Throws a ReconstructionFailure if there was no progress for too long. */
  async seen(info: TaskInfo, isNews: boolean): Promise<void> {
    const { now, patience } = this.#drive;
    this.#last = info;
    this.#awaySince = undefined;
    this.#unknown = 0;
    if (isNews) this.#lastNews = now();
    else this.#tellAtIntervals(`${this.#node.name} reports no progress.`);
    const isQueued = info.status.code === STATUS_CODES.queued;
    const most = isQueued ? patience.queuedMs : patience.stillMs;
    if (now() - this.#lastNews <= most) return;
    await cancelTask(this.#drive);
    const hours = Math.round(most / 3_600_000);
    const what = isQueued ? 'has waited in the queue' : 'has shown no sign of life';
    const reason = `The task ${what} for ${hours} hours at the NodeODM node ${this.#node.name}. Check the node, and start again.`;
    throw new ReconstructionFailure('EngineFailed', reason);
  }

  /** Returns if the task is to be polled again after an error, else throws. */
  async missed(error: unknown): Promise<void> {
    const { now, patience, signal, nodes } = this.#drive;
    const { name } = this.#node;
    signal.throwIfAborted();
    if (error instanceof NodeRefusal) {
      if (error.kind === 'unknownTask') {
        if (++this.#unknown < UNKNOWN_BELIEVED) return;
        throw await lose(this.#drive, `The NodeODM node ${name} does not know the task any more.`, {
          cause: error,
        });
      }
      const reason = `The NodeODM node ${name} refuses to report the task: “${error.message}”. Ask the operator, and start again.`;
      throw new ReconstructionFailure('EngineFailed', reason, { cause: error });
    }
    if (!(error instanceof NodeUnreachable)) throw error;
    if (this.#awaySince === undefined) {
      this.#awaySince = now();
      this.#tell(`${error.message}; retrying.`);
    }
    this.#tellAtIntervals(`${error.message}; still retrying.`);
    // Without another node there is no alternative to waiting.
    const most = nodes.length > 1 ? patience.unreachableMs : patience.stillMs;
    if (now() - this.#awaySince <= most) return;
    const minutes = Math.round(most / 60_000);
    throw await lose(this.#drive, `The NodeODM node ${name} has not answered for ${minutes} minutes.`, {
      cause: error,
    });
  }

  #tellAtIntervals(line: string): void {
    const { now, patience } = this.#drive;
    if (now() - Math.max(this.#lastTold, this.#lastNews) > patience.tellMs) this.#tell(line);
  }

  #tell(line: string): void {
    this.#lastTold = this.#drive.now();
    this.#drive.emit({ type: 'log', lines: [line] });
  }
}

function failureOf(node: NodeOdmNode, message = 'no reason given', said: string): ReconstructionFailure {
  const both = `${message} ${said}`;
  const code = NO_MEMORY.test(both) ? 'OutOfMemory' : NO_SPACE.test(both) ? 'DiskFull' : 'EngineFailed';
  const lastWords = said === '' ? '' : ` It said: “${said}”.`;
  const cause = message.replace(/[.\s]+$/, '');
  const reason = `The NodeODM node ${node.name} could not make a model of these photos (${cause}).${lastWords}`;
  return new ReconstructionFailure(code, reason);
}
