import { OSS_UNSIGNED_PAYLOAD } from '@tiepoint/protocol';

import type { RequestHeaders } from '../../http/request-headers.ts';
import { checkObjectKey } from '../../object-key.ts';
import { S3Error } from '../../s3-error.ts';

/**
 * Headers for features that this store does not have, above all callbacks: it sends no requests on behalf of clients.
 */
const UNSUPPORTED_HEADERS = /^x-oss-(callback|server-side-|complete-all|process|hash-ctx|object-worm)/;

/** Access control lists that match this store's behaviour. */
const OWNER_ACLS = ['private', 'default'];

/** @throws S3Error for what this store does not do */
export function checkOssHeaders(headers: RequestHeaders): void {
  const unsupported = Object.keys(headers).find((name) => UNSUPPORTED_HEADERS.test(name));
  if (unsupported) throw new S3Error('NotImplemented', `This store does not support ${unsupported}.`);
  if (!OWNER_ACLS.includes(headers['x-oss-object-acl'] ?? 'default')) {
    throw new S3Error('AccessControlListNotSupported', 'Objects of this store are private.');
  }
  if ((headers['x-oss-content-sha256'] ?? OSS_UNSIGNED_PAYLOAD) !== OSS_UNSIGNED_PAYLOAD) {
    throw new S3Error('InvalidArgument', `x-oss-content-sha256 must be ${OSS_UNSIGNED_PAYLOAD}.`);
  }
}

/**
 * Refuses invalid keys, and those with a `?`: Signature Version 1 cannot tell key `a?uploads` from key `a` with
 * `?uploads`.
 *
 * @throws S3Error `InvalidObjectName`
 */
export function checkOssKey(key: string): void {
  try {
    checkObjectKey(key);
    if (key.includes('?')) throw new S3Error('InvalidArgument', 'The object key contains a "?".');
  } catch (cause) {
    if (!(cause instanceof S3Error)) throw cause;
    throw new S3Error('InvalidObjectName', cause.message, { cause });
  }
}
