import { requireUser } from '../../auth/authenticate.ts';
import { findImports, listModelFiles } from '../../models/find-imports.ts';
import type { ImportedModel } from '../../models/imported-model.ts';
import type { Parts } from '../../parts.ts';
import { findProject, requireProject } from '../../projects/find-project.ts';
import { cleanUpImportedModel } from '../../uploads/models/clean-up-imported-model.ts';
import { finishModelUpload } from '../../uploads/models/finish-model-upload.ts';
import { modelFileUpload } from '../../uploads/models/model-file-upload.ts';
import { registerModelFile } from '../../uploads/models/register-model-file.ts';
import { requestModelFileFetch } from '../../uploads/models/request-model-file-fetch.ts';
import type { ApiModule, Loaders } from '../api-module.ts';
import type { RequestContext } from '../context.ts';
import type { ImportedModelResolvers, MutationResolvers } from '../generated.ts';
import { grantInAnswer } from '../grant-in-answer.ts';

/** Models that were made elsewhere: their upload, and what came of them. */
export function modelsApi(parts: Parts): ApiModule {
  return {
    resolvers: {
      ImportedModel: modelFields(parts),
      ModelFile: {
        date: (file) => file.createdAt.toISOString(),
      },
      Mutation: modelMutations(parts),
    },
    loaders: { Project: projectLoaders(parts) },
  };
}

function modelFields({ database }: Parts): ImportedModelResolvers {
  return {
    triangles: ({ report }) => report?.triangles ?? null,
    points: ({ report }) => report?.points ?? null,
    origin: ({ report }) => (report?.origin ? [...report.origin] : null),
    notes: ({ report }) => report?.notes ?? [],
    files: ({ uploadId }) => listModelFiles(database, uploadId),
  };
}

function projectLoaders({ database }: Parts): NonNullable<Loaders['Project']> {
  const importsOf = async (
    queries: readonly { obj: { id: string } }[],
  ): Promise<(ImportedModel | undefined)[]> => {
    const models = await findImports(database, [...new Set(queries.map(({ obj }) => obj.id))]);
    const byProject = new Map(models.map((model) => [model.projectId, model]));
    return queries.map(({ obj }) => byProject.get(obj.id));
  };
  return {
    isImported: async (queries) => (await importsOf(queries)).map((model) => model !== undefined),
    importedState: async (queries) => (await importsOf(queries)).map((model) => model?.state ?? 'Native'),
    importedModel: async (queries) => (await importsOf(queries)).map((model) => model ?? null),
  };
}

/** The upload road of imported models. */
function modelMutations(parts: Parts): MutationResolvers {
  return {
    uploadModelS3: (_, wanted, context) => registerAndGrant(parts, context, wanted),
    uploadModelMinio: (_, wanted, context) => registerAndGrant(parts, context, wanted),
    uploadModelURL: async (_, { pid, ...source }, { caller }) => {
      const project = await requireProject(parts.database, requireUser(caller), pid);
      return requestModelFileFetch(parts, project, source);
    },
    cleanupImportedModel: async (_, { id }, { caller }) => {
      const project = await findProject(parts.database, requireUser(caller), id);
      if (project) await cleanUpImportedModel(parts, project);
      return project ?? null;
    },
    doneModelUpload: async (_, { id, merge }, { caller }) => {
      const project = await requireProject(parts.database, requireUser(caller), id);
      await finishModelUpload(parts, project, merge ?? false);
      return project;
    },
  };
}

async function registerAndGrant(
  parts: Parts,
  { caller }: RequestContext,
  { id, bucket, filename }: { id: string; bucket: string; filename: string },
) {
  const project = await requireProject(parts.database, requireUser(caller), id);
  const file = await registerModelFile(parts, project, { bucket, filename });
  return { ...(await grantInAnswer(parts, modelFileUpload, { row: file, caller })), file };
}
