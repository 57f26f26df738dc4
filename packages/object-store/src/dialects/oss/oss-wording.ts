import type { ServerResponse } from 'node:http';

import {
  type BodyCheck,
  compareDigests,
  type ExpectedDigest,
  readDigest,
} from '../../checksums/body-check.ts';
import type { Digests } from '../../checksums/body-digests.ts';
import { DIGEST_BYTES } from '../../checksums/checksum-algorithm.ts';
import type { ObjectChecksum } from '../../checksums/object-checksum.ts';
import type { ObjectInfo } from '../../folder/object-record.ts';
import { readAttributes } from '../../http/answer/object-attributes.ts';
import type { RequestHeaders } from '../../http/request-headers.ts';
import type { Wording } from '../../http/wording.ts';
import { S3Error } from '../../s3-error.ts';

/** The names and formats of OSS's requests and responses. */
export const OSS_WORDING: Wording = {
  headerPrefix: 'x-oss-',
  storageClass: 'Standard',
  defaultContentType: 'application/octet-stream',
  minPartBytes: 100 * 1024,
  formatEtag,
  readAttributes: (headers) => readAttributes(headers, 'x-oss-'),
  checkReplaces,
  readWantedChecksum: () => undefined,
  readAssemblyCheck: async () => ({ algorithms: ['crc64ecma'], accept: toChecksum }),
  documentedChecksum: () => undefined,
  setStoredHeaders: (response, stored) => {
    response.setHeader('ETag', formatEtag(stored.etag));
    setDigestHeaders(response, stored);
  },
  setDownloadHeaders: (response, info) => {
    response.setHeader('x-oss-object-type', info.etag.includes('-') ? 'Multipart' : 'Normal');
    response.setHeader('x-oss-storage-class', 'Standard');
    setDigestHeaders(response, info);
  },
};

/** The check of a body: its MD5 where the client names it, and the CRC-64 that each answer of OSS carries. */
export function readOssBodyCheck(headers: RequestHeaders): BodyCheck {
  const { 'content-md5': md5 } = headers;
  const expected: ExpectedDigest[] = [];
  if (md5 !== undefined) {
    const digest = readDigest('Content-MD5', md5, DIGEST_BYTES.md5);
    expected.push({ algorithm: 'md5', digest, mismatchCode: 'BadDigest' });
  }
  return {
    algorithms: [...expected.map(({ algorithm }) => algorithm), 'crc64ecma'],
    accept: (digests) => {
      compareDigests(expected, digests);
      return toChecksum(digests);
    },
  };
}

function formatEtag(etag: string): string {
  return `"${etag.toUpperCase()}"`;
}

function checkReplaces(headers: RequestHeaders, current: ObjectInfo | undefined): void {
  const forbids = headers['x-oss-forbid-overwrite'] ?? 'false';
  if (forbids !== 'true' && forbids !== 'false') {
    throw new S3Error('InvalidArgument', 'x-oss-forbid-overwrite must be true or false.');
  }
  if (forbids === 'true' && current !== undefined) {
    throw new S3Error(
      'FileAlreadyExists',
      'The object you specified already exists and can not be overwritten.',
    );
  }
}

function toChecksum(digests: Digests): ObjectChecksum | undefined {
  const digest = digests.get('crc64ecma');
  return digest && { algorithm: 'crc64ecma', value: digest.toString('base64'), type: 'FULL_OBJECT' };
}

/** An object that came by S3 has no CRC-64 of this kind, and one made of parts no MD5. */
function setDigestHeaders(
  response: ServerResponse,
  { etag, checksum }: Pick<ObjectInfo, 'etag' | 'checksum'>,
): void {
  if (checksum?.algorithm === 'crc64ecma') {
    const crc = Buffer.from(checksum.value, 'base64').readBigUInt64BE();
    response.setHeader('x-oss-hash-crc64ecma', crc.toString());
  }
  if (!etag.includes('-')) response.setHeader('Content-MD5', Buffer.from(etag, 'hex').toString('base64'));
}
