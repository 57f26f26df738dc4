import type { Bucket } from '@tiepoint/protocol';
import { ApiError } from './api-error.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import { IMAGE_FIELDS, type ImageSummary } from './image-calls.ts';

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

/** Calls that bring a photo into a bucket. All can be repeated: the same checksum is always the same image. */
export function uploadCalls(request: GraphqlRequest) {
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

    /** Registers a photo and gives the URL to PUT its bytes to, valid for 3 hours. */
    async uploadImageS3(
      photo: PhotoRegistration,
      signal?: AbortSignal,
    ): Promise<{ url: string; image: ImageSummary }> {
      const document = `mutation ($pid: ID!, $bucket: BucketS3!, $filename: String!, $checksum: String) {
        uploadImageS3(pid: $pid, bucket: $bucket, filename: $filename, checksum: $checksum) {
          url image { ${IMAGE_FIELDS} }
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
  };
}
