import type { User } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import { cutPage, type Page, type PageRequest, toPage } from '../database/page.ts';
import type { Project } from './project.ts';

/** The user's projects, newest first; `search` is a part of the name or the beginning of an id, `idPrefix` the latter alone. */
export async function listProjects(
  database: Database,
  user: User,
  request: PageRequest & { search?: string | null; idPrefix?: string | null },
): Promise<Page<Project>> {
  const cut = cutPage(request);
  let matching = database.selectFrom('projects').where('ownerId', '=', user.id);
  if (request.search) {
    const pattern = escapePattern(request.search);
    matching = matching.where((where) =>
      where.or([where('name', 'ilike', `%${pattern}%`), where('id', 'like', `${pattern}%`)]),
    );
  }
  if (request.idPrefix) matching = matching.where('id', 'like', `${escapePattern(request.idPrefix)}%`);
  let page = matching.selectAll();
  if (cut.after) page = page.where('id', '<', cut.after);
  if (cut.before) page = page.where('id', '>', cut.before);
  const [rows, total] = await Promise.all([
    page
      .orderBy('id', cut.fromEnd ? 'asc' : 'desc')
      .limit(cut.limit + 1)
      .execute(),
    matching.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ]);
  return toPage(rows, cut, total.count);
}

/** Characters that mean something in a LIKE pattern, taken literally. */
function escapePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}
