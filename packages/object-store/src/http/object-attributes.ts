import type { ServerResponse } from 'node:http';

import type { ObjectAttributes, ObjectInfo } from '../folder/object-record.ts';
import { S3Error } from '../s3-error.ts';
import type { RequestHeaders } from './exchange.ts';

/** Headers that are kept with an object and given back with it. */
const CONTENT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** What all names and values of a user's metadata may come to: S3's limit. */
const MAX_METADATA_BYTES = 2048;

/** Before the names of a user's metadata. */
const METADATA_PREFIX = 'x-amz-meta-';

/** Headers that ask for what this store does not do; to ignore one would be to do the wrong thing. */
const UNSUPPORTED_HEADERS =
  /^x-amz-(grant-|object-lock-|server-side-encryption|copy-source-server-side-encryption|tagging$|website-redirect-location$|write-offset-bytes$)/;

/** Access control lists that say what holds here anyway. */
const OWNER_ACLS = ['private', 'bucket-owner-full-control', 'bucket-owner-read'];

/**
 * What the headers of a write say of the object.
 *
 * @throws S3Error `MetadataTooLarge`, `AccessControlListNotSupported` or `NotImplemented`
 */
export function readAttributes(headers: RequestHeaders): Partial<ObjectAttributes> {
  const unsupported = Object.keys(headers).find((name) => UNSUPPORTED_HEADERS.test(name));
  if (unsupported) throw new S3Error('NotImplemented', `The header ${unsupported} is not supported.`);
  if (!OWNER_ACLS.includes(headers['x-amz-acl'] ?? 'private')) {
    throw new S3Error('AccessControlListNotSupported', 'The bucket does not allow ACLs');
  }
  const contentHeaders = pick(headers, (name) => (CONTENT_HEADERS.includes(name) ? name : undefined));
  const metadata = pick(headers, (name) =>
    name.startsWith(METADATA_PREFIX) ? name.slice(METADATA_PREFIX.length) : undefined,
  );
  if (Object.entries(metadata).flat().join('').length > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size.');
  }
  const { 'content-type': contentType } = headers;
  return {
    ...(contentType !== undefined && { contentType }),
    ...(Object.keys(contentHeaders).length > 0 && { contentHeaders }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
  };
}

/** Sets the headers that give an object's attributes back. */
export function setAttributes(response: ServerResponse, info: ObjectInfo): void {
  response.setHeader('Content-Type', info.contentType);
  for (const [name, value] of Object.entries(info.contentHeaders ?? {})) response.setHeader(name, value);
  for (const [name, value] of Object.entries(info.metadata ?? {})) {
    response.setHeader(`${METADATA_PREFIX}${name}`, value);
  }
}

/** Sets the headers that name an object's checksum. */
export function setChecksum(response: ServerResponse, info: Pick<ObjectInfo, 'checksum'>): void {
  if (info.checksum === undefined) return;
  response.setHeader(`x-amz-checksum-${info.checksum.algorithm}`, info.checksum.value);
  response.setHeader('x-amz-checksum-type', info.checksum.type);
}

function pick(headers: RequestHeaders, rename: (name: string) => string | undefined): Record<string, string> {
  const picked: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    const newName = rename(name);
    const kept = name === 'content-encoding' ? withoutFraming(value) : value;
    if (newName === undefined || !kept) continue;
    checkHeader(name, kept);
    picked.push([newName, kept]);
  }
  return Object.fromEntries(picked);
}

/** A header that came in a query may hold what no header can give back. */
function checkHeader(name: string, value: string): void {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return;
  throw new S3Error(
    'InvalidArgument',
    'The name or the value of a header holds other characters than it may.',
  );
}

/** The encoding of the content alone: `aws-chunked` is how it travelled. */
function withoutFraming(encoding: string | undefined): string | undefined {
  const encodings = encoding?.split(',').map((one) => one.trim());
  return encodings?.filter((one) => one !== 'aws-chunked').join(', ');
}
