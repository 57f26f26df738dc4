import type { Migration } from 'kysely/migration';
import { photosAndTasks } from './0001-photos-and-tasks.ts';

/** All migrations in the order of their names. A landed one is never edited. */
export const migrations: Record<string, Migration> = {
  '0001-photos-and-tasks': photosAndTasks,
};
