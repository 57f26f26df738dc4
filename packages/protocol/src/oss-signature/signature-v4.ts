import { type OssDigests, toHex, toUtf8 } from './oss-digests.ts';
import { compareText, type OssRequest, ossHeaderNames } from './oss-request.ts';

/** Names the algorithm in an `Authorization` header, and in `x-oss-signature-version` of a presigned URL. */
export const OSS_V4_ALGORITHM = 'OSS4-HMAC-SHA256';

/** OSS signs no body: this stands in place of its hash. */
export const OSS_UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';

/** Where and when a signature holds. */
export interface OssScope {
  /** `YYYYMMDD` in UTC. */
  readonly date: string;
  /** Without `oss-` before it: `cn-hangzhou`. */
  readonly region: string;
}

/** Signed whenever they are sent, beside `x-oss-*`. */
const CONTENT_HEADERS = ['content-md5', 'content-type'];

/** Parameters that have a value by nature, so that a client may send an empty one. */
const LIST_PARAMETERS: ReadonlySet<string> = new Set(
  'prefix delimiter marker max-keys start-after continuation-token encoding-type fetch-owner key-marker upload-id-marker'.split(
    ' ',
  ),
);

/** The scope as it follows the access key's id in a credential. */
export function formatOssScope({ date, region }: OssScope): string {
  return `${date}/${region}/oss/aliyun_v4_request`;
}

/**
 * The form of a request that Signature Version 4 hashes and signs.
 *
 * Source: https://help.aliyun.com/en/oss/developer-reference/recommend-to-use-signature-version-4
 *
 * @param additionalHeaderNames further signed headers, in lower case
 */
export function ossCanonicalRequestV4(
  request: OssRequest,
  additionalHeaderNames: readonly string[] = [],
): string {
  const { method, resource, headers } = request;
  const additional = [...additionalHeaderNames].sort(compareText);
  const contentHeaders = CONTENT_HEADERS.filter((name) => headers.has(name));
  const signedNames = new Set([...contentHeaders, ...ossHeaderNames(request), ...additional]);
  return [
    method,
    encodeText(resource).replaceAll('%2F', '/'),
    canonicalQuery(request),
    ...[...signedNames].sort(compareText).map((name) => `${name}:${headers.get(name)?.trim()}`),
    '',
    additional.join(';'),
    headers.get('x-oss-content-sha256') ?? OSS_UNSIGNED_PAYLOAD,
  ].join('\n');
}

/** The key that signs in one scope. */
export async function deriveOssSigningKey(
  accessKeySecret: string,
  scope: OssScope,
  digests: OssDigests,
): Promise<Uint8Array> {
  let key: Uint8Array = toUtf8(`aliyun_v4${accessKeySecret}`);
  for (const part of formatOssScope(scope).split('/')) key = await digests.hmacSha256(key, part);
  return key;
}

/** What a Signature Version 4 is made with. */
export interface OssSigning {
  scope: OssScope;
  /** `YYYYMMDDTHHMMSSZ`, as in `x-oss-date`. */
  timestamp: string;
  additionalHeaderNames?: readonly string[];
  /** Of {@link deriveOssSigningKey} for the same scope. */
  signingKey: Uint8Array;
}

/** The Signature Version 4 of a request in hex. */
export async function signOssV4(
  request: OssRequest,
  signed: OssSigning,
  digests: OssDigests,
): Promise<string> {
  const canonicalRequest = ossCanonicalRequestV4(request, signed.additionalHeaderNames);
  const stringToSign = [
    OSS_V4_ALGORITHM,
    signed.timestamp,
    formatOssScope(signed.scope),
    toHex(await digests.sha256(canonicalRequest)),
  ].join('\n');
  return toHex(await digests.hmacSha256(signed.signingKey, stringToSign));
}

/** Sorted by encoded name; a name without a value stands without `=`, as a rule. */
function canonicalQuery({ query, keepsEmptyValues = false }: OssRequest): string {
  return query
    .map(([name, value]) => [encodeText(name), encodeText(value)] as const)
    .sort(([nameA, valueA], [nameB, valueB]) => compareText(nameA, nameB) || compareText(valueA, valueB))
    .map(([name, value]) =>
      value !== '' || (keepsEmptyValues && LIST_PARAMETERS.has(name)) ? `${name}=${value}` : name,
    )
    .join('&');
}

/** Percent-encodes all but RFC 3986's unreserved characters. */
function encodeText(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
