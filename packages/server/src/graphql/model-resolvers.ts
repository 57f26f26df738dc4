import { requireUser } from '../auth/authenticate.ts';
import { findImports, listModelFiles } from '../models/find-imports.ts';
import type { ImportedModel } from '../models/imported-model.ts';
import { requireProject } from '../projects/find-project.ts';
import type { Project } from '../projects/project.ts';
import { finishModelUpload } from '../uploads/finish-model-upload.ts';
import { PRESIGNED_SECONDS } from '../uploads/grant-upload.ts';
import { registerModelFile } from '../uploads/register-model-file.ts';
import { requestModelFetch } from '../uploads/request-model-fetch.ts';
import type { RequestContext } from './context.ts';
import type { MutationResolvers, Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

type Queries = { obj: Project }[];

/** The fields of an imported model and of the files it is sent as. */
export function modelResolvers({ database }: GraphqlNeeds): Pick<Resolvers, 'ImportedModel' | 'ModelFile'> {
  return {
    ImportedModel: {
      triangles: ({ report }) => report?.triangles ?? null,
      points: ({ report }) => report?.points ?? null,
      origin: ({ report }) => (report?.origin ? [...report.origin] : null),
      notes: ({ report }) => report?.notes ?? [],
      files: ({ uploadId }) => listModelFiles(database, uploadId),
    },
    ModelFile: {
      date: (file) => file.createdAt.toISOString(),
    },
  };
}

/** What projects say of their imported models: one query for a whole list of projects. */
export function importLoaders({ database }: GraphqlNeeds) {
  const importsOf = async (queries: Queries): Promise<(ImportedModel | undefined)[]> => {
    const models = await findImports(database, [...new Set(queries.map(({ obj }) => obj.id))]);
    const byProject = new Map(models.map((model) => [model.projectId, model]));
    return queries.map(({ obj }) => byProject.get(obj.id));
  };
  return {
    isImported: async (queries: Queries) => (await importsOf(queries)).map((model) => model !== undefined),
    importedState: async (queries: Queries) =>
      (await importsOf(queries)).map((model) => model?.state ?? 'Native'),
    importedModel: async (queries: Queries) => (await importsOf(queries)).map((model) => model ?? null),
  };
}

/** The upload road of imported models. */
export function modelMutations(needs: GraphqlNeeds) {
  return {
    uploadModelS3: (_, wanted, context) => grantModelUpload(needs, context, wanted),
    uploadModelMinio: (_, wanted, context) => grantModelUpload(needs, context, wanted),
    uploadModelURL: async (_, { pid, ...source }, { caller }) => {
      const project = await requireProject(needs.database, requireUser(caller), pid);
      return requestModelFetch(needs, project, source);
    },
    doneModelUpload: async (_, { id, merge }, { caller }) => {
      const project = await requireProject(needs.database, requireUser(caller), id);
      await finishModelUpload(needs, project, merge ?? false);
      return project;
    },
  } satisfies MutationResolvers;
}

async function grantModelUpload(
  needs: GraphqlNeeds,
  { caller }: RequestContext,
  { id, bucket, filename }: { id: string; bucket: string; filename: string },
) {
  const project = await requireProject(needs.database, requireUser(caller), id);
  const { file, credential } = await registerModelFile(needs, project, bucket, { filename });
  return { url: credential.url, serverTime: needs.now().toISOString(), ttlSeconds: PRESIGNED_SECONDS, file };
}
