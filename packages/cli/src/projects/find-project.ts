import { type Api, eachItem, type ProjectSummary } from '@tiepoint/client';
import { CommandError } from '../command-error.ts';
import { nameSome } from '../photos/name-some.ts';

/** The caller's only project with this id prefix; rejects with a CommandError when there is none or several. */
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
  if (!first) throw new CommandError(`There is no project with the id prefix ${beginning}.`);
  if (others.length === 0) return first;
  const ids = nameSome(found.map(({ id, name }) => `${id} (${name})`));
  throw new CommandError(
    `${found.length} projects have the id prefix ${beginning}: ${ids}. Give more characters.`,
  );
}
