import type { TaskProgress } from '../api/reconstruction-calls.ts';
import type { Api } from '../client.ts';
import { sleep } from '../waiting/sleep.ts';

/** Which start to wait for. */
export interface StartWait {
  client: Pick<Api, 'findWaitingStart'>;
  projectId: string;
  /** Ids of the reconstructions that were there before it was asked for. */
  earlier: ReadonlySet<string>;
  pollEveryMs?: number;
  signal?: AbortSignal;
}

const POLL_EVERY_MS = 1000;

/** Waits until a reconstruction that starts by itself has begun, or was refused; undefined where it was taken back. */
export async function waitForStart(wait: StartWait): Promise<TaskProgress | undefined> {
  for (;;) {
    const { waiting, tasks } = await wait.client.findWaitingStart(wait.projectId, wait.signal);
    const task = tasks.find(({ id }) => !wait.earlier.has(id));
    if (task || !waiting) return task;
    await sleep(wait.pollEveryMs ?? POLL_EVERY_MS, wait.signal);
  }
}
