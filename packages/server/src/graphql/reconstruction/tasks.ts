import type { Parts } from '../../parts.ts';
import { readQueueTimes } from '../../reconstruction/running/read-queue-times.ts';
import { readLogs } from '../../reconstruction/tasks/read-logs.ts';
import { readManifest } from '../../reconstruction/tasks/read-manifest.ts';
import { type QueueTimes, remainingSeconds } from '../../reconstruction/tasks/remaining-time.ts';
import type { Task } from '../../reconstruction/tasks/task.ts';
import type { Loaders } from '../api-module.ts';
import type { TaskResolvers } from '../generated.ts';

const LOG_LINES = 200;

/** The fields of a task, but for those of `taskLoaders`. */
export function taskFields({ database }: Parts): TaskResolvers {
  return {
    taskType: (task) => task.type,
    quality: (task) => task.options.quality,
    createdDate: (task) => task.createdAt.toISOString(),
    startDate: (task) => task.startedAt?.toISOString() ?? null,
    endDate: (task) => task.endedAt?.toISOString() ?? null,
    manifest: async (task) => {
      const manifest = await readManifest(database, task);
      return manifest && JSON.stringify(manifest, null, 1);
    },
  };
}

/** What tasks need the queue or the log for: one query each for a whole list, and none for the queue where none waits. */
export function taskLoaders(parts: Parts): NonNullable<Loaders['Task']> {
  const fromQueue =
    <Value>(say: (task: Task, times: QueueTimes | undefined) => Value) =>
    async (queries: readonly { obj: Task }[]) => {
      const someWait = queries.some(({ obj }) => obj.state === 'Pending');
      const times = someWait ? await readQueueTimes(parts) : undefined;
      return queries.map(({ obj }) => say(obj, times?.get(obj.id)));
    };
  return {
    queueing: fromQueue((_, times) => times?.before ?? null),
    expectedStartSeconds: fromQueue((_, times) => times?.startsInSeconds ?? null),
    remainingSeconds: fromQueue((task, times) => times?.endsInSeconds ?? remainingSeconds(task, parts.now())),
    log: (queries) =>
      readLogs(
        parts.database,
        queries.map(({ obj, params: { after, first } }) => {
          return { taskId: obj.id, after, first: first ?? LOG_LINES };
        }),
      ),
  };
}
