import type { ObjectInfo } from '../../folder/object-record.ts';
import { S3Error } from '../../s3-error.ts';
import type { RequestHeaders } from '../request-headers.ts';

/** The conditional headers of HTTP, or S3's of the source of a copy. */
export interface ConditionHeaders {
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
  readonly ifModifiedSince: string | undefined;
  readonly ifUnmodifiedSince: string | undefined;
}

/** The conditional headers, named as in HTTP or with the prefix `x-amz-copy-source-`. */
export function readConditions(headers: RequestHeaders, prefix = ''): ConditionHeaders {
  return {
    ifMatch: headers[`${prefix}if-match`],
    ifNoneMatch: headers[`${prefix}if-none-match`],
    ifModifiedSince: headers[`${prefix}if-modified-since`],
    ifUnmodifiedSince: headers[`${prefix}if-unmodified-since`],
  };
}

/**
 * Whether the client already has the current object. ETags take precedence over times, as in RFC 9110.
 *
 * @throws S3Error `PreconditionFailed` when a precondition fails
 */
export function isUnchanged(conditions: ConditionHeaders, info: ObjectInfo): boolean {
  const { ifMatch, ifNoneMatch, ifModifiedSince, ifUnmodifiedSince } = conditions;
  const matches =
    ifMatch === undefined ? !isModifiedSince(info, ifUnmodifiedSince) : namesEtag(ifMatch, info.etag);
  if (!matches) throw preconditionFailed();
  if (ifNoneMatch !== undefined) return namesEtag(ifNoneMatch, info.etag);
  return ifModifiedSince !== undefined && isModifiedSince(info, ifModifiedSince) === false;
}

/**
 * Throws when the headers of a write forbid replacing the current object: `If-None-Match`, usually `*`, and
 * `If-Match`.
 *
 * @throws S3Error `PreconditionFailed`, or `NoSuchKey` when there is no object to match
 */
export function checkReplaces(headers: RequestHeaders, current: ObjectInfo | undefined): void {
  const { ifMatch, ifNoneMatch } = readConditions(headers);
  if (ifNoneMatch !== undefined && current !== undefined && namesEtag(ifNoneMatch, current.etag)) {
    throw preconditionFailed();
  }
  if (ifMatch === undefined) return;
  if (current === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  if (!namesEtag(ifMatch, current.etag)) throw preconditionFailed();
}

/** Conditions for removing an object; all optional. */
export interface RemovalConditions {
  readonly ifMatch: string | undefined;
  readonly lastModified: string | undefined;
  readonly sizeBytes: string | undefined;
}

/** @throws S3Error `PreconditionFailed` when an object does not meet them */
export function checkRemoval(conditions: RemovalConditions, current: ObjectInfo | undefined): void {
  if (current === undefined) return;
  const { ifMatch, lastModified, sizeBytes } = conditions;
  const isWanted =
    (ifMatch === undefined || namesEtag(ifMatch, current.etag)) &&
    (sizeBytes === undefined || sizeBytes.trim() === String(current.sizeBytes)) &&
    (lastModified === undefined || Date.parse(lastModified) === wholeSeconds(current.lastModified) * 1000);
  if (!isWanted) throw preconditionFailed();
}

/** The error for a failed precondition. */
export function preconditionFailed(): S3Error {
  return new S3Error('PreconditionFailed', 'At least one of the preconditions you specified did not hold.');
}

/** Whether a header's text is this ETag; clients of OSS write its hex digits in upper case. */
export function isEtag(text: string, etag: string): boolean {
  return (
    text
      .trim()
      .replace(/^"(.*)"$/, '$1')
      .toLowerCase() === etag
  );
}

function namesEtag(header: string, etag: string): boolean {
  return header
    .split(',')
    .some((item) => item.trim() === '*' || isEtag(item.trim().replace(/^W\//, ''), etag));
}

/** HTTP's times are whole seconds; undefined without a time to compare with. */
function isModifiedSince(info: ObjectInfo, header: string | undefined): boolean | undefined {
  const since = Date.parse(header ?? '');
  if (Number.isNaN(since)) return undefined;
  return wholeSeconds(info.lastModified) > since / 1000;
}

function wholeSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
