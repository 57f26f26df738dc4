import type { Bucket, ProjectMetaFile, UploadMetaFileS3 } from '@tiepoint/protocol';
import { ApiError } from './api-error.ts';
import type { GraphqlRequest } from './graphql-request.ts';

/**
 * A meta file of a project.
 *
 * @example
 * ```ts
 * const file = await client.hasMetaFile(projectId, 'a9993e364706816aba3e25717850c26c9cd0d89d');
 * console.log(file ? `${file.name} is ${file.state}` : 'It has to be uploaded.');
 * ```
 */
export type MetaFileSummary = Pick<ProjectMetaFile, 'id' | 'name' | 'state' | 'error' | 'warnings'>;

/**
 * A meta file to be uploaded.
 *
 * @example
 * ```ts
 * import type { MetaFileRegistration } from '@tiepoint/client';
 *
 * const registration: MetaFileRegistration = {
 *   projectId,
 *   bucket: await client.findMetaFileBucket(),
 *   filename: 'pose.txt',
 *   checksum: 'a9993e364706816aba3e25717850c26c9cd0d89d',
 * };
 * console.log((await client.registerMetaFile(registration)).url);
 * ```
 */
export interface MetaFileRegistration {
  projectId: string;
  /** The value of `findMetaFileBucket`. */
  bucket: string;
  /** `pose.txt`, `group.txt` or `camera.txt`. */
  filename: string;
  /** SHA-1 as 40 hexadecimal digits. */
  checksum: string;
}

/**
 * A registered meta file with the presigned URL to PUT its bytes to.
 *
 * @example
 * ```ts
 * import type { MetaFileGrant } from '@tiepoint/client';
 *
 * const put = ({ url }: MetaFileGrant) => fetch(url, { method: 'PUT', body: 'a.jpg 22.5 114.25 100' });
 * console.log(put.length);
 * ```
 */
export interface MetaFileGrant extends Pick<UploadMetaFileS3, 'url'> {
  file: MetaFileSummary;
}

interface Registered {
  uploadMetaFileS3: MetaFileGrant | null;
}

const FIELDS = 'id name state error warnings';
const BUCKETS = '{ getGeoIPInfo { nearestMetaBuckets { bucket cloud } } }';
const HAS = `query ($pid: ID!, $checksum: String!) {
  project(id: $pid) { hasMetaFile(checksum: $checksum) { ${FIELDS} } } }`;
const FIND = `query ($pid: ID!, $id: ID!) { project(id: $pid) { metaFile(id: $id) { ${FIELDS} } } }`;
const REGISTER = `mutation ($pid: ID!, $bucket: BucketS3!, $filename: String!, $checksum: String) {
  uploadMetaFileS3(pid: $pid bucket: $bucket filename: $filename checksum: $checksum) { url file { ${FIELDS} } } }`;

interface MetaBuckets {
  getGeoIPInfo: { nearestMetaBuckets: Array<Pick<Bucket, 'bucket' | 'cloud'>> };
}

/** Calls about the meta files of a project. */
export function metaFileCalls(request: GraphqlRequest) {
  const ask = async <Fields>(
    { document, variables }: { document: string; variables: { pid: string; [name: string]: string } },
    signal?: AbortSignal,
  ) => {
    const operation = { document, variables, idempotent: true, signal };
    const { project } = await request<{ project: Fields | null }>(operation);
    if (!project) throw new ApiError('NOT_FOUND', `There is no project ${variables.pid}.`);
    return project;
  };

  return {
    /** The nearest bucket that accepts presigned PUTs of meta files. */
    async findMetaFileBucket(signal?: AbortSignal): Promise<string> {
      const { getGeoIPInfo } = await request<MetaBuckets>({ document: BUCKETS, idempotent: true, signal });
      const nearest = getGeoIPInfo.nearestMetaBuckets.find(({ cloud }) => cloud.toLowerCase() === 's3');
      if (!nearest) {
        throw new ApiError('NO_BUCKET', 'The server has no bucket that meta files can be uploaded to.');
      }
      return nearest.bucket;
    },

    /** The Ready meta file of the project with this SHA-1; undefined if it has to be uploaded. */
    async hasMetaFile(
      projectId: string,
      checksum: string,
      signal?: AbortSignal,
    ): Promise<MetaFileSummary | undefined> {
      const question = { document: HAS, variables: { pid: projectId, checksum } };
      const found = await ask<{ hasMetaFile: MetaFileSummary | null }>(question, signal);
      return found.hasMetaFile ?? undefined;
    },

    /** The meta file with this id; undefined if it was replaced or removed. */
    async findMetaFile(
      projectId: string,
      id: string,
      signal?: AbortSignal,
    ): Promise<MetaFileSummary | undefined> {
      const question = { document: FIND, variables: { pid: projectId, id } };
      const found = await ask<{ metaFile: MetaFileSummary | null }>(question, signal);
      return found.metaFile ?? undefined;
    },

    /** Registers a meta file. One that never arrives does not harm: the file of its name that is Ready stays. */
    async registerMetaFile(
      { projectId, bucket, filename, checksum }: MetaFileRegistration,
      signal?: AbortSignal,
    ): Promise<MetaFileGrant> {
      const variables = { pid: projectId, bucket, filename, checksum };
      const operation = { document: REGISTER, variables, idempotent: true, signal };
      const { uploadMetaFileS3 } = await request<Registered>(operation);
      if (!uploadMetaFileS3) throw new ApiError('NOT_FOUND', `There is no project ${projectId}.`);
      return uploadMetaFileS3;
    },
  };
}
