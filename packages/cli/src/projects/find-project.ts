import { type Api, eachItem, type ProjectSummary } from '@tiepoint/client';
import { CommandError } from '../command-error.ts';
import { nameSome } from '../photos/name-some.ts';

/** The one project of the caller whose id begins so; rejects with a sentence where there is none, or several. */
export async function findProject(
  client: Pick<Api, 'findProject' | 'listProjects'>,
  beginning: string,
  signal: AbortSignal,
): Promise<ProjectSummary> {
  const whole = await client.findProject(beginning, signal);
  if (whole) return whole;
  const found: ProjectSummary[] = [];
  const fetchPage = (after: string | undefined) => client.listProjects({ search: beginning, after }, signal);
  for await (const project of eachItem(fetchPage)) {
    if (project.id.startsWith(beginning)) found.push(project);
  }
  const [first, ...others] = found;
  if (!first) throw new CommandError(`There is no project whose id begins with ${beginning}.`);
  if (others.length === 0) return first;
  const ids = nameSome(found.map(({ id, name }) => `${id} (${name})`));
  throw new CommandError(`The ids of ${found.length} projects begin with ${beginning}: ${ids}.`);
}
