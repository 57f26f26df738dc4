import type { Provenance } from '@tiepoint/engines';
import { sql } from 'kysely';
import type { Database } from '../../database/database.ts';
import type { Task } from '../tasks/task.ts';

/** Keeps where and with what a task is done; what was noted before and is not said now stays. */
export async function noteProvenance(
  database: Database,
  { id, fence }: Task,
  part: Provenance,
): Promise<void> {
  await database
    .updateTable('tasks')
    .set({ provenance: sql`coalesce(provenance, '{}') || ${JSON.stringify(part)}::jsonb` })
    .where('id', '=', id)
    .where('fence', '=', fence)
    .execute();
}
