import { DomainError } from '../errors/domain-error.ts';
import { type Image, uploadKey } from '../images/image.ts';
import type { Project } from '../projects/project.ts';
import type { Bucket, PresignedUrl, Storage, TemporaryKey } from '../storage/bucket.ts';

interface Needs {
  storage: Storage;
}

/** A presigned PUT is valid for 3 hours. */
export const PRESIGNED_SECONDS = 3 * 3600;
/** A temporary key lives for one hour: the most that Aliyun grants by default. */
const TEMPORARY_KEY_SECONDS = 3600;

/** A presigned PUT for a registered image. */
export function grantUpload(needs: Needs, image: Image): Promise<PresignedUrl> {
  return requireUploadBucket(needs.storage, image.bucket).grantUpload(uploadKey(image), PRESIGNED_SECONDS);
}

/** A temporary key that can write every image of the project into the bucket, and do nothing else. */
export function grantProjectUpload(
  needs: Needs,
  project: Project,
  bucketName: string,
): Promise<TemporaryKey> {
  const bucket = requireUploadBucket(needs.storage, bucketName);
  return bucket.grantPrefix(`${project.id}/`, TEMPORARY_KEY_SECONDS);
}

/** The upload bucket of this name, or a DomainError. */
export function requireUploadBucket(storage: Storage, name: string): Bucket {
  const bucket = storage.uploads.get(name);
  if (!bucket) throw new DomainError('BAD_INPUT', `There is no bucket ${name}.`);
  return bucket;
}
