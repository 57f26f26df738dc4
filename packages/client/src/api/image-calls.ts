import type { Bucket, IMAGE_FILTER, ProjectImage } from '@tiepoint/protocol';
import { ApiError } from './api-error.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { connectionFields, type Page, readPage, type WireConnection } from './page.ts';

/** An image as far as an upload cares. */
export type ImageSummary = Pick<ProjectImage, 'id' | 'name' | 'state' | 'checksum' | 'error'>;

/** What a photo is registered with. */
export interface PhotoRegistration {
  projectId: string;
  /** One of the values of `findUploadBucket`. */
  bucket: string;
  /** The user's own name of the photo. */
  filename: string;
  /** SHA-1 as 40 hexadecimal digits. */
  checksum: string;
}

/** Which images of a project to list. */
export interface ImageQuery {
  projectId: string;
  filter: IMAGE_FILTER;
  /** Images a page, at most 1000. */
  first: number;
  after?: string;
}

const IMAGE = 'id name state checksum error';

/** Calls about the photos of a project. All can be repeated: the same checksum is always the same image. */
export function imageCalls(request: GraphqlRequest) {
  return {
    /** The nearest bucket that takes presigned PUTs. */
    async findUploadBucket(signal?: AbortSignal): Promise<string> {
      const document = '{ getGeoIPInfo { nearestBuckets { bucket cloud } } }';
      type Data = { getGeoIPInfo: { nearestBuckets: Array<Pick<Bucket, 'bucket' | 'cloud'>> } };
      const { getGeoIPInfo } = await request<Data>({ document, repeatable: true, signal });
      const nearest = getGeoIPInfo.nearestBuckets.find(({ cloud }) => cloud.toLowerCase() === 's3');
      if (!nearest)
        throw new ApiError('NO_BUCKET', 'The server has no bucket that photos can be uploaded to.');
      return nearest.bucket;
    },

    /** The project's image with these bytes; undefined when it should be uploaded. */
    async hasImage(
      projectId: string,
      checksum: string,
      signal?: AbortSignal,
    ): Promise<ImageSummary | undefined> {
      const document = `mutation ($pid: ID!, $checksum: String!) {
        hasImage(pid: $pid, checksum: $checksum) { ${IMAGE} }
      }`;
      type Data = { hasImage: ImageSummary | null };
      const variables = { pid: projectId, checksum };
      return (await request<Data>({ document, variables, repeatable: true, signal })).hasImage ?? undefined;
    },

    /** Registers a photo and gives the URL to PUT its bytes to, valid for 3 hours. */
    async uploadImageS3(
      photo: PhotoRegistration,
      signal?: AbortSignal,
    ): Promise<{ url: string; image: ImageSummary }> {
      const document = `mutation ($pid: ID!, $bucket: BucketS3!, $filename: String!, $checksum: String) {
        uploadImageS3(pid: $pid, bucket: $bucket, filename: $filename, checksum: $checksum) {
          url image { ${IMAGE} }
        }
      }`;
      type Data = { uploadImageS3: { url: string; image: ImageSummary } };
      const { projectId, ...rest } = photo;
      const variables = { pid: projectId, ...rest };
      return (await request<Data>({ document, variables, repeatable: true, signal })).uploadImageS3;
    },

    /** Says that the PUT of this image begins. */
    async startImageUpload(imageId: string, signal?: AbortSignal): Promise<void> {
      const document = 'mutation ($id: ID!) { startImageUpload(id: $id) { id } }';
      await request({ document, variables: { id: imageId }, repeatable: true, signal });
    },

    /** A page of the project's images in the order of their registration. */
    async listImages(query: ImageQuery, signal?: AbortSignal): Promise<Page<ImageSummary>> {
      const document = `query ($pid: ID!, $first: Int, $after: String, $filter: IMAGE_FILTER) {
        project(id: $pid) { allImages(first: $first, after: $after, filter: $filter) ${connectionFields(IMAGE)} }
      }`;
      type Data = { project: { allImages: WireConnection<ImageSummary> } | null };
      const { projectId, ...rest } = query;
      const variables = { pid: projectId, ...rest };
      const { project } = await request<Data>({ document, variables, repeatable: true, signal });
      if (!project) throw new ApiError('NOT_FOUND', `There is no project ${projectId}.`);
      return readPage(project.allImages);
    },
  };
}
