import type { IncomingMessage } from 'node:http';

import { OSS_UNSIGNED_PAYLOAD } from '@tiepoint/protocol';

import type { AdmissionNeeds, Dialect } from '../../http/dialect.ts';
import type { AdmittedRequest } from '../../http/exchange.ts';
import { type RequestHeaders, readSentHeaders } from '../../http/request/request-headers.ts';
import { parseRequestTarget, type RequestTarget } from '../../http/request/request-target.ts';
import { checkObjectKey } from '../../object-key.ts';
import { S3Error } from '../../s3-error.ts';
import { formatOssError } from './format-oss-error.ts';
import { OSS_OPERATIONS } from './oss-operations.ts';
import { OSS_WORDING, readOssBodyCheck } from './oss-wording.ts';
import { verifyOssRequest } from './signature/verify-oss-request.ts';

/** Headers that ask for what this store does not do, callbacks above all: it calls nobody at a client's word. */
const UNSUPPORTED_HEADERS =
  /^x-oss-(callback|server-side-|tagging|complete-all|process|hash-ctx|object-worm)/;

/** Access control lists that say what holds here anyway. */
const OWNER_ACLS = ['private', 'default'];

/** OSS as Alibaba's SDKs speak it: Signatures Version 1 and 4, in every style of addressing. */
export const OSS_DIALECT: Dialect = {
  wording: OSS_WORDING,
  operations: OSS_OPERATIONS,
  admit,
  formatError: formatOssError,
};

async function admit(needs: AdmissionNeeds, request: IncomingMessage): Promise<AdmittedRequest> {
  const target = parseOssTarget(request.url ?? '');
  const headers = readSentHeaders(request);
  const { accessKey, bucket, key } = await verifyOssRequest(
    { buckets: needs.folder.bucketNames, findAccessKey: needs.findAccessKey, now: needs.now() },
    { method: request.method ?? '', target, headers: toSignedHeaders(headers) },
    headers.host ?? '',
  );
  checkHeaders(headers);
  if (key !== '') checkObjectName(key);
  return {
    target,
    bucket,
    key,
    headers,
    accessKey,
    readBodyForm: (bodyHeaders) => ({
      lengthHeader: 'content-length',
      check: readOssBodyCheck(bodyHeaders),
      etag: 'md5',
    }),
  };
}

/** A version of the Go SDK begins the query with two question marks. */
function parseOssTarget(url: string): RequestTarget {
  const target = parseRequestTarget(url);
  return { ...target, query: target.query.map(([name, value]) => [name.replace(/^\?/, ''), value]) };
}

/** Clients sign texts in UTF-8, whose bytes Node gives as Latin-1. */
function toSignedHeaders(headers: RequestHeaders): ReadonlyMap<string, string> {
  const signed = new Map<string, string>();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) signed.set(name, Buffer.from(value, 'latin1').toString());
  }
  return signed;
}

function checkHeaders(headers: RequestHeaders): void {
  const unsupported = Object.keys(headers).find((name) => UNSUPPORTED_HEADERS.test(name));
  if (unsupported) throw new S3Error('NotImplemented', `This store does not support ${unsupported}.`);
  if (!OWNER_ACLS.includes(headers['x-oss-object-acl'] ?? 'default')) {
    throw new S3Error('AccessControlListNotSupported', 'Objects of this store are private.');
  }
  if ((headers['x-oss-content-sha256'] ?? OSS_UNSIGNED_PAYLOAD) !== OSS_UNSIGNED_PAYLOAD) {
    throw new S3Error('InvalidArgument', `x-oss-content-sha256 must be ${OSS_UNSIGNED_PAYLOAD}.`);
  }
}

function checkObjectName(key: string): void {
  try {
    checkObjectKey(key);
  } catch (cause) {
    if (!(cause instanceof S3Error)) throw cause;
    throw new S3Error('InvalidObjectName', cause.message, { cause });
  }
}
