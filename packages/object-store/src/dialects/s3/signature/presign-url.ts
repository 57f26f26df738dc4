import type { Credentials } from '../../../access/access-key.ts';
import { HOLDER_PARAMETER } from '../../../http/check-write.ts';
import { checkObjectKey } from '../../../object-key.ts';
import { formatTimestamp, MAX_EXPIRES_SECONDS } from '../../signed-time.ts';
import {
  canonicalPath,
  canonicalQuery,
  formatScope,
  SIGNING_ALGORITHM,
  signRequest,
  UNSIGNED_PAYLOAD,
} from './signature-v4.ts';

/** What a presigned URL allows. */
export interface PresignRequest {
  readonly method: 'GET' | 'PUT' | 'HEAD';
  /** Where clients reach the store, without a path: `http://127.0.0.1:8091`. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly key: string;
  /** Whole seconds, 1 to 604 800 (seven days). */
  readonly expiresInSeconds: number;
  /** `Content-Disposition` of the response to a GET. */
  readonly responseContentDisposition?: string;
  /** `Content-Type` of the response to a GET. */
  readonly responseContentType?: string;
  /** Whom a PUT is given to, for `ObjectStoreOptions.mayWrite`. */
  readonly holder?: string;
}

/** The store accepts any region; this is the default of SDKs. */
const REGION = 'us-east-1';

/** The operation's name, which the official SDKs put into the query and sign; for a HEAD they leave it out. */
const OPERATION_OF_METHOD = { GET: 'GetObject', PUT: 'PutObject', HEAD: undefined } as const;

/**
 * A presigned URL; without a holder identical to that of the official SDK for the same request and time.
 *
 * @throws S3Error for a bad key; RangeError for a bad lifetime; TypeError for a bad endpoint
 */
export function presignUrl(request: PresignRequest, credentials: Credentials, now: Date): string {
  checkObjectKey(request.key);
  checkLife(request.expiresInSeconds);
  const endpoint = new URL(request.endpoint);
  if (endpoint.pathname !== '/' || endpoint.search !== '') {
    throw new TypeError('The endpoint of a presigned URL must have no path and no query.');
  }
  const timestamp = formatTimestamp(now);
  const scope = { date: timestamp.slice(0, 8), region: REGION };
  const segments = [request.bucket, ...request.key.split('/')];
  const query = [
    ['X-Amz-Algorithm', SIGNING_ALGORITHM],
    ['X-Amz-Content-Sha256', UNSIGNED_PAYLOAD],
    ['X-Amz-Credential', `${credentials.accessKeyId}/${formatScope(scope)}`],
    ['X-Amz-Date', timestamp],
    ['X-Amz-Expires', String(request.expiresInSeconds)],
    ['X-Amz-SignedHeaders', 'host'],
    ['response-content-disposition', request.responseContentDisposition],
    ['response-content-type', request.responseContentType],
    [HOLDER_PARAMETER, request.holder],
    ['x-id', OPERATION_OF_METHOD[request.method]],
  ].filter((pair): pair is [string, string] => pair[1] !== undefined);
  const signature = signRequest(
    {
      method: request.method,
      segments,
      query,
      signedHeaders: [['host', endpoint.host]],
      payloadHash: UNSIGNED_PAYLOAD,
    },
    { scope, timestamp },
    credentials.secretAccessKey,
  );
  const signedQuery = canonicalQuery([...query, ['X-Amz-Signature', signature]]);
  return `${endpoint.protocol}//${endpoint.host}${canonicalPath(segments)}?${signedQuery}`;
}

function checkLife(expiresInSeconds: number): void {
  if (!Number.isInteger(expiresInSeconds) || expiresInSeconds < 1 || expiresInSeconds > MAX_EXPIRES_SECONDS) {
    throw new RangeError(`expiresInSeconds must be a whole number from 1 to ${MAX_EXPIRES_SECONDS}.`);
  }
}
