import type { User } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import { type Page, type PageRequest, readPage } from '../database/page.ts';
import type { Project } from './project.ts';

/** The user's projects, newest first; `search` is a part of the name or the beginning of an id, `idPrefix` the latter alone. */
export async function listProjects(
  database: Database,
  user: User,
  request: PageRequest & { search?: string | null; idPrefix?: string | null },
): Promise<Page<Project>> {
  let projects = database.selectFrom('projects').selectAll().where('ownerId', '=', user.id);
  if (request.search) {
    const pattern = escapePattern(request.search);
    projects = projects.where((where) =>
      where.or([where('name', 'ilike', `%${pattern}%`), where('id', 'like', `${pattern}%`)]),
    );
  }
  if (request.idPrefix) projects = projects.where('id', 'like', `${escapePattern(request.idPrefix)}%`);
  return readPage(projects, request, 'newest first');
}

/** Characters that mean something in a LIKE pattern, taken literally. */
function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
