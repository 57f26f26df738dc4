import { requireUser } from '../auth/authenticate.ts';
import { findArrivedImage, findImageOfUser } from '../images/find-images.ts';
import { createProject } from '../projects/create-project.ts';
import { findProject, requireProject } from '../projects/find-project.ts';
import { removeProject } from '../reconstruction/remove-project.ts';
import { preStartReconstruction, startReconstruction } from '../reconstruction/start.ts';
import { readChecksum, registerImage } from '../uploads/register-image.ts';
import { removeImages } from '../uploads/remove-images.ts';
import { startUpload } from '../uploads/start-upload.ts';
import type { Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** What can be changed. */
export function mutationResolvers(needs: GraphqlNeeds): Pick<Resolvers, 'Mutation'> {
  return {
    Mutation: {
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
      hasImage: async (_, { pid, checksum }, { caller }) => {
        const project = await requireProject(needs.database, requireUser(caller), pid);
        if (!checksum) return null;
        return (await findArrivedImage(needs.database, project.id, readChecksum(checksum))) ?? null;
      },
      uploadImageS3: async (_, { pid, ...announcement }, { caller }) => {
        const project = await requireProject(needs.database, requireUser(caller), pid);
        const { image, credential } = await registerImage(needs, project, announcement);
        return { url: credential.url, image };
      },
      startImageUpload: async (_, { id }, { caller }) => {
        const image = await findImageOfUser(needs.database, requireUser(caller), id);
        return image ? startUpload(needs, image) : null;
      },
      startReconstructionWithError: (_, { id, options }, { caller }) =>
        startReconstruction(needs, requireUser(caller), id, { quality: options?.quality ?? 'standard' }),
      preStartReconstruction: (_, { id, options }, { caller }) =>
        preStartReconstruction(needs, requireUser(caller), id, { quality: options?.quality ?? 'standard' }),
    },
  };
}
