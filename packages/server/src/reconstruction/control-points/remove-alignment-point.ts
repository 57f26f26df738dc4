import type { Database } from '../../database/database.ts';
import type { AlignmentPoint } from './alignment-point.ts';

/** Removes a mark; with its last one the point is gone. */
export async function removeAlignmentPoint(
  needs: { database: Database },
  point: AlignmentPoint,
): Promise<void> {
  await needs.database.deleteFrom('alignmentPoints').where('id', '=', point.id).execute();
}
