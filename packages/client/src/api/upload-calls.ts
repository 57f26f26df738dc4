import type { Bucket, UploadImageS3 } from '@tiepoint/protocol';
import { answerEach } from './answer-each.ts';
import { ApiError } from './api-error.ts';
import type { GraphqlRequest } from './graphql-request.ts';
import type { ImageMatch } from './image-calls.ts';

/**
 * Photos of a project to be uploaded to the same bucket.
 *
 * @example
 * ```ts
 * import type { PhotoRegistration } from '@tiepoint/client';
 *
 * const registration: PhotoRegistration = {
 *   projectId,
 *   bucket: await client.findUploadBucket(),
 *   photos: [{ filename: 'DJI_0001.JPG', checksum: 'a9993e364706816aba3e25717850c26c9cd0d89d', size: 3 }],
 * };
 * console.log((await client.uploadImages(registration)).length);
 * ```
 */
export interface PhotoRegistration {
  projectId: string;
  /** One of the values of `findUploadBucket`. */
  bucket: string;
  /**
   * At most 1000; `filename` is the user's own name of the photo, `checksum` its SHA-1 as 40 hexadecimal digits,
   * `size` its bytes.
   */
  photos: ReadonlyArray<{ filename: string; checksum: string; size?: number }>;
}

/**
 * A registered image with the presigned URL to PUT its bytes to.
 *
 * @example
 * ```ts
 * const photo = { filename: 'DJI_0001.JPG', checksum: 'a9993e364706816aba3e25717850c26c9cd0d89d' };
 * const bucket = await client.findUploadBucket();
 * const [grant] = await client.uploadImages({ projectId, bucket, photos: [photo] });
 * if (grant && 'url' in grant) await fetch(grant.url, { method: 'PUT', body: 'abc' });
 * ```
 */
export interface UploadGrant extends Pick<UploadImageS3, 'url' | 'serverTime' | 'ttlSeconds'> {
  image: ImageMatch;
}

/** Calls for uploading photos. All are idempotent: the same checksum is always the same image. */
export function uploadCalls(request: GraphqlRequest) {
  return {
    /** The nearest bucket that accepts presigned PUTs. */
    async findUploadBucket(signal?: AbortSignal): Promise<string> {
      const document = '{ getGeoIPInfo { nearestBuckets { bucket cloud } } }';
      interface Data {
        getGeoIPInfo: { nearestBuckets: Array<Pick<Bucket, 'bucket' | 'cloud'>> };
      }
      const { getGeoIPInfo } = await request<Data>({ document, idempotent: true, signal });
      const nearest = getGeoIPInfo.nearestBuckets.find(({ cloud }) => cloud.toLowerCase() === 's3');
      if (!nearest)
        throw new ApiError('NO_BUCKET', 'The server has no bucket that photos can be uploaded to.');
      return nearest.bucket;
    },

    /** Registers photos; the grants are in the same order, with an ApiError in place of each refused photo. */
    uploadImages(
      { projectId, bucket, photos }: PhotoRegistration,
      signal?: AbortSignal,
    ): Promise<Array<UploadGrant | ApiError>> {
      const document = `mutation ($pid: ID!, $bucket: BucketS3!, $images: [ImageAnnouncement!]!) {
        uploadImages(pid: $pid, bucket: $bucket, images: $images) {
          url serverTime ttlSeconds image { id state }
        }
      }`;
      interface Data {
        uploadImages: UploadGrant[];
      }
      return answerEach(photos, async (images) => {
        const variables = { pid: projectId, bucket, images };
        return (await request<Data>({ document, variables, idempotent: true, signal })).uploadImages;
      });
    },
  };
}
