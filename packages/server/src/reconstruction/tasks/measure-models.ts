import type { User } from '../../auth/authenticate.ts';
import type { Database } from '../../database/database.ts';
import { measureImports } from '../../models/find-imports.ts';
import './task.ts';

/** Bytes that the models of all projects of a user take in private storage. */
export async function measureModels(database: Database, user: User): Promise<number> {
  const { bytes } = await database
    .selectFrom('taskOutputs')
    .innerJoin('tasks', 'tasks.id', 'taskOutputs.taskId')
    .innerJoin('projects', 'projects.id', 'tasks.projectId')
    .select((select) => select.fn.sum<number | null>('taskOutputs.size').as('bytes'))
    .where('projects.ownerId', '=', user.id)
    .executeTakeFirstOrThrow();
  return (bytes ?? 0) + (await measureImports(database, user));
}
