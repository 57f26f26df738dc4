import { type Selectable, sql } from 'kysely';
import type { Executor, Tables } from '../database/database.ts';
import './project.ts';

/** Tables of things that belong to a project. */
type OwnedTable = {
  [Name in keyof Tables]: Tables[Name] extends { id: string; projectId: string } ? Name : never;
}[keyof Tables];

/** A row of any project of the user, by its id; undefined where there is none, or it is somebody else's. */
export async function findOwned<Name extends OwnedTable>(
  executor: Executor,
  table: Name,
  { user, id }: { user: { id: string }; id: string },
): Promise<Selectable<Tables[Name]> | undefined> {
  const { rows } = await sql<Selectable<Tables[Name]>>`
    select owned.* from ${sql.table(table)} as owned join projects on projects.id = owned.project_id
    where owned.id = ${id} and projects.owner_id = ${user.id}`.execute(executor);
  return rows[0];
}
