import type { Database } from '../../database/database.ts';
import type { Task } from './task.ts';

/** A project's tasks, newest first. */
export async function listTasks(database: Database, projectId: string): Promise<Task[]> {
  return database
    .selectFrom('tasks')
    .selectAll()
    .where('projectId', '=', projectId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute();
}

/** The task of a project, by id. */
export async function findTask(database: Database, projectId: string, id: string): Promise<Task | undefined> {
  return database
    .selectFrom('tasks')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** The newest task of a project. */
export async function findNewestTask(database: Database, projectId: string): Promise<Task | undefined> {
  return newestOf(database, projectId).executeTakeFirst();
}

/** The newest task of a project that has made a model. */
export async function findNewestDone(database: Database, projectId: string): Promise<Task | undefined> {
  return newestOf(database, projectId).where('state', '=', 'Done').executeTakeFirst();
}

function newestOf(database: Database, projectId: string) {
  return database
    .selectFrom('tasks')
    .selectAll()
    .where('projectId', '=', projectId)
    .orderBy('id', 'desc')
    .limit(1);
}

/** The newest task of each project that has one, as far as lists of projects show it. */
export async function newestTasks(
  database: Database,
  projectIds: readonly string[],
): Promise<Map<string, Pick<Task, 'state' | 'error' | 'errorCode'>>> {
  const rows = await database
    .selectFrom('tasks')
    .distinctOn('projectId')
    .select(['projectId', 'state', 'error', 'errorCode'])
    .where('projectId', 'in', [...projectIds])
    .orderBy('projectId')
    .orderBy('id', 'desc')
    .execute();
  return new Map(rows.map(({ projectId, ...task }) => [projectId, task]));
}
