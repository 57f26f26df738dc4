import { requireUser } from '../auth/authenticate.ts';
import { findImageOfUser } from '../images/find-images.ts';
import { createProject } from '../projects/create-project.ts';
import { findProject, requireProject } from '../projects/find-project.ts';
import { removeProject } from '../reconstruction/remove-project.ts';
import { preStartReconstruction, startReconstruction } from '../reconstruction/start.ts';
import { removeImages } from '../uploads/remove-images.ts';
import type { MutationResolvers, Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';
import { uploadMutations } from './upload-mutations.ts';

/** What can be changed. */
export function mutationResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'Mutation'> {
  return { Mutation: { ...projectMutations(needs), ...uploadMutations(needs), ...taskMutations(needs) } };
}

function projectMutations(needs: GraphqlNeeds) {
  return {
    createProject: (_, { name, type, visibility }, { caller }) =>
      createProject(needs, requireUser(caller), {
        name,
        type: type ?? 'free',
        visibility: visibility ?? 'private',
      }),
    removeProject: async (_, { id }, { caller }) => {
      const project = await findProject(needs.database, requireUser(caller), id);
      if (project) await removeProject(needs, project);
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

function taskMutations(needs: GraphqlNeeds) {
  return {
    startReconstructionWithError: (_, { id, options }, { caller }) =>
      startReconstruction(needs, requireUser(caller), id, { quality: options?.quality ?? 'standard' }),
    preStartReconstruction: (_, { id, options }, { caller }) =>
      preStartReconstruction(needs, requireUser(caller), id, { quality: options?.quality ?? 'standard' }),
  } satisfies MutationResolvers;
}
