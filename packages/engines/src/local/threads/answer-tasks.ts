import { parentPort } from 'node:worker_threads';
import type { TaskMessage, TaskRequest, Tasks } from './task-thread.ts';

/** The implementation of each task of a worker. */
export type TaskHandlers<Known extends { [Name in keyof Known]: Tasks[string] }> = {
  [Name in keyof Known]: (
    input: Known[Name]['input'],
    onProgress: (fraction: number) => void,
  ) => Known[Name]['output'] | Promise<Known[Name]['output']>;
};

/** Makes this thread the worker of a TaskThread. */
export function answerTasks<Known extends { [Name in keyof Known]: Tasks[string] }>(
  handlers: TaskHandlers<Known>,
): void {
  const byName = new Map(Object.entries<TaskHandlers<Tasks>[string]>(handlers));
  parentPort?.on('message', (request: TaskRequest) => {
    if (request?.to === 'task') void answer(request, byName.get(request.task));
  });
}

async function answer(
  { id, task, input }: TaskRequest,
  handle: TaskHandlers<Tasks>[string] | undefined,
): Promise<void> {
  const from = 'task' as const;
  const tell = (message: TaskMessage) => parentPort?.postMessage(message);
  try {
    if (!handle) throw new Error(`there is no task called ${task}`);
    const output = await handle(input, (fraction) => tell({ from, id, type: 'progress', fraction }));
    tell({ from, id, type: 'result', output });
  } catch (cause) {
    const error = cause instanceof Error ? cause : new Error(String(cause));
    tell({ from, id, type: 'error', error, code: systemCodeOf(error) });
  }
}

/** The `code` of an error is lost between threads. */
function systemCodeOf(error: Error): string | undefined {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return undefined;
}
