import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto';

/** The only algorithm of Signature Version 4 that this store signs and verifies. */
export const SIGNING_ALGORITHM = 'AWS4-HMAC-SHA256';

/** In place of the body's SHA-256, where the signer does not know the body. */
export const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/** What is signed, every text decoded. */
export interface SignableRequest {
  readonly method: string;
  /** Path segments after the first `/`. */
  readonly segments: readonly string[];
  /** Without the signature itself. */
  readonly query: readonly (readonly [name: string, value: string])[];
  /** Lower-case names with their values, sorted by name. */
  readonly signedHeaders: readonly (readonly [name: string, value: string])[];
  readonly payloadHash: string;
  /** Encoding of header values for the hash (default: UTF-8). */
  readonly encoding?: HeaderEncoding;
}

/** `latin1` restores the bytes that were sent: Node gives headers with one character per byte. */
export type HeaderEncoding = 'latin1' | 'utf8';

/** The scope of a signature: `<date>/<region>/s3/aws4_request`. */
export interface CredentialScope {
  /** `YYYYMMDD` in UTC. */
  readonly date: string;
  readonly region: string;
}

/** The scope of a signature, and the time in it. */
export interface SigningTime {
  readonly scope: CredentialScope;
  /** `YYYYMMDDTHHMMSSZ`, as in `X-Amz-Date`. */
  readonly timestamp: string;
}

/**
 * The hex signature of a request.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signRequest(
  request: SignableRequest,
  { scope, timestamp }: SigningTime,
  secretAccessKey: string,
): string {
  const stringToSign = [
    SIGNING_ALGORITHM,
    timestamp,
    formatScope(scope),
    createHash('sha256')
      .update(canonicalRequest(request), request.encoding ?? 'utf8')
      .digest('hex'),
  ].join('\n');
  return hmacSha256(deriveSigningKey(secretAccessKey, scope), stringToSign).toString('hex');
}

/** The last keys that were derived, by secret and scope; more than the store's own and a few temporary ones are rare. */
const derivedKeys = new Map<string, KeyObject>();
const MAX_DERIVED_KEYS = 32;

/** The key that signs in one scope; an HMAC with a key object takes a seventh of the time of one with raw bytes. */
export function deriveSigningKey(secretAccessKey: string, scope: CredentialScope): KeyObject {
  const name = `${secretAccessKey}\n${scope.date}\n${scope.region}`;
  const known = derivedKeys.get(name);
  if (known) return known;
  const parts = [scope.date, scope.region, 's3', 'aws4_request'];
  const key = createSecretKey(parts.reduce(hmacSha256, Buffer.from(`AWS4${secretAccessKey}`)));
  const [oldest] = derivedKeys.keys();
  if (derivedKeys.size >= MAX_DERIVED_KEYS && oldest !== undefined) derivedKeys.delete(oldest);
  derivedKeys.set(name, key);
  return key;
}

/** The HMAC that all of Signature V4 is made of. */
export function hmacSha256(key: Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** The credential scope as it stands in a string to sign and after the access key in `X-Amz-Credential`. */
export function formatScope(scope: CredentialScope): string {
  return `${scope.date}/${scope.region}/s3/aws4_request`;
}

/** The encoded path, as it is signed and as a presigned URL has it. */
export function canonicalPath(segments: readonly string[]): string {
  return `/${segments.map(encodeUriComponent).join('/')}`;
}

/** The encoded query, sorted by encoded name and value, as it is signed and as a presigned URL has it. */
export function canonicalQuery(query: SignableRequest['query']): string {
  return query
    .map(([name, value]) => [encodeUriComponent(name), encodeUriComponent(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compareText(nameA, nameB) || compareText(valueA, valueB))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

const UNRESERVED = /^[\w.~-]*$/;

/** Percent-encodes all but RFC 3986's unreserved characters, as Signature V4 demands. */
function encodeUriComponent(text: string): string {
  if (UNRESERVED.test(text)) return text;
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalRequest(request: SignableRequest): string {
  return [
    request.method,
    canonicalPath(request.segments),
    canonicalQuery(request.query),
    ...request.signedHeaders.map(([name, value]) => `${name}:${squeezeSpaces(value)}`),
    '',
    request.signedHeaders.map(([name]) => name).join(';'),
    request.payloadHash,
  ].join('\n');
}

/** Node has trimmed tabs. Not `trim`: the last byte of an `à` in UTF-8 is a space of Latin-1. */
function squeezeSpaces(value: string): string {
  return value.replace(/ +/g, ' ').replace(/^ | $/g, '');
}

/** By code unit, not by locale: the texts are ASCII, and the order is part of the signature. */
function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
