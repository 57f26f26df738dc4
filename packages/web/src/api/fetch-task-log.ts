import type { Task } from '@tiepoint/protocol';
import type { GraphQLClient } from './graphql-client.ts';

/** Some lines of a task's log, and the number of the newest line there is. */
export type LogPart = Pick<Task['log'], 'lines' | 'lastNumber'>;

type Data = { project: { task: { log: LogPart } | null } | null };

const operation = `query TaskLog($project: ID!, $task: ID!, $after: Int, $first: Int!) {
  project(id: $project) {
    task(id: $task) { log(after: $after, first: $first) { lines { number text } lastNumber } }
  }
}`;

/** At most `first` lines behind number `after`, or the newest ones where that is null; nothing where the task is gone. */
export async function fetchTaskLog(
  client: GraphQLClient,
  variables: { project: string; task: string; after: number | null; first: number },
  signal?: AbortSignal,
): Promise<LogPart> {
  const { project } = await client<Data>(operation, variables, signal);
  return project?.task?.log ?? { lines: [], lastNumber: 0 };
}
