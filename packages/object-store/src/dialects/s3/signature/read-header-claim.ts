import { S3Error } from '../../../s3-error.ts';
import { checkSkew, formatTimestamp, parseTimestamp } from '../../signed-time.ts';
import {
  CREDENTIAL,
  SIGNATURE,
  SIGNED_HEADERS,
  type SignatureClaim,
  type SignedRequest,
} from './signature-claim.ts';
import { SIGNING_ALGORITHM } from './signature-v4.ts';

/**
 * The signature in the `Authorization` header.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-auth-using-authorization-header.html
 *
 * @throws S3Error `AuthorizationHeaderMalformed`, `InvalidRequest` (another scheme, no payload hash)
 * or `AccessDenied` (no date)
 */
export function readHeaderClaim(request: SignedRequest, authorization: string): SignatureClaim {
  const [algorithm = '', ...rest] = authorization.trim().split(/\s+/);
  if (algorithm !== SIGNING_ALGORITHM) throw refuseMechanism();
  const fields = readFields(rest.join(''));
  const [, accessKeyId = '', date = '', region = ''] = readField(fields, 'Credential', CREDENTIAL);
  const signedHeaderNames = readField(fields, 'SignedHeaders', SIGNED_HEADERS)[0].split(';');
  if (!signedHeaderNames.includes('host')) throw malformed('SignedHeaders must name the host header.');
  const [signature] = readField(fields, 'Signature', SIGNATURE);
  const signedAt = readDate(request);
  const timestamp = formatTimestamp(signedAt);
  if (!timestamp.startsWith(date)) throw malformed('The dates of Credential and of the request differ.');
  const [payloadHash] = request.headerValues('x-amz-content-sha256');
  if (payloadHash === undefined) {
    throw new S3Error('InvalidRequest', 'Missing required header for this request: x-amz-content-sha256');
  }
  return {
    accessKeyId,
    sessionToken: request.headerValues('x-amz-security-token')[0],
    scope: { date, region },
    timestamp,
    signedHeaderNames,
    payloadHash,
    query: request.target.query,
    signature,
    checkTime: (now) => checkSkew(signedAt, now),
  };
}

/** The error for a signature that is not Version 4. */
export function refuseMechanism(): S3Error {
  return new S3Error(
    'InvalidRequest',
    `The authorization mechanism you have provided is not supported. Please use ${SIGNING_ALGORITHM}.`,
  );
}

/** Reads `Credential=…,SignedHeaders=…,Signature=…`; some clients put spaces after the commas, some do not. */
function readFields(text: string): ReadonlyMap<string, string> {
  return new Map(
    text.split(',').map((field) => {
      const [name = '', ...value] = field.split('=');
      return [name, value.join('=')];
    }),
  );
}

function readField(fields: ReadonlyMap<string, string>, name: string, form: RegExp): RegExpExecArray {
  const match = form.exec(fields.get(name) ?? '');
  if (match === null) throw malformed(`${name} is missing or malformed.`);
  return match;
}

/** `x-amz-date`, or `Date` in HTTP's form where a client sends only that. */
function readDate(request: SignedRequest): Date {
  const [amzDate] = request.headerValues('x-amz-date');
  const [httpDate = ''] = request.headerValues('date');
  const date = amzDate === undefined ? new Date(httpDate) : parseTimestamp(amzDate);
  if (date === undefined || Number.isNaN(date.getTime())) {
    throw new S3Error('AccessDenied', 'AWS authentication requires a valid Date or x-amz-date header');
  }
  return date;
}

function malformed(message: string): S3Error {
  return new S3Error('AuthorizationHeaderMalformed', `The authorization header is malformed; ${message}`);
}
