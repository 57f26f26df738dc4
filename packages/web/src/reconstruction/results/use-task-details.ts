import { useApi } from '../../api/api-context.tsx';
import { fetchTaskDetails, type TaskDetails } from '../../api/fetch-task-details.ts';
import { type QueryState, useQuery } from '../../api/use-query.ts';

/** Ids of a task and its project. */
export interface TaskIds {
  projectId: string;
  taskId: string;
}

/** Details of an ended task, loaded on demand. */
export function useTaskDetails({ projectId, taskId }: TaskIds): QueryState<TaskDetails> {
  const api = useApi();
  return useQuery(`details ${taskId}`, {
    load: (signal) => fetchTaskDetails(api, { project: projectId, task: taskId }, signal),
  });
}
