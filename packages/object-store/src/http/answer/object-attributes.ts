import type { ServerResponse } from 'node:http';

import type { ObjectAttributes, ObjectInfo } from '../../folder/object-record.ts';
import { S3Error } from '../../s3-error.ts';
import { readTagHeader } from '../request/read-tags.ts';
import type { RequestHeaders } from '../request-headers.ts';
import type { Wording } from '../wording.ts';

/** Headers that are stored with an object and returned with it. */
const CONTENT_HEADERS = [
  'cache-control',
  'content-disposition',
  'content-encoding',
  'content-language',
  'expires',
];

/** S3's limit for the total size of user metadata. */
const MAX_METADATA_BYTES = 2048;

/**
 * The attributes of the object in the headers of a write.
 *
 * @throws S3Error `MetadataTooLarge`, `InvalidArgument` or `InvalidTag`
 */
export function readAttributes(
  headers: RequestHeaders,
  prefix: Wording['headerPrefix'],
): Partial<ObjectAttributes> {
  const metadataPrefix = `${prefix}meta-`;
  const contentHeaders = pick(headers, (name) => (CONTENT_HEADERS.includes(name) ? name : undefined));
  const metadata = pick(headers, (name) =>
    name.startsWith(metadataPrefix) ? name.slice(metadataPrefix.length) : undefined,
  );
  if (Object.entries(metadata).flat().join('').length > MAX_METADATA_BYTES) {
    throw new S3Error('MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size.');
  }
  const { 'content-type': contentType, [`${prefix}tagging`]: tags } = headers;
  if (contentType !== undefined) checkHeader('content-type', contentType);
  return {
    ...(contentType !== undefined && { contentType }),
    ...(Object.keys(contentHeaders).length > 0 && { contentHeaders }),
    ...(Object.keys(metadata).length > 0 && { metadata }),
    ...(tags && { tags: readTagHeader(tags) }),
  };
}

/** Sets the headers with an object's attributes. */
export function setAttributes(response: ServerResponse, info: ObjectInfo, wording: Wording): void {
  response.setHeader('Content-Type', info.contentType);
  for (const [name, value] of Object.entries(info.contentHeaders ?? {})) response.setHeader(name, value);
  for (const [name, value] of Object.entries(info.metadata ?? {})) {
    response.setHeader(`${wording.headerPrefix}meta-${name}`, value);
  }
  const tagCount = Object.keys(info.tags ?? {}).length;
  if (tagCount > 0) response.setHeader(`${wording.headerPrefix}tagging-count`, tagCount);
}

function pick(headers: RequestHeaders, rename: (name: string) => string | undefined): Record<string, string> {
  const picked: [string, string][] = [];
  for (const [name, value] of Object.entries(headers)) {
    const newName = rename(name);
    const kept = name === 'content-encoding' ? withoutFraming(value) : value;
    // An empty content header means nothing, but an entry of the metadata may be empty.
    if (newName === undefined || kept === undefined || (kept === '' && newName === name)) continue;
    checkHeader(name, kept);
    picked.push([newName, kept]);
  }
  return Object.fromEntries(picked);
}

/** A header given in a query or a form may contain characters that a response header can't. */
function checkHeader(name: string, value: string): void {
  if (/^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\t\x20-\x7e\x80-\xff]*$/.test(value)) return;
  throw new S3Error(
    'InvalidArgument',
    'The name or the value of a header has characters that are not allowed.',
  );
}

/** The encoding of the content alone: `aws-chunked` is how it travelled. */
function withoutFraming(encoding: string | undefined): string | undefined {
  const encodings = encoding?.split(',').map((one) => one.trim());
  return encodings?.filter((one) => one !== 'aws-chunked').join(', ');
}
