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

/** The conditional headers, as HTTP names them or with `x-amz-copy-source-` before. */
export function readConditions(headers: RequestHeaders, prefix = ''): ConditionHeaders {
  return {
    ifMatch: headers[`${prefix}if-match`],
    ifNoneMatch: headers[`${prefix}if-none-match`],
    ifModifiedSince: headers[`${prefix}if-modified-since`],
    ifUnmodifiedSince: headers[`${prefix}if-unmodified-since`],
  };
}

/**
 * Whether an object is the one that a client has already. ETags count before times, as RFC 9110 has it.
 *
 * @throws S3Error `PreconditionFailed` when it is not the one that the client wants
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
 * Throws when the headers of a write do not allow to replace what is there: `If-None-Match`, with `*` as a rule, and
 * `If-Match`.
 *
 * @throws S3Error `PreconditionFailed`, or `NoSuchKey` when nothing is there that could match
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

/** What an object must be to be removed; each left out does not matter. */
export interface RemovalConditions {
  readonly ifMatch: string | undefined;
  readonly lastModified: string | undefined;
  readonly sizeBytes: string | undefined;
}

/** @throws S3Error `PreconditionFailed` when an object is not the one that a client wants to remove */
export function checkRemoval(conditions: RemovalConditions, current: ObjectInfo | undefined): void {
  if (current === undefined) return;
  const { ifMatch, lastModified, sizeBytes } = conditions;
  const isWanted =
    (ifMatch === undefined || namesEtag(ifMatch, current.etag)) &&
    (sizeBytes === undefined || sizeBytes.trim() === String(current.sizeBytes)) &&
    (lastModified === undefined || Date.parse(lastModified) === wholeSeconds(current.lastModified) * 1000);
  if (!isWanted) throw preconditionFailed();
}

/** The error of a condition that does not hold. */
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

/** HTTP's times are whole seconds; undefined where there is no time to compare with. */
function isModifiedSince(info: ObjectInfo, header: string | undefined): boolean | undefined {
  const since = Date.parse(header ?? '');
  if (Number.isNaN(since)) return undefined;
  return wholeSeconds(info.lastModified) > since / 1000;
}

function wholeSeconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}
