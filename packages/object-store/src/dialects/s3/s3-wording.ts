import type { ServerResponse } from 'node:http';

import { S3_CHECKSUM_ALGORITHMS, type StoredChecksumAlgorithm } from '../../checksums/object-checksum.ts';
import { DEFAULT_CONTENT_TYPE } from '../../folder/object-folder.ts';
import type { ObjectAttributes, ObjectInfo } from '../../folder/object-record.ts';
import type { Upload } from '../../folder/upload-record.ts';
import { readAttributes } from '../../http/answer/object-attributes.ts';
import { checkReplaces } from '../../http/request/preconditions.ts';
import type { RequestHeaders } from '../../http/request-headers.ts';
import type { Wording } from '../../http/wording.ts';
import { S3Error } from '../../s3-error.ts';
import { readAssemblyCheck } from './assembly-check.ts';

/** Headers for features that this store does not have; ignoring them would do the wrong thing. */
const UNSUPPORTED_HEADERS =
  /^x-amz-(grant-|object-lock-|server-side-encryption|copy-source-server-side-encryption|website-redirect-location$|write-offset-bytes$)/;

/** Access control lists that match this store's behaviour. */
const OWNER_ACLS = ['private', 'bucket-owner-full-control', 'bucket-owner-read'];

/** The names and formats of S3's requests and responses. */
export const S3_WORDING: Wording = {
  headerPrefix: 'x-amz-',
  xmlNamespace: 'http://s3.amazonaws.com/doc/2006-03-01/',
  storageClass: 'STANDARD',
  defaultContentType: DEFAULT_CONTENT_TYPE,
  minPartBytes: 5 * 1024 * 1024,
  formatEtag: (etag) => `"${etag}"`,
  readAttributes: readS3Attributes,
  checkReplaces,
  readWantedChecksum,
  readAssemblyCheck,
  documentedChecksum: (checksum) => (checksum && isS3Checksum(checksum.algorithm) ? checksum : undefined),
  setStoredHeaders: (response, stored) => {
    response.setHeader('ETag', `"${stored.etag}"`);
    setChecksum(response, stored.checksum);
  },
  setDownloadHeaders: (response, _info, { headers, checksum }) => {
    if (headers['x-amz-checksum-mode'] === 'ENABLED') setChecksum(response, checksum);
  },
};

function readS3Attributes(headers: RequestHeaders): Partial<ObjectAttributes> {
  const unsupported = Object.keys(headers).find((name) => UNSUPPORTED_HEADERS.test(name));
  if (unsupported) throw new S3Error('NotImplemented', `The header ${unsupported} is not supported.`);
  if (!OWNER_ACLS.includes(headers['x-amz-acl'] ?? 'private')) {
    throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  return readAttributes(headers, 'x-amz-');
}

/** The checksum that the object will have: for CRC-64 that of the whole, for others the composite one, as in S3. */
function readWantedChecksum(headers: RequestHeaders): Upload['checksum'] {
  const name = headers['x-amz-checksum-algorithm'];
  if (name === undefined) return undefined;
  const algorithm = S3_CHECKSUM_ALGORITHMS.find((known) => known === name.toLowerCase());
  const type = headers['x-amz-checksum-type'] ?? (algorithm === 'crc64nvme' ? 'FULL_OBJECT' : 'COMPOSITE');
  if (algorithm === undefined || (type !== 'FULL_OBJECT' && type !== 'COMPOSITE')) {
    throw new S3Error('InvalidRequest', 'The checksum algorithm or its type is not supported.');
  }
  return { algorithm, type };
}

function setChecksum(response: ServerResponse, checksum: ObjectInfo['checksum']): void {
  if (checksum === undefined || !isS3Checksum(checksum.algorithm)) return;
  response.setHeader(`x-amz-checksum-${checksum.algorithm}`, checksum.value);
  response.setHeader('x-amz-checksum-type', checksum.type);
}

function isS3Checksum(algorithm: StoredChecksumAlgorithm): boolean {
  return S3_CHECKSUM_ALGORITHMS.some((known) => known === algorithm);
}
