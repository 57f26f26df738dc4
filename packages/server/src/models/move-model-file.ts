import { sql } from 'kysely';
import type { Executor } from '../database/database.ts';
import type { ModelFile } from './imported-model.ts';

/** A move of a file that is awaited: it has come, or can't be fetched. */
type Move = { to: 'Uploaded'; size: number } | { to: 'Failed' };

/** Moves a file of a model by compare-and-set. Undefined when it is awaited no more: nothing has changed. */
export async function moveModelFile(
  executor: Executor,
  id: string,
  { to, ...facts }: Move,
): Promise<ModelFile | undefined> {
  return (
    executor
      .updateTable('modelFiles')
      // Nothing is fetched twice, and a URL may hold a secret.
      .set({ ...facts, state: to, sourceUrl: null, movedAt: sql<Date>`now()` })
      .where('id', '=', id)
      .where('state', '=', 'Pending')
      .returningAll()
      .executeTakeFirst()
  );
}
