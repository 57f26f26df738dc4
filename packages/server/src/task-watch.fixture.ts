import assert from 'node:assert/strict';
import type { Manifest } from '@tiepoint/protocol';
import type { TestApp } from './app.fixture.ts';
import { until } from './upload-road.fixture.ts';

/** A task as these tests ask for it. */
export interface TaskAnswer {
  state: string;
  error: string | null;
  stepName: string | null;
  queueing: number | null;
  expectedStartSeconds: number | null;
  remainingSeconds: number | null;
}

/** A part of a task's log. */
export interface LogAnswer {
  lines: { number: number; text: string }[];
  lastNumber: number;
}

/** What an event says of a task. */
export interface TaskEventAnswer {
  kind: string;
  taskState: string | null;
  lastNumber: number | null;
}

const TASK = 'state error stepName queueing expectedStartSeconds remainingSeconds';

/** What can be asked over the wire of a project's newest task. */
export function watchTasks(app: () => TestApp) {
  const newest = async <Fields>(pid: string, fields: string): Promise<Fields> => {
    const query = `query ($pid: ID!) { project(id: $pid) { tasks { ${fields} } } }`;
    const { project } = await app().ask<{ project: { tasks: Fields[] } }>(query, { pid });
    return project.tasks[0] ?? assert.fail('There is no task.');
  };
  const tasks = {
    /** Gives the id of the task. */
    async start(pid: string): Promise<string> {
      const query =
        'mutation ($id: ID!) { startReconstructionWithError(id: $id) { error { message } task { id } } }';
      interface Start {
        error: { message: string } | null;
        task: { id: string } | null;
      }
      interface Answer {
        startReconstructionWithError: Start;
      }
      const { error, task } = (await app().ask<Answer>(query, { id: pid })).startReconstructionWithError;
      return task?.id ?? assert.fail(error?.message);
    },

    taskOf: (pid: string) => newest<TaskAnswer>(pid, TASK),

    /** The task once it has ended. */
    async ended(pid: string): Promise<TaskAnswer> {
      await until(async () => !['Pending', 'Processing'].includes((await tasks.taskOf(pid)).state));
      return tasks.taskOf(pid);
    },

    async manifestOf(pid: string): Promise<Manifest> {
      return JSON.parse((await newest<{ manifest: string }>(pid, 'manifest')).manifest) as Manifest;
    },

    async logOf(pid: string, which = 'first: 2000'): Promise<LogAnswer> {
      const fields = `log(${which}) { lines { number text } lastNumber }`;
      return (await newest<{ log: LogAnswer }>(pid, fields)).log;
    },

    async eventsOf(pid: string): Promise<TaskEventAnswer[]> {
      const query = `query ($pid: ID!) {
        project(id: $pid) { events(first: 1000) { edges { node { kind taskState lastNumber } } } } }`;
      interface Answer {
        project: { events: { edges: { node: TaskEventAnswer }[] } };
      }
      const { project } = await app().ask<Answer>(query, { pid });
      return project.events.edges.map(({ node }) => node);
    },

    /** The files of the newest finished task, by their names. */
    async downloadsOf(pid: string): Promise<Map<string, Buffer>> {
      const query = 'query ($pid: ID!) { project(id: $pid) { downloads { edges { node { name link } } } } }';
      interface Answer {
        project: { downloads: { edges: { node: { name: string; link: string } }[] } };
      }
      const { project } = await app().ask<Answer>(query, { pid });
      const files = project.downloads.edges.map(async ({ node: { name, link } }) => {
        return [name, Buffer.from(await (await fetch(link)).arrayBuffer())] as const;
      });
      return new Map(await Promise.all(files));
    },
  };
  return tasks;
}
