import type { Download, Engine, Task, TaskStep } from '@tiepoint/protocol';
import type { GraphqlRequest } from './graphql-request.ts';

/**
 * A reconstruction with its progress.
 *
 * @example
 * ```ts
 * for (const { state, stepName, percent } of await client.listTasks(projectId)) {
 *   console.log(state, stepName, `${Math.floor(percent)} %`);
 * }
 * ```
 */
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
  | 'missingPhotos'
  | 'result'
> & { steps: Pick<TaskStep, 'name' | 'seconds'>[] };

/**
 * A reconstruction engine of a server.
 *
 * @example
 * ```ts
 * for (const { title, version, problem } of await client.listEngines()) {
 *   console.log(title, version, problem ?? 'can be used');
 * }
 * ```
 */
export type EngineSummary = Pick<Engine, 'name' | 'title' | 'version' | 'abilities' | 'problem' | 'default'>;

/**
 * Which part of a task's log to read.
 *
 * @example
 * ```ts
 * import type { LogQuery } from '@tiepoint/client';
 *
 * const { task } = await client.startReconstruction(projectId);
 * const newest: LogQuery = { projectId, taskId: task?.id ?? '', first: 100 };
 * const { lastNumber } = await client.readTaskLog(newest);
 * console.log(await client.readTaskLog({ ...newest, after: lastNumber }));
 * ```
 */
export interface LogQuery {
  projectId: string;
  taskId: string;
  /** Number of the line to continue after (default: the newest lines). */
  after?: number;
  /** Maximum number of lines. */
  first: number;
}

/**
 * Some lines of a task's log, and the number of its newest line.
 *
 * @example
 * ```ts
 * import type { LogPart } from '@tiepoint/client';
 *
 * const print = ({ lines }: LogPart) => lines.forEach(({ number, text }) => console.log(number, text));
 * const [task] = await client.listTasks(projectId);
 * if (task) print(await client.readTaskLog({ projectId, taskId: task.id, first: 100 }));
 * ```
 */
export type LogPart = Pick<Task['log'], 'lines' | 'lastNumber'>;

/** The selection of a task with its progress. */
export const TASK_FIELDS = `id state quality queueing step totalSteps stepName percent error startReason
  missingPhotos { count photos { id name } }
  result { photos registered leftOut points reprojectionError faces georeferenced inLocalFrame notes }
  steps { name seconds }`;

/** Calls about reconstructions and their results. */
export function reconstructionCalls(request: GraphqlRequest) {
  return {
    /** The project's reconstructions, newest first. */
    async listTasks(projectId: string, signal?: AbortSignal): Promise<TaskProgress[]> {
      const document = `query ($id: ID!) { project(id: $id) { tasks { ${TASK_FIELDS} } } }`;
      interface Data {
        project: { tasks: TaskProgress[] } | null;
      }
      const { project } = await request<Data>({
        document,
        variables: { id: projectId },
        idempotent: true,
        signal,
      });
      return project?.tasks ?? [];
    },

    /** The log of a reconstruction; empty when the task no longer exists. */
    async readTaskLog({ projectId, taskId, ...part }: LogQuery, signal?: AbortSignal): Promise<LogPart> {
      const document = `query ($project: ID!, $task: ID!, $after: Int, $first: Int!) {
        project(id: $project) {
          task(id: $task) { log(after: $after, first: $first) { lines { number text } lastNumber } }
        }
      }`;
      interface Data {
        project: { task: { log: LogPart } | null } | null;
      }
      const variables = { project: projectId, task: taskId, ...part };
      const { project } = await request<Data>({ document, variables, idempotent: true, signal });
      return project?.task?.log ?? { lines: [], lastNumber: 0 };
    },

    /** The reconstruction engines of this server, the default first. */
    async listEngines(signal?: AbortSignal): Promise<EngineSummary[]> {
      const document = '{ support { engines { name title version abilities problem default } } }';
      interface Data {
        support: { engines: EngineSummary[] };
      }
      return (await request<Data>({ document, idempotent: true, signal })).support.engines;
    },

    /** The files of the newest finished reconstruction, with short-lived links. */
    async listDownloads(projectId: string, signal?: AbortSignal): Promise<Download[]> {
      const document = `query ($id: ID!) {
        project(id: $id) { downloads { edges { node { name state size mtime link } } } }
      }`;
      interface Data {
        project: { downloads: { edges: Array<{ node: Download }> } } | null;
      }
      const { project } = await request<Data>({
        document,
        variables: { id: projectId },
        idempotent: true,
        signal,
      });
      return project?.downloads.edges.map((edge) => edge.node) ?? [];
    },
  };
}
