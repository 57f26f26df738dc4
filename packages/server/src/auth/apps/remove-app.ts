import type { Database } from '../../database/database.ts';
import { DomainError } from '../../errors/domain-error.ts';
import '../tables.ts';

/** Removes an app: its key and its tokens become invalid at once. */
export async function removeApp(database: Database, id: string): Promise<void> {
  const { numDeletedRows } = await database.deleteFrom('apps').where('id', '=', id).executeTakeFirst();
  if (numDeletedRows === 0n) throw new DomainError('NOT_FOUND', `There is no app with the id ${id}.`);
}
