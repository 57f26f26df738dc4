import type { Download, QUALITY, StartError, Task } from '@tiepoint/protocol';
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
  | 'result'
  | 'steps'
>;

/** What came of asking for a reconstruction: a refusal is a value, not an exception. */
export interface StartAnswer {
  error?: Pick<StartError, 'name' | 'message'>;
  /** The new task, or the one that runs already. */
  task?: TaskProgress;
}

const TASK = `id state quality queueing step totalSteps stepName percent error
  result { photos registered leftOut points reprojectionError faces georeferenced notes }
  steps { name seconds }`;
const START = `{ error { name message } task { ${TASK} } }`;

/** Calls about reconstructions and what they have made. */
export function reconstructionCalls(request: GraphqlRequest) {
  type WireStart = { error: StartAnswer['error'] | null; task: TaskProgress | null };

  const start = async (mutation: string, projectId: string, quality: QUALITY, signal?: AbortSignal) => {
    const document = `mutation ($id: ID!, $options: ReconstructionOptions) {
      start: ${mutation}(id: $id, options: $options) ${START}
    }`;
    const variables = { id: projectId, options: { quality } };
    const data = await request<{ start: WireStart }>({ document, variables, repeatable: true, signal });
    return { error: data.start.error ?? undefined, task: data.start.task ?? undefined };
  };

  return {
    /** Starts a reconstruction of the Ready photos at once. */
    startReconstruction(projectId: string, quality: QUALITY, signal?: AbortSignal): Promise<StartAnswer> {
      return start('startReconstructionWithError', projectId, quality, signal);
    },

    /** Starts a reconstruction as soon as every photo is Ready or Invalid. */
    preStartReconstruction(projectId: string, quality: QUALITY, signal?: AbortSignal): Promise<StartAnswer> {
      return start('preStartReconstruction', projectId, quality, signal);
    },

    /** The project's reconstructions, newest first. */
    async listTasks(projectId: string, signal?: AbortSignal): Promise<TaskProgress[]> {
      const document = `query ($id: ID!) { project(id: $id) { tasks { ${TASK} } } }`;
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
