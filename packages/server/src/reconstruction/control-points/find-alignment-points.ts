import type { User } from '../../auth/authenticate.ts';
import type { Database, Executor, Trx } from '../../database/database.ts';
import { cutPage, type Page, type PageRequest, toPage } from '../../database/page.ts';
import type { AlignmentPoint } from './alignment-point.ts';

/** A mark in any project of the user. */
export async function findAlignmentPointOfUser(
  executor: Executor,
  user: User,
  id: string,
): Promise<AlignmentPoint | undefined> {
  return executor
    .selectFrom('alignmentPoints')
    .innerJoin('projects', 'projects.id', 'alignmentPoints.projectId')
    .selectAll('alignmentPoints')
    .where('alignmentPoints.id', '=', id)
    .where('projects.ownerId', '=', user.id)
    .executeTakeFirst();
}

/** A page of a project's marks in the order of their making. */
export async function pageAlignmentPoints(
  database: Database,
  projectId: string,
  request: PageRequest,
): Promise<Page<AlignmentPoint>> {
  const cut = cutPage(request);
  const matching = database.selectFrom('alignmentPoints').where('projectId', '=', projectId);
  let page = matching.selectAll();
  if (cut.after) page = page.where('id', '>', cut.after);
  if (cut.before) page = page.where('id', '<', cut.before);
  const [rows, total] = await Promise.all([
    page
      .orderBy('id', cut.fromEnd ? 'desc' : 'asc')
      .limit(cut.limit + 1)
      .execute(),
    matching.select((select) => select.fn.countAll<number>().as('count')).executeTakeFirstOrThrow(),
  ]);
  return toPage(rows, cut, total.count);
}

/** Every mark of a project, in the order of their making. */
export async function listAlignmentPoints(executor: Executor, projectId: string): Promise<AlignmentPoint[]> {
  return executor
    .selectFrom('alignmentPoints')
    .selectAll()
    .where('projectId', '=', projectId)
    .orderBy('id')
    .execute();
}

/** The same, and nobody else changes them before the transaction ends. */
export async function lockAlignmentPoints(trx: Trx, projectId: string): Promise<AlignmentPoint[]> {
  await trx.selectFrom('projects').select('id').where('id', '=', projectId).forUpdate().execute();
  return listAlignmentPoints(trx, projectId);
}
