import type { Download, Task, TaskStep } from '@tiepoint/protocol';
import type { GraphqlRequest } from './graphql-request.ts';

/** A reconstruction as a client follows it. */
export type TaskProgress = Pick<
  Task,
  | 'id'
  | 'state'
  | 'quality'
  | 'queueing'
  | 'step'
  | 'totalSteps'
  | 'stepName'
  | 'percent'
  | 'error'
  | 'startReason'
  | 'result'
> & { steps: Pick<TaskStep, 'name' | 'seconds'>[] };

/** What is asked of a task, to follow it. */
export const TASK_FIELDS = `id state quality queueing step totalSteps stepName percent error startReason
  result { photos registered leftOut points reprojectionError faces georeferenced notes }
  steps { name seconds }`;

/** Calls about reconstructions and what they have made. */
export function reconstructionCalls(request: GraphqlRequest) {
  return {
    /** The project's reconstructions, newest first. */
    async listTasks(projectId: string, signal?: AbortSignal): Promise<TaskProgress[]> {
      const document = `query ($id: ID!) { project(id: $id) { tasks { ${TASK_FIELDS} } } }`;
      type Data = { project: { tasks: TaskProgress[] } | null };
      const { project } = await request<Data>({
        document,
        variables: { id: projectId },
        repeatable: true,
        signal,
      });
      return project?.tasks ?? [];
    },

    /** What the newest finished reconstruction has made, with short-lived links. */
    async listDownloads(projectId: string, signal?: AbortSignal): Promise<Download[]> {
      const document = `query ($id: ID!) {
        project(id: $id) { downloads { edges { node { name state size mtime link } } } }
      }`;
      type Data = { project: { downloads: { edges: Array<{ node: Download }> } } | null };
      const { project } = await request<Data>({
        document,
        variables: { id: projectId },
        repeatable: true,
        signal,
      });
      return project?.downloads.edges.map((edge) => edge.node) ?? [];
    },
  };
}
