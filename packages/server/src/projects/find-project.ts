import type { User } from '../auth/authenticate.ts';
import type { Executor } from '../database/database.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { Project } from './project.ts';

/** The user's project with this id; undefined where there is none, or it is somebody else's. */
export async function findProject(executor: Executor, user: User, id: string): Promise<Project | undefined> {
  return executor
    .selectFrom('projects')
    .selectAll()
    .where('id', '=', id)
    .where('ownerId', '=', user.id)
    .executeTakeFirst();
}

/** The same, with a DomainError in place of undefined. */
export async function requireProject(executor: Executor, user: User, id: string): Promise<Project> {
  const project = await findProject(executor, user, id);
  if (!project) throw new DomainError('NOT_FOUND', 'There is no such project.');
  return project;
}
