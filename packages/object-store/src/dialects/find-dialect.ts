import type { IncomingMessage } from 'node:http';

import type { Dialect } from '../http/dialect.ts';
import { OSS_DIALECT } from './oss/oss-dialect.ts';
import { S3_DIALECT } from './s3/s3-dialect.ts';

/** OSS's two ways to sign in the `Authorization` header. */
const OSS_AUTHORIZATION = /^OSS(4-|\s)/;

/** Parameters of URLs that are signed for S3. */
const S3_QUERY = /[?&]X-Amz-(Algorithm|Signature)=/;

/** Parameters of URLs that are signed for OSS, in the new way and the old. */
const OSS_QUERY = /[?&](x-oss-(signature|credential)[\w-]*|OSSAccessKeyId)=/;

/** Fields that only a form for OSS has. */
const OSS_FIELD = /^(ossaccesskeyid|x-oss-.+)$/;

/** Which protocol a request speaks, as its signature tells; without one S3, unless its headers are those of OSS. */
export function findDialect(request: IncomingMessage): Dialect {
  const { authorization } = request.headers;
  const url = request.url ?? '';
  if (authorization !== undefined) return OSS_AUTHORIZATION.test(authorization) ? OSS_DIALECT : S3_DIALECT;
  if (S3_QUERY.test(url)) return S3_DIALECT;
  const hasOssHeader = Object.keys(request.headers).some((name) => name.startsWith('x-oss-'));
  return hasOssHeader || OSS_QUERY.test(url) ? OSS_DIALECT : S3_DIALECT;
}

/** Which protocol a form speaks, as its fields tell. */
export function findFormDialect(fields: ReadonlyMap<string, string>): Dialect {
  return [...fields.keys()].some((name) => OSS_FIELD.test(name)) ? OSS_DIALECT : S3_DIALECT;
}
