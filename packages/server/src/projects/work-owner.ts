import type { Ownership } from '../queue/turns.ts';

/** Tables of things that belong to a project, by their id. */
type ProjectTable = 'images' | 'meta_files' | 'model_files' | 'tasks';

/** Finds whose work a job is by the thing that it is for. */
export function ownerThrough<Data extends object>(
  table: ProjectTable,
  idOf: (data: Data) => string,
): Ownership<Data> {
  const query = `select thing.id, users.id as owner_id, users.email as owner_name
    from ${table} as thing
    join projects on projects.id = thing.project_id
    join users on users.id = projects.owner_id
    where thing.id = any ($1)`;
  return { idOf, query };
}

/** Finds whose work a job is by the project that it is for. */
export function ownerOfProject<Data extends object>(idOf: (data: Data) => string): Ownership<Data> {
  const query = `select projects.id, users.id as owner_id, users.email as owner_name
    from projects join users on users.id = projects.owner_id
    where projects.id = any ($1)`;
  return { idOf, query };
}
