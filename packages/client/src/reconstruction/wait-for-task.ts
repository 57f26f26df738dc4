import type { WireEvent } from '@tiepoint/protocol';
import { ApiError } from '../api/api-error.ts';
import type { TaskProgress } from '../api/reconstruction-calls.ts';
import type { Api } from '../client.ts';

/**
 * The reconstruction to wait for, and progress callback.
 *
 * @example
 * ```ts
 * import { type TaskWait, waitForTask } from '@tiepoint/client';
 *
 * const follow = (wait: TaskWait) => waitForTask({ ...wait, signal: AbortSignal.timeout(3_600_000) });
 * const { task } = await client.startReconstruction(projectId);
 * if (task) await follow({ client, projectId, taskId: task.id });
 * ```
 */
export interface TaskWait {
  client: Pick<Api, 'followProject' | 'listTasks'>;
  projectId: string;
  taskId: string;
  /** Called with the initial state and after each change, including the last one. */
  onProgress?(task: TaskProgress): void;
  /** Poll interval when the event stream is not available (default: 1000). */
  pollEveryMs?: number;
  signal?: AbortSignal;
}

const POLL_EVERY_MS = 1000;

/**
 * Follows a reconstruction until it is Done, Failed or Stopped, and returns its final state.
 *
 * @example
 * ```ts
 * import { waitForTask } from '@tiepoint/client';
 *
 * const { task, error } = await client.startReconstruction(projectId, { quality: 'standard' });
 * if (!task) throw new Error(error?.message);
 * const ended = await waitForTask({
 *   client,
 *   projectId,
 *   taskId: task.id,
 *   onProgress: ({ stepName, percent }) => console.log(stepName, Math.floor(percent)),
 * });
 * if (ended.state === 'Done') console.log(await client.listDownloads(projectId));
 * ```
 */
export async function waitForTask(wait: TaskWait): Promise<TaskProgress> {
  const { client, projectId, signal, pollEveryMs = POLL_EVERY_MS } = wait;
  let task = await readTask(wait);
  wait.onProgress?.(task);
  if (hasEnded(task)) return task;
  for await (const news of client.followProject(projectId, { pollEveryMs: () => pollEveryMs, signal })) {
    const before = task;
    if (news.type === 'event') task = await applyEvent(wait, task, news.event);
    // The place in the queue depends on other projects, whose events are not in this log.
    else if (news.type === 'changed' || task.state === 'Pending') task = await readTask(wait);
    if (task !== before) wait.onProgress?.(task);
    if (hasEnded(task)) return task;
  }
  throw noLongerThere();
}

/** The task after an event: the event has its progress, anything else is read. */
async function applyEvent(
  wait: TaskWait,
  task: TaskProgress,
  { kind, taskId, step, percent }: WireEvent,
): Promise<TaskProgress> {
  if (taskId !== task.id || kind === 'TaskLogged') return task;
  if (kind === 'TaskProgress' && step === task.step && typeof percent === 'number')
    return { ...task, percent };
  return readTask(wait);
}

async function readTask({ client, projectId, taskId, signal }: TaskWait): Promise<TaskProgress> {
  const tasks = await client.listTasks(projectId, signal);
  return tasks.find(({ id }) => id === taskId) ?? Promise.reject(noLongerThere());
}

function hasEnded({ state }: TaskProgress): boolean {
  return state !== 'Pending' && state !== 'Processing';
}

function noLongerThere(): ApiError {
  return new ApiError('NOT_FOUND', 'The reconstruction no longer exists.');
}
