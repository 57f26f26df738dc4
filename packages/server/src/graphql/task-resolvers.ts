import { queuePosition } from '../reconstruction/list-tasks.ts';
import type { Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** The fields of a task. */
export function taskResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'Task'> {
  return {
    Task: {
      taskType: (task) => task.type,
      createdDate: (task) => task.createdAt.toISOString(),
      startDate: (task) => task.startedAt?.toISOString() ?? null,
      endDate: (task) => task.endedAt?.toISOString() ?? null,
      queueing: (task) => queuePosition(needs.database, task),
    },
  };
}
