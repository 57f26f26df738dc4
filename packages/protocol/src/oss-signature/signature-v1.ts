import { type OssDigests, toUtf8 } from './oss-digests.ts';
import { compareText, type OssRequest, ossHeaderNames } from './oss-request.ts';

/**
 * Query parameters that change what a request means. V1 signs these and no others.
 *
 * Source: https://help.aliyun.com/en/oss/developer-reference/include-signatures-in-the-authorization-header,
 * and the lists in the SDKs, which know some more
 */
export const OSS_SUBRESOURCES: ReadonlySet<string> = new Set(
  (
    'acl append asyncFetch bucketInfo callback callback-var cname comp continuation-token cors delete encryption ' +
    'endTime img inventory inventoryId lifecycle live location logging objectMeta partNumber policy position qos ' +
    'referer replication replicationLocation replicationProgress requestPayment response-cache-control ' +
    'response-content-disposition response-content-encoding response-content-language response-content-type ' +
    'response-expires restore security-token sequential startTime stat status style styleName symlink tagging udf ' +
    'udfApplication udfApplicationLog udfId udfImage udfImageDesc udfName uploadId uploads versionId versioning ' +
    'versions vod website worm wormExtend wormId x-oss-ac-source-ip x-oss-ac-subnet-mask x-oss-process ' +
    'x-oss-request-payer x-oss-traffic-limit'
  ).split(' '),
);

/**
 * What Signature Version 1 signs: method, MD5 and type of the body, a time, the `x-oss-*` headers, the resource.
 *
 * A key with a `?` in it reads like another key with a subresource; a store that verifies V1 must refuse such keys.
 *
 * @param time the text of `x-oss-date`, or else of `Date`; in a signed URL that of `Expires`
 */
export function ossStringToSignV1(request: OssRequest, time: string): string {
  const { method, resource, headers } = request;
  const subresources = request.query
    .filter(([name]) => OSS_SUBRESOURCES.has(name))
    .toSorted(([a], [b]) => compareText(a, b))
    .map(([name, value]) => (value === '' ? name : `${name}=${value}`));
  return [
    method,
    headers.get('content-md5') ?? '',
    headers.get('content-type') ?? '',
    time,
    ...ossHeaderNames(request)
      .sort(compareText)
      .map((name) => `${name}:${headers.get(name)?.trim()}`),
    [resource, ...(subresources.length > 0 ? [subresources.join('&')] : [])].join('?'),
  ].join('\n');
}

/** The Signature Version 1 of a request in base64: an HMAC-SHA1 of {@link ossStringToSignV1}. */
export async function signOssV1(
  request: OssRequest,
  { time, accessKeySecret }: { time: string; accessKeySecret: string },
  digests: OssDigests,
): Promise<string> {
  const signature = await digests.hmacSha1(toUtf8(accessKeySecret), ossStringToSignV1(request, time));
  return btoa(String.fromCharCode(...signature));
}
