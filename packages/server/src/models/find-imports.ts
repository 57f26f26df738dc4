import type { Executor } from '../database/database.ts';
import type { ImportedModel, ModelFile, ModelOutput } from './imported-model.ts';

/** The imported model of a project; undefined where the project's model is made here. */
export async function findImport(executor: Executor, projectId: string): Promise<ImportedModel | undefined> {
  return (await findImports(executor, [projectId]))[0];
}

/** The imported models of some projects, in one query. */
export async function findImports(
  executor: Executor,
  projectIds: readonly string[],
): Promise<ImportedModel[]> {
  if (projectIds.length === 0) return [];
  return executor
    .selectFrom('importedModels')
    .selectAll()
    .where('projectId', 'in', [...projectIds])
    .execute();
}

/** Why the imported models of some projects can't be shown, as sentences by project, in one query. */
export async function findImportFailures(
  executor: Executor,
  projectIds: readonly string[],
): Promise<Map<string, string>> {
  const models = await findImports(executor, projectIds);
  return new Map(models.flatMap(({ projectId, error }) => (error === null ? [] : [[projectId, error]])));
}

/** The files of an upload, in the order of their registration. */
export async function listModelFiles(executor: Executor, uploadId: string): Promise<ModelFile[]> {
  return executor
    .selectFrom('modelFiles')
    .selectAll()
    .where('uploadId', '=', uploadId)
    .orderBy('id')
    .execute();
}

/** The file behind an object in an upload bucket. */
export async function findModelFileByFilename(
  executor: Executor,
  projectId: string,
  filename: string,
): Promise<ModelFile | undefined> {
  return executor
    .selectFrom('modelFiles')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('filename', '=', filename)
    .executeTakeFirst();
}

/** Bytes that the imported models of all projects of a user take in private storage. */
export async function measureImports(executor: Executor, owner: { id: string }): Promise<number> {
  const { bytes } = await executor
    .selectFrom('modelOutputs')
    .innerJoin('projects', 'projects.id', 'modelOutputs.projectId')
    .select((select) => select.fn.sum<number | null>('modelOutputs.size').as('bytes'))
    .where('projects.ownerId', '=', owner.id)
    .executeTakeFirstOrThrow();
  return bytes ?? 0;
}

/** What the newest conversion has made. */
export async function listModelOutputs(executor: Executor, projectId: string): Promise<ModelOutput[]> {
  return executor
    .selectFrom('modelOutputs')
    .selectAll()
    .where('projectId', '=', projectId)
    .orderBy('name')
    .execute();
}
