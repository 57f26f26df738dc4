import type { EVENT_KIND } from '@tiepoint/protocol';
import type { TaskProgress } from '../api/reconstruction-calls.ts';
import type { Api } from '../client.ts';

/**
 * The pending start to wait for.
 *
 * @example
 * ```ts
 * import { type StartWait, waitForStart } from '@tiepoint/client';
 *
 * const earlier = new Set((await client.listTasks(projectId)).map(({ id }) => id));
 * await client.preStartReconstruction(projectId);
 * const wait: StartWait = { client, projectId, earlier, signal: AbortSignal.timeout(60_000) };
 * console.log(await waitForStart(wait));
 * ```
 */
export interface StartWait {
  client: Pick<Api, 'followProject' | 'findWaitingStart'>;
  projectId: string;
  /** Ids of the reconstructions that existed before the request. */
  earlier: ReadonlySet<string>;
  /** Poll interval when the event stream is not available (default: 1000). */
  pollEveryMs?: number;
  signal?: AbortSignal;
}

const POLL_EVERY_MS = 1000;
const START_KINDS: ReadonlySet<EVENT_KIND> = new Set(['PreStarted', 'TaskQueued', 'TaskMoved'] as const);

/**
 * Waits until a pending start has become a task, possibly a failed one; undefined when it was cancelled.
 *
 * @example
 * ```ts
 * import { waitForStart, waitForTask } from '@tiepoint/client';
 *
 * const earlier = new Set((await client.listTasks(projectId)).map(({ id }) => id));
 * await client.preStartReconstruction(projectId, { policy: { minReadyPercent: 90 } });
 * const task = await waitForStart({ client, projectId, earlier });
 * if (task) await waitForTask({ client, projectId, taskId: task.id });
 * ```
 */
export async function waitForStart(wait: StartWait): Promise<TaskProgress | undefined> {
  const { client, projectId, earlier, signal, pollEveryMs = POLL_EVERY_MS } = wait;
  const look = async () => {
    const { waiting, tasks } = await client.findWaitingStart(projectId, signal);
    const task = tasks.find(({ id }) => !earlier.has(id));
    return { task, over: task !== undefined || !waiting };
  };
  let { task, over } = await look();
  if (over) return task;
  for await (const news of client.followProject(projectId, { pollEveryMs: () => pollEveryMs, signal })) {
    if (news.type === 'quiet' || (news.type === 'event' && !START_KINDS.has(news.event.kind))) continue;
    ({ task, over } = await look());
    if (over) return task;
  }
  return undefined;
}
