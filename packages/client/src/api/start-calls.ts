import type * as protocol from '@tiepoint/protocol';
import type { GraphqlRequest } from './graphql-request.ts';
import { TASK_FIELDS, type TaskProgress } from './reconstruction-calls.ts';

/**
 * Quality preset of a reconstruction.
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
 * The response to a request for a reconstruction: a refusal is a value, not an exception.
 *
 * @example
 * ```ts
 * const { error, task } = await client.startReconstruction(projectId, { quality: 'preview' });
 * console.log(task ? `Task ${task.id}` : `Nothing was started: ${error?.message}`);
 * ```
 */
export interface StartAnswer {
  error?: Pick<protocol.StartError, 'name' | 'message' | 'option'>;
  /** The new task, or the running one; undefined while the start is pending. */
  task?: TaskProgress;
}

/**
 * A project's reconstructions, newest first, and whether a start is pending.
 *
 * @example
 * ```ts
 * const { waiting, tasks } = await client.findWaitingStart(projectId);
 * console.log(waiting ? 'One is to start by itself.' : `${tasks.length} reconstructions`);
 * ```
 */
export interface StartStatus {
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
    const data = await request<{ start: WireStart }>({ document, variables, idempotent: true, signal });
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

    /** Starts a reconstruction as soon as the policy allows it; without one, once every photo is Ready or Invalid. */
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

    /** Stops the queued or running reconstruction and cancels a pending start; returns the stopped task. */
    async stopReconstruction(projectId: string, signal?: AbortSignal): Promise<TaskProgress | undefined> {
      const document = `mutation ($id: ID!) { stopReconstruction(id: $id) { ${TASK_FIELDS} } }`;
      interface Data {
        stopReconstruction: TaskProgress | null;
      }
      const variables = { id: projectId };
      const data = await request<Data>({ document, variables, idempotent: true, signal });
      return data.stopReconstruction ?? undefined;
    },

    /** Whether a start is pending for the project, and its reconstructions. */
    async findWaitingStart(projectId: string, signal?: AbortSignal): Promise<StartStatus> {
      const document = `query ($id: ID!) { project(id: $id) { preStarted tasks { ${TASK_FIELDS} } } }`;
      interface Data {
        project: { preStarted: boolean; tasks: TaskProgress[] } | null;
      }
      const variables = { id: projectId };
      const { project } = await request<Data>({ document, variables, idempotent: true, signal });
      return { waiting: project?.preStarted ?? false, tasks: project?.tasks ?? [] };
    },
  };
}
