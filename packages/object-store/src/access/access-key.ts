import { S3Error } from '../s3-error.ts';
import { isSameText } from './same-text.ts';

/** The key pair that signs and verifies. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** What a request may do, in the names of S3's permissions; all of a multipart upload but its abort is `PutObject`. */
export const ACTIONS = [
  'AbortMultipartUpload',
  'DeleteObject',
  'GetObject',
  'ListAllMyBuckets',
  'ListBucket',
  'ListBucketMultipartUploads',
  'ListMultipartUploadParts',
  'PutObject',
] as const;

/** What a request does. */
export type Action = (typeof ACTIONS)[number];

/** Permission for some actions on the keys of one bucket with a prefix. */
export interface Grant {
  readonly actions: readonly Action[];
  readonly bucket: string;
  /** Compared as text: without a `/` at its end, `pid1` covers `pid10` too. The empty text covers the bucket. */
  readonly keyPrefix: string;
}

/** A key pair and what its holder may do. */
export interface AccessKey extends Credentials {
  /** Session token: required in each request with a temporary key. */
  readonly sessionToken?: string;
  /** Checked when a request begins; a request that began in time may end later. */
  readonly expiresAt?: Date;
  /** Default: everything is allowed. */
  readonly grants?: readonly Grant[];
  /** Whom the key was given to; passed to `ObjectStoreOptions.mayWrite`. */
  readonly holder?: string;
}

/** Finds an access key by its id; the token is the one of the request, for keys that are kept inside their token. */
export type FindAccessKey = (
  accessKeyId: string,
  sessionToken: string | undefined,
) => AccessKey | undefined | Promise<AccessKey | undefined>;

/** The resource of an action: a bucket and a key, or for lists a key prefix. */
export interface Resource {
  readonly bucket: string;
  readonly key: string;
}

/** The access key of a request. Throws S3Error `InvalidAccessKeyId` when there is none, and what the finder throws. */
export async function getAccessKey(
  findAccessKey: FindAccessKey,
  accessKeyId: string,
  sessionToken: string | undefined,
): Promise<AccessKey> {
  const accessKey = await findAccessKey(accessKeyId, sessionToken);
  if (accessKey !== undefined) return accessKey;
  throw new S3Error('InvalidAccessKeyId', 'The access key ID you provided does not exist in our records.');
}

/** @throws S3Error `InvalidToken` when a request's token is not the key's, `ExpiredToken` when the key has expired */
export function checkToken(accessKey: AccessKey, sessionToken: string | undefined, now: Date): void {
  if (!isSameText(sessionToken ?? '', accessKey.sessionToken ?? '')) {
    throw new S3Error('InvalidToken', 'The provided token is malformed or otherwise invalid.');
  }
  if (accessKey.expiresAt !== undefined && accessKey.expiresAt <= now) {
    throw new S3Error('ExpiredToken', 'The provided token has expired.');
  }
}

/** @throws S3Error `AccessDenied` when no grant covers the action */
export function checkAccess(accessKey: AccessKey, action: Action, resource: Resource): void {
  const { grants } = accessKey;
  if (grants === undefined) return;
  const granted = grants.some(
    (grant) =>
      grant.actions.includes(action) &&
      grant.bucket === resource.bucket &&
      resource.key.startsWith(grant.keyPrefix),
  );
  if (!granted) throw new S3Error('AccessDenied', 'Access Denied');
}
