import type { Database } from '../../database/database.ts';
import type { NewApp } from './add-app.ts';
import '../tables.ts';

/** An app for an operator, without its key. */
export interface AppSummary extends Required<NewApp> {
  id: string;
  createdAt: Date;
}

/** All apps, oldest first. */
export async function listApps(database: Database): Promise<AppSummary[]> {
  return database
    .selectFrom('apps')
    .select(['id', 'name', 'redirectUris', 'allowedOrigins', 'flow', 'createdAt'])
    .orderBy('createdAt')
    .execute();
}
