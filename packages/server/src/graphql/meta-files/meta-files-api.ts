import { describeUnmatched, type PhotoHints } from '@tiepoint/inspection';
import { requireUser } from '../../auth/authenticate.ts';
import { listReadyImages } from '../../images/find-images.ts';
import { findMetaFile, listMetaFiles } from '../../meta-files/find-meta-files.ts';
import { isReadable } from '../../meta-files/meta-file.ts';
import { readPhotoHints } from '../../meta-files/read-photo-hints.ts';
import type { Parts } from '../../parts.ts';
import { findOwned } from '../../projects/find-owned.ts';
import { requireProject } from '../../projects/find-project.ts';
import { findUploadedMetaFile } from '../../uploads/meta-files/find-uploaded-meta-file.ts';
import { metaFileUpload } from '../../uploads/meta-files/meta-file-upload.ts';
import { type MetaFileAnnouncement, registerMetaFile } from '../../uploads/meta-files/register-meta-file.ts';
import { removeMetaFile } from '../../uploads/meta-files/remove-meta-file.ts';
import { requestMetaFileFetch } from '../../uploads/meta-files/request-meta-file-fetch.ts';
import type { ApiModule, Loaders } from '../api-module.ts';
import { toConnection } from '../connection.ts';
import type { RequestContext } from '../context.ts';
import type { MutationResolvers, ProjectMetaFileResolvers, ProjectResolvers } from '../generated.ts';
import { grantInAnswer } from '../grant-in-answer.ts';

/** Text files beside the photos: their upload, what they are, and what they name in vain. */
export function metaFilesApi(parts: Parts): ApiModule {
  return {
    resolvers: {
      Project: projectFields(parts),
      ProjectMetaFile: metaFileFields,
      Mutation: metaFileMutations(parts),
    },
    loaders: { ProjectMetaFile: metaFileLoaders(parts) },
  };
}

function projectFields(parts: Parts): ProjectResolvers {
  return {
    metaFile: async (project, { id }) => (await findMetaFile(parts.database, project.id, id)) ?? null,
    hasMetaFile: async (project, { checksum }) =>
      (await findUploadedMetaFile(parts, project, checksum)) ?? null,
    allMetaFiles: async (project, request) =>
      toConnection(await listMetaFiles(parts.database, project.id, request)),
  };
}

const metaFileFields: ProjectMetaFileResolvers = {
  filesize: (file) => file.size,
  date: (file) => file.createdAt.toISOString(),
  checksum: (file) => file.sha1 ?? file.checksum,
  error: (file) => (file.errors.length > 0 ? file.errors : null),
};

/** What takes reading the files: once for all the files of a project. */
function metaFileLoaders(parts: Parts): NonNullable<Loaders['ProjectMetaFile']> {
  return {
    warnings: async (queries) => {
      const hintsOf = new Map<string, Promise<PhotoHints>>();
      const read = async (projectId: string) =>
        readPhotoHints(parts, projectId, await listReadyImages(parts.database, projectId));
      const warnings = queries.map(async ({ obj: { projectId, name, state } }) => {
        if (state !== 'Ready' || !isReadable(name)) return [];
        const hints = hintsOf.get(projectId) ?? read(projectId);
        hintsOf.set(projectId, hints);
        return describeUnmatched(name, (await hints)[name]);
      });
      return Promise.all(warnings);
    },
  };
}

/** The upload road of meta files. */
function metaFileMutations(parts: Parts): MutationResolvers {
  return {
    uploadMetaFileS3: (_, wanted, context) => registerAndGrant(parts, context, wanted),
    uploadMetaFileMinio: (_, wanted, context) => registerAndGrant(parts, context, wanted),
    uploadMetaURL: async (_, { pid, ...source }, { caller }) => {
      const project = await requireProject(parts.database, requireUser(caller), pid);
      return requestMetaFileFetch(parts, project, source);
    },
    removeMetaFile: async (_, { id }, { caller }) => {
      const file = await findOwned(parts.database, 'metaFiles', { user: requireUser(caller), id });
      if (file) await removeMetaFile(parts, file);
      return file ?? null;
    },
  };
}

async function registerAndGrant(
  parts: Parts,
  { caller }: RequestContext,
  { pid, ...announcement }: { pid: string } & MetaFileAnnouncement,
) {
  const project = await requireProject(parts.database, requireUser(caller), pid);
  const file = await registerMetaFile(parts, project, announcement);
  return { ...(await grantInAnswer(parts, metaFileUpload, { row: file, caller })), file };
}
