import type { User } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { appendEvents } from '../events/append-events.ts';
import type { ImportedModel } from '../models/imported-model.ts';
import type { Project } from './project.ts';
import { readProjectName } from './read-project-name.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** Makes an empty project of the user. */
export async function createProject(
  needs: Needs,
  owner: User,
  wanted: Pick<Project, 'name' | 'type' | 'visibility'> & {
    /** It is there to show a model that was made elsewhere. */
    imported?: boolean;
    modelType?: ImportedModel['type'];
  },
): Promise<Project> {
  const name = readProjectName(wanted.name);
  return needs.database.transaction().execute(async (trx) => {
    const project = await trx
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
    if (wanted.imported) {
      const type = wanted.modelType ?? null;
      const model = { projectId: project.id, type, state: 'Pending' as const, uploadId: newId(needs.now()) };
      await trx.insertInto('importedModels').values(model).execute();
    }
    await appendEvents(trx, [{ projectId: project.id, kind: 'ProjectCreated', subjectId: project.id }]);
    return project;
  });
}
