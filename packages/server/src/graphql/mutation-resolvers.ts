import { requireUser } from '../auth/authenticate.ts';
import { findImageOfUser } from '../images/find-images.ts';
import { createProject } from '../projects/create-project.ts';
import { findProject, requireProject } from '../projects/find-project.ts';
import { removeProject } from '../projects/remove-project.ts';
import { reportProject } from '../projects/report-project.ts';
import { transferProject } from '../reconstruction/tasks/transfer-project.ts';
import { removeImages } from '../uploads/remove-images.ts';
import { accountMutations } from './account-resolvers.ts';
import { alignmentPointMutations } from './control-point-resolvers.ts';
import { fetchMutations } from './fetch-resolvers.ts';
import type { MutationResolvers, Resolvers } from './generated.ts';
import { tileMutations } from './image-resolvers.ts';
import { loginCodeMutations } from './login-code-resolvers.ts';
import { metaFileMutations } from './meta-file-resolvers.ts';
import { modelMutations } from './model-resolvers.ts';
import type { GraphqlNeeds } from './needs.ts';
import { startMutations } from './start-resolvers.ts';
import { uploadMutations } from './upload-mutations.ts';
import { webhookMutations } from './webhook-resolvers.ts';

/** What can be changed. */
export function mutationResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'Mutation'> {
  return {
    Mutation: {
      ...projectMutations(needs),
      ...uploadMutations(needs),
      ...fetchMutations(needs),
      ...metaFileMutations(needs),
      ...modelMutations(needs),
      ...tileMutations(needs),
      ...startMutations(needs),
      ...accountMutations(needs),
      ...loginCodeMutations,
      ...webhookMutations(needs),
      ...alignmentPointMutations(needs),
    },
  };
}

function projectMutations(needs: GraphqlNeeds) {
  return {
    createProject: (_, { name, type, visibility, imported, modelType }, { caller }) =>
      createProject(needs, requireUser(caller), {
        name,
        type: type ?? 'free',
        visibility: visibility ?? 'private',
        imported: imported ?? Boolean(modelType),
        modelType,
      }),
    removeProject: async (_, { id }, { caller }) => {
      const project = await findProject(needs.database, requireUser(caller), id);
      if (project) await removeProject(needs, project);
      return project ?? null;
    },
    transferProject: (_, { id, options }, { caller }) =>
      transferProject(needs, requireUser(caller), id, options.email),
    reportProject: async (_, { id, description }, { caller }) => {
      const project = await findProject(needs.database, requireUser(caller), id);
      if (project) reportProject(needs, project, description);
      return project ?? null;
    },
    removeImage: async (_, { id }, { caller }) => {
      const user = requireUser(caller);
      const image = await findImageOfUser(needs.database, user, id);
      if (!image) return null;
      const project = await requireProject(needs.database, user, image.projectId);
      return (await removeImages(needs, project, [id]))[0] ?? null;
    },
    removeImages: async (_, { pid, ids }, { caller }) => {
      const project = await requireProject(needs.database, requireUser(caller), pid);
      return removeImages(needs, project, ids);
    },
  } satisfies MutationResolvers;
}
