import type { User } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { Project } from './project.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

const MAX_NAME_CHARACTERS = 200;

/** Makes an empty project of the user. */
export async function createProject(
  needs: Needs,
  owner: User,
  wanted: { name: string; type: Project['type']; visibility: Project['visibility'] },
): Promise<Project> {
  const name = wanted.name.trim();
  if (name.length === 0 || name.length > MAX_NAME_CHARACTERS) {
    throw new DomainError('BAD_INPUT', `A project's name has 1 to ${MAX_NAME_CHARACTERS} characters.`);
  }
  return needs.database
    .insertInto('projects')
    .values({
      id: newId(needs.now()),
      ownerId: owner.id,
      name,
      type: wanted.type,
      visibility: wanted.visibility,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
