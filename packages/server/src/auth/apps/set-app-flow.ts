import type { Database } from '../../database/database.ts';
import { DomainError } from '../../errors/domain-error.ts';
import type { AppFlow } from '../tables.ts';

/** Sets how users give an app a token: by codes with PKCE alone, or also by the implicit flow. */
export async function setAppFlow(database: Database, id: string, flow: AppFlow): Promise<void> {
  const app = await database
    .updateTable('apps')
    .set({ flow })
    .where('id', '=', id)
    .returning('id')
    .executeTakeFirst();
  if (!app) throw new DomainError('NOT_FOUND', `There is no app with the id ${id}.`);
}
