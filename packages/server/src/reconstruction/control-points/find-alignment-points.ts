import type { Database, Executor, Trx } from '../../database/database.ts';
import { type Page, type PageRequest, readPage } from '../../database/page.ts';
import type { AlignmentPoint } from './alignment-point.ts';

/** A page of a project's marks in the order of their making. */
export async function pageAlignmentPoints(
  database: Database,
  projectId: string,
  request: PageRequest,
): Promise<Page<AlignmentPoint>> {
  const points = database.selectFrom('alignmentPoints').selectAll().where('projectId', '=', projectId);
  return readPage(points, request);
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
