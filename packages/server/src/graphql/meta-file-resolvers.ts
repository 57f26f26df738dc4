import { describeUnmatched, type PhotoHints } from '@tiepoint/inspection';
import { requireUser } from '../auth/authenticate.ts';
import { listReadyImages } from '../images/find-images.ts';
import {
  findMetaFile,
  findMetaFileByChecksum,
  findMetaFileOfUser,
  listMetaFiles,
} from '../meta-files/find-meta-files.ts';
import { isReadable, type MetaFile } from '../meta-files/meta-file.ts';
import { readPhotoHints } from '../meta-files/read-photo-hints.ts';
import { requireProject } from '../projects/find-project.ts';
import { PRESIGNED_SECONDS } from '../uploads/grant-upload.ts';
import { readChecksum } from '../uploads/register-images.ts';
import { type MetaFileAnnouncement, registerMetaFile } from '../uploads/register-meta-file.ts';
import { removeMetaFile } from '../uploads/remove-meta-file.ts';
import { requestMetaFetch } from '../uploads/request-meta-fetch.ts';
import { toConnection } from './connection.ts';
import type { RequestContext } from './context.ts';
import type { MutationResolvers, ProjectResolvers, Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** The fields of a meta file, but for those of `metaFileLoaders`. */
export function metaFileResolvers(): Pick<Resolvers, 'ProjectMetaFile'> {
  return {
    ProjectMetaFile: {
      filesize: (file) => file.size,
      date: (file) => file.createdAt.toISOString(),
      checksum: (file) => file.sha1 ?? file.checksum,
      error: (file) => (file.errors.length > 0 ? file.errors : null),
    },
  };
}

/** What takes reading the files: once for all the files of a project. */
export function metaFileLoaders(needs: GraphqlNeeds) {
  return {
    ProjectMetaFile: {
      warnings: async (queries: { obj: MetaFile }[]) => {
        const hintsOf = new Map<string, Promise<PhotoHints>>();
        const read = async (projectId: string) =>
          readPhotoHints(needs, projectId, await listReadyImages(needs.database, projectId));
        const warnings = queries.map(async ({ obj: { projectId, name, state } }) => {
          if (state !== 'Ready' || !isReadable(name)) return [];
          const hints = hintsOf.get(projectId) ?? read(projectId);
          hintsOf.set(projectId, hints);
          return describeUnmatched(name, (await hints)[name]);
        });
        return Promise.all(warnings);
      },
    },
  };
}

/** What a project says of its meta files. */
export function projectMetaFiles({ database }: GraphqlNeeds) {
  return {
    metaFile: async (project, { id }) => (await findMetaFile(database, project.id, id)) ?? null,
    hasMetaFile: async (project, { checksum }) => {
      if (!checksum) return null;
      return (await findMetaFileByChecksum(database, project.id, readChecksum(checksum))) ?? null;
    },
    allMetaFiles: async (project, request) =>
      toConnection(await listMetaFiles(database, project.id, request)),
  } satisfies ProjectResolvers;
}

/** The upload road of meta files. */
export function metaFileMutations(needs: GraphqlNeeds) {
  return {
    uploadMetaFileS3: (_, { pid, bucket, ...announcement }, context) =>
      grantMetaUpload(needs, context, { pid, bucket, announcement }),
    uploadMetaFileMinio: (_, { pid, bucket, ...announcement }, context) =>
      grantMetaUpload(needs, context, { pid, bucket, announcement }),
    uploadMetaURL: async (_, { pid, ...source }, { caller }) => {
      const project = await requireProject(needs.database, requireUser(caller), pid);
      return requestMetaFetch(needs, project, source);
    },
    removeMetaFile: async (_, { id }, { caller }) => {
      const file = await findMetaFileOfUser(needs.database, requireUser(caller), id);
      if (file) await removeMetaFile(needs, file);
      return file ?? null;
    },
  } satisfies MutationResolvers;
}

async function grantMetaUpload(
  needs: GraphqlNeeds,
  { caller }: RequestContext,
  { pid, bucket, announcement }: { pid: string; bucket: string; announcement: MetaFileAnnouncement },
) {
  const project = await requireProject(needs.database, requireUser(caller), pid);
  const { file, credential } = await registerMetaFile(needs, project, bucket, announcement);
  return {
    url: credential.url,
    serverTime: needs.now().toISOString(),
    ttlSeconds: PRESIGNED_SECONDS,
    file,
  };
}
