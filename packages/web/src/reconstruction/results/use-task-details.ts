import { useApi } from '../../api/api-context.tsx';
import { fetchTaskDetails, type TaskDetails } from '../../api/fetch-task-details.ts';
import { type QueryState, useQuery } from '../../api/use-query.ts';

/** Names a task: its project's id, and its own. */
export interface TaskIds {
  projectId: string;
  taskId: string;
}

/** What is to be known of a task that has ended, loaded where it is looked at. */
export function useTaskDetails({ projectId, taskId }: TaskIds): QueryState<TaskDetails> {
  const api = useApi();
  return useQuery(`details ${taskId}`, {
    load: (signal) => fetchTaskDetails(api, { project: projectId, task: taskId }, signal),
  });
}
