import type { Api, Connection, ProjectSummary } from '@tiepoint/client';
import { count } from '../photos/name-some.ts';
import { modelLink } from './model-link.ts';

const MAX_LISTED = 10;

/** The newest projects, one per line: name, photos, state, link. Empty without projects. */
export async function listEarlierProjects(
  client: Pick<Api, 'listProjects'>,
  connection: Connection,
  signal: AbortSignal,
): Promise<string[]> {
  const { items, totalCount } = await client.listProjects({}, signal);
  if (totalCount === 0) return [];
  const listed = items.slice(0, MAX_LISTED);
  const lines = listed.flatMap((project) => [
    `  ${project.name}: ${count(project.numImage, 'photo')}, ${describeState(project)}`,
    `    ${modelLink(connection, project.id)}`,
  ]);
  const hidden = totalCount - listed.length;
  return ['Earlier projects:', ...lines, ...(hidden > 0 ? [`  and ${hidden} more`] : [])];
}

function describeState({ taskState }: ProjectSummary): string {
  if (taskState === 'Done') return 'model made';
  if (taskState === 'Failed') return 'reconstruction failed';
  if (taskState === 'Stopped') return 'reconstruction stopped';
  return taskState ? 'reconstruction running' : 'no model yet';
}
