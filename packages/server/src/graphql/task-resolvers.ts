import { readLogs } from '../reconstruction/tasks/read-logs.ts';
import { readManifest } from '../reconstruction/tasks/read-manifest.ts';
import { readQueueTimes } from '../reconstruction/tasks/read-queue-times.ts';
import { type QueueTimes, remainingSeconds } from '../reconstruction/tasks/remaining-time.ts';
import type { Task } from '../reconstruction/tasks/task.ts';
import type { Resolvers, TasklogArgs } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

type Queries = { obj: Task }[];

const LOG_LINES = 200;

/** The fields of a task, but for those of `taskLoaders`. */
export function taskResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'Task' | 'TaskStep'> {
  return {
    Task: {
      taskType: (task) => task.type,
      quality: (task) => task.options.quality,
      createdDate: (task) => task.createdAt.toISOString(),
      startDate: (task) => task.startedAt?.toISOString() ?? null,
      endDate: (task) => task.endedAt?.toISOString() ?? null,
      manifest: async (task) => {
        const manifest = await readManifest(needs.database, task);
        return manifest && JSON.stringify(manifest, null, 1);
      },
    },
    TaskStep: {
      startedAt: ({ startedAt }) => startedAt ?? null,
      reused: ({ reused }) => reused ?? false,
    },
  };
}

/** What tasks need the queue or the log for: one query each for a whole list, and none for the queue where none waits. */
export function taskLoaders(needs: GraphqlNeeds) {
  const fromQueue =
    <Value>(say: (task: Task, times: QueueTimes | undefined) => Value) =>
    async (queries: Queries) => {
      const someWait = queries.some(({ obj }) => obj.state === 'Pending');
      const times = someWait ? await readQueueTimes(needs) : undefined;
      return queries.map(({ obj }) => say(obj, times?.get(obj.id)));
    };
  return {
    Task: {
      queueing: fromQueue((_, times) => times?.before ?? null),
      expectedStartSeconds: fromQueue((_, times) => times?.startsInSeconds ?? null),
      remainingSeconds: fromQueue(
        (task, times) => times?.endsInSeconds ?? remainingSeconds(task, needs.now()),
      ),
      log: async (queries: { obj: Task; params: TasklogArgs }[]) =>
        readLogs(
          needs.database,
          queries.map(({ obj, params: { after, first } }) => {
            return { taskId: obj.id, after, first: first ?? LOG_LINES };
          }),
        ),
    },
  };
}
