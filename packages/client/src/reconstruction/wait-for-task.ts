import { ApiError } from '../api/api-error.ts';
import type { TaskProgress } from '../api/reconstruction-calls.ts';
import type { Api } from '../client.ts';
import { sleep } from '../waiting/sleep.ts';

/** Which reconstruction to wait for, and who wants to know how it goes. */
export interface TaskWait {
  client: Pick<Api, 'listTasks'>;
  projectId: string;
  taskId: string;
  /** Called with each answer of the server, about once a second, the last one included. */
  onProgress?(task: TaskProgress): void;
  pollEveryMs?: number;
  signal?: AbortSignal;
}

const POLL_EVERY_MS = 1000;

/** Follows a reconstruction until it is Done, Failed or Stopped, and gives it as it then is. */
export async function waitForTask(wait: TaskWait): Promise<TaskProgress> {
  for (;;) {
    const tasks = await wait.client.listTasks(wait.projectId, wait.signal);
    const task = tasks.find(({ id }) => id === wait.taskId);
    if (!task) throw new ApiError('NOT_FOUND', 'The reconstruction is no longer there.');
    wait.onProgress?.(task);
    if (task.state !== 'Pending' && task.state !== 'Processing') return task;
    await sleep(wait.pollEveryMs ?? POLL_EVERY_MS, wait.signal);
  }
}
