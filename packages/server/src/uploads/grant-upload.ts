import { DomainError } from '../errors/domain-error.ts';
import type { Project } from '../projects/project.ts';
import {
  type Bucket,
  PRESIGNED_SECONDS,
  type PresignedUrl,
  type Storage,
  type TemporaryKey,
} from '../storage/bucket.ts';
import type { Upload, UploadKind } from './upload-kind.ts';

/** A temporary key lives for one hour: the most that Aliyun grants by default. */
const TEMPORARY_KEY_SECONDS = 3600;

/** A presigned PUT for something that is registered; it ends with the user token that asks for it. */
export function grantUpload<Row extends Upload>(
  { storage }: { storage: Storage },
  kind: UploadKind<Row>,
  { row, holder }: { row: Row; holder: string },
): Promise<PresignedUrl> {
  const terms = { expiresInSeconds: PRESIGNED_SECONDS, holder };
  return requireUploadBucket(storage, row.bucket).grantUpload(kind.keyOf(row), terms);
}

/** A temporary key that can write every image of the project into the bucket, and do nothing else; it ends with the token. */
export function grantProjectUpload(
  { storage }: { storage: Storage },
  project: Project,
  { bucket: bucketName, holder }: { bucket: string; holder: string },
): Promise<TemporaryKey> {
  const bucket = requireUploadBucket(storage, bucketName);
  return bucket.grantPrefix(`${project.id}/`, { expiresInSeconds: TEMPORARY_KEY_SECONDS, holder });
}

/** The upload bucket of this name, or a DomainError. */
export function requireUploadBucket(storage: Storage, name: string): Bucket {
  const bucket = storage.uploads.get(name);
  if (!bucket) throw new DomainError('BAD_INPUT', `There is no bucket ${name}.`);
  return bucket;
}
