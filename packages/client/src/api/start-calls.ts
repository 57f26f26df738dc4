import type * as protocol from '@tiepoint/protocol';
import type { GraphqlRequest } from './graphql-request.ts';
import { TASK_FIELDS, type TaskProgress } from './reconstruction-calls.ts';

/**
 * How much work a reconstruction puts in.
 *
 * @example
 * ```ts
 * import type { Quality } from '@tiepoint/client';
 *
 * const quality: Quality = 'preview';
 * await client.startReconstruction(projectId, { quality });
 * ```
 */
export type Quality = protocol.QUALITY;

/**
 * What to reconstruct, and how.
 *
 * @example
 * ```ts
 * import type { ReconstructionOptions } from '@tiepoint/client';
 *
 * const options: ReconstructionOptions = { quality: 'high', coordinateSystem: 'EPSG:32633', targetFaces: 500_000 };
 * await client.startReconstruction(projectId, options);
 * ```
 */
export type ReconstructionOptions = protocol.ReconstructionOptions;

/**
 * When a reconstruction starts by itself.
 *
 * @example
 * ```ts
 * import type { StartPolicy } from '@tiepoint/client';
 *
 * const policy: StartPolicy = { minReadyPercent: 95, startAt: '2026-05-31T22:00:00Z' };
 * await client.preStartReconstruction(projectId, { policy });
 * ```
 */
export type StartPolicy = protocol.StartPolicy;

/**
 * What came of asking for a reconstruction: a refusal is a value, not an exception.
 *
 * @example
 * ```ts
 * const { error, task } = await client.startReconstruction(projectId, { quality: 'preview' });
 * console.log(task ? `Task ${task.id}` : `Nothing was started: ${error?.message}`);
 * ```
 */
export interface StartAnswer {
  error?: Pick<protocol.StartError, 'name' | 'message' | 'option'>;
  /** The new task, or the one that runs already; undefined where the start waits. */
  task?: TaskProgress;
}

/**
 * A project's reconstructions, newest first, and whether another one is to start by itself.
 *
 * @example
 * ```ts
 * const { waiting, tasks } = await client.findWaitingStart(projectId);
 * console.log(waiting ? 'One is to start by itself.' : `${tasks.length} reconstructions`);
 * ```
 */
export interface StartStanding {
  waiting: boolean;
  tasks: TaskProgress[];
}

const START = `{ error { name message option } task { ${TASK_FIELDS} } }`;

/** Calls that start and stop reconstructions. */
export function startCalls(request: GraphqlRequest) {
  interface WireStart {
    error: StartAnswer['error'] | null;
    task: TaskProgress | null;
  }

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
      interface Data {
        stopReconstruction: TaskProgress | null;
      }
      const variables = { id: projectId };
      const data = await request<Data>({ document, variables, repeatable: true, signal });
      return data.stopReconstruction ?? undefined;
    },

    /** Whether a reconstruction of the project is to start by itself, and which there are. */
    async findWaitingStart(projectId: string, signal?: AbortSignal): Promise<StartStanding> {
      const document = `query ($id: ID!) { project(id: $id) { preStarted tasks { ${TASK_FIELDS} } } }`;
      interface Data {
        project: { preStarted: boolean; tasks: TaskProgress[] } | null;
      }
      const variables = { id: projectId };
      const { project } = await request<Data>({ document, variables, repeatable: true, signal });
      return { waiting: project?.preStarted ?? false, tasks: project?.tasks ?? [] };
    },
  };
}
