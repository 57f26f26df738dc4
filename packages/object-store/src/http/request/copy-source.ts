import { checkAccess } from '../../access/access-key.ts';
import type { ObjectLocation } from '../../folder/object-folder.ts';
import type { ObjectInfo } from '../../folder/object-record.ts';
import { S3Error } from '../../s3-error.ts';
import type { Exchange } from '../exchange.ts';
import { parseRequestTarget, singleQueryValue } from '../request-target.ts';
import type { Wording } from '../wording.ts';
import { isUnchanged, preconditionFailed, readConditions } from './preconditions.ts';

/** The header that names the source of a copy: `bucket/key`, encoded, with or without a `/` before it. */
export function copySourceHeader(wording: Wording): string {
  return `${wording.headerPrefix}copy-source`;
}

/**
 * The source of a copy, which the signer may read.
 *
 * @throws S3Error `AccessDenied`, `InvalidURI`, `InvalidArgument` or `NotImplemented` (a version)
 */
export function readCopySource(exchange: Exchange): ObjectLocation {
  const header = exchange.headers[copySourceHeader(exchange.wording)] ?? '';
  const target = parseRequestTarget(header.startsWith('/') ? header : `/${header}`);
  if ((singleQueryValue(target, 'versionId') ?? 'null') !== 'null') {
    throw new S3Error('NotImplemented', 'This store keeps no versions.');
  }
  // Some clients encode the slashes too.
  const [bucket = '', ...keySegments] = target.segments.join('/').split('/');
  const source = { bucket, key: keySegments.join('/') };
  checkAccess(exchange.accessKey, 'GetObject', source);
  return source;
}

/** @throws S3Error `PreconditionFailed` when the source does not match the conditional headers */
export function checkCopySource({ headers, wording }: Exchange, source: ObjectInfo): void {
  const conditions = readConditions(headers, `${copySourceHeader(wording)}-`);
  if (isUnchanged(conditions, source)) throw preconditionFailed();
}
