import type { Database, Executor, Trx } from '../../database/database.ts';
import { type Page, type PageRequest, readPage } from '../../database/page.ts';
import type { ControlPointObservation } from './control-point-observation.ts';

/** A page of a project's observations in the order of their making. */
export async function pageObservations(
  database: Database,
  projectId: string,
  request: PageRequest,
): Promise<Page<ControlPointObservation>> {
  const points = database.selectFrom('alignmentPoints').selectAll().where('projectId', '=', projectId);
  return readPage(points, request);
}

/** Every observation of a project, in the order of their making. */
export async function listObservations(
  executor: Executor,
  projectId: string,
): Promise<ControlPointObservation[]> {
  return executor
    .selectFrom('alignmentPoints')
    .selectAll()
    .where('projectId', '=', projectId)
    .orderBy('id')
    .execute();
}

/** The same, and nobody else changes them before the transaction ends. */
export async function lockObservations(trx: Trx, projectId: string): Promise<ControlPointObservation[]> {
  await trx.selectFrom('projects').select('id').where('id', '=', projectId).forUpdate().execute();
  return listObservations(trx, projectId);
}
