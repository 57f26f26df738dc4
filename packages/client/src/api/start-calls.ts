import type { ReconstructionOptions, StartError, StartPolicy } from '@tiepoint/protocol';
import type { GraphqlRequest } from './graphql-request.ts';
import { TASK_FIELDS, type TaskProgress } from './reconstruction-calls.ts';

/** What came of asking for a reconstruction: a refusal is a value, not an exception. */
export interface StartAnswer {
  error?: Pick<StartError, 'name' | 'message' | 'option'>;
  /** The new task, or the one that runs already; undefined where the start waits. */
  task?: TaskProgress;
}

/** A project's reconstructions, newest first, and whether another one is to start by itself. */
export interface StartStanding {
  waiting: boolean;
  tasks: TaskProgress[];
}

const START = `{ error { name message option } task { ${TASK_FIELDS} } }`;

/** Calls that start and stop reconstructions. */
export function startCalls(request: GraphqlRequest) {
  type WireStart = { error: StartAnswer['error'] | null; task: TaskProgress | null };

  const start = async (document: string, variables: Record<string, unknown>, signal?: AbortSignal) => {
    const data = await request<{ start: WireStart }>({ document, variables, repeatable: true, signal });
    return { error: data.start.error ?? undefined, task: data.start.task ?? undefined };
  };

  return {
    /** Starts a reconstruction of the Ready photos at once. */
    startReconstruction(
      projectId: string,
      options: ReconstructionOptions = {},
      signal?: AbortSignal,
    ): Promise<StartAnswer> {
      const document = `mutation ($id: ID!, $options: ReconstructionOptions) {
        start: startReconstructionWithError(id: $id, options: $options) ${START}
      }`;
      return start(document, { id: projectId, options }, signal);
    },

    /** Starts a reconstruction by itself as the policy says: without one, once every photo is Ready or Invalid. */
    preStartReconstruction(
      projectId: string,
      asked: { options?: ReconstructionOptions; policy?: StartPolicy } = {},
      signal?: AbortSignal,
    ): Promise<StartAnswer> {
      const document = `mutation ($id: ID!, $options: ReconstructionOptions, $policy: StartPolicy) {
        start: preStartReconstruction(id: $id, options: $options, policy: $policy) ${START}
      }`;
      return start(document, { id: projectId, ...asked }, signal);
    },

    /** Stops the reconstruction that waits or runs, and one that was to start by itself; gives the first. */
    async stopReconstruction(projectId: string, signal?: AbortSignal): Promise<TaskProgress | undefined> {
      const document = `mutation ($id: ID!) { stopReconstruction(id: $id) { ${TASK_FIELDS} } }`;
      type Data = { stopReconstruction: TaskProgress | null };
      const variables = { id: projectId };
      const data = await request<Data>({ document, variables, repeatable: true, signal });
      return data.stopReconstruction ?? undefined;
    },

    /** Whether a reconstruction of the project is to start by itself, and which there are. */
    async findWaitingStart(projectId: string, signal?: AbortSignal): Promise<StartStanding> {
      const document = `query ($id: ID!) { project(id: $id) { preStarted tasks { ${TASK_FIELDS} } } }`;
      type Data = { project: { preStarted: boolean; tasks: TaskProgress[] } | null };
      const variables = { id: projectId };
      const { project } = await request<Data>({ document, variables, repeatable: true, signal });
      return { waiting: project?.preStarted ?? false, tasks: project?.tasks ?? [] };
    },
  };
}
