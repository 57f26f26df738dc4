import type { Database } from '../../database/database.ts';
import type { ControlPointObservation } from './control-point-observation.ts';

/** Removes an observation; with its last one the point is gone. */
export async function removeObservation(
  needs: { database: Database },
  point: ControlPointObservation,
): Promise<void> {
  await needs.database.deleteFrom('alignmentPoints').where('id', '=', point.id).execute();
}
