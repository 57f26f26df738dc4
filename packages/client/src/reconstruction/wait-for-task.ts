import type { WireEvent } from '@tiepoint/protocol';
import { ApiError } from '../api/api-error.ts';
import type { TaskProgress } from '../api/reconstruction-calls.ts';
import type { Api } from '../client.ts';

/**
 * Which reconstruction to wait for, and who wants to know how it goes.
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
  /** Called with how it stands at first and after each change, the last one included. */
  onProgress?(task: TaskProgress): void;
  /** How often to look where the server's events can't be had; default: 1000. */
  pollEveryMs?: number;
  signal?: AbortSignal;
}

const POLL_EVERY_MS = 1000;

/**
 * Follows a reconstruction until it is Done, Failed or Stopped, and gives it as it then is.
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
  for await (const news of client.followProject(projectId, { lookEveryMs: () => pollEveryMs, signal })) {
    const before = task;
    if (news.type === 'event') task = await applyEvent(wait, task, news.event);
    // Its place in the queue depends on other projects, of which this one's log does not tell.
    else if (news.type === 'changed' || task.state === 'Pending') task = await readTask(wait);
    if (task !== before) wait.onProgress?.(task);
    if (hasEnded(task)) return task;
  }
  throw noLongerThere();
}

/** The task after an event: its percents are in the event, anything else is read. */
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
  return new ApiError('NOT_FOUND', 'The reconstruction is no longer there.');
}
