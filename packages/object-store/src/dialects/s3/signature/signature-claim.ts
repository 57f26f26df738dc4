import type { RequestTarget } from '../../../http/request-target.ts';
import type { CredentialScope } from './signature-v4.ts';

/** What a signature is checked against. */
export interface SignedRequest {
  readonly method: string;
  readonly target: RequestTarget;
  /** All header names as sent, in lower case. */
  readonly headerNames: readonly string[];
  /** The values sent under a lower-case header name, none when it was not sent. */
  readonly headerValues: (name: string) => readonly string[];
}

/** What a request claims about its signature; not verified yet. */
export interface SignatureClaim {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  readonly scope: CredentialScope;
  /** `YYYYMMDDTHHMMSSZ` */
  readonly timestamp: string;
  /** Lower-case names of the signed headers, in the order of the signature. */
  readonly signedHeaderNames: readonly string[];
  readonly payloadHash: string;
  /** The query that is signed: without the signature itself. */
  readonly query: RequestTarget['query'];
  /** 64 hex digits. */
  readonly signature: string;
  /** Throws S3Error when the signature is not yet valid or has expired. */
  readonly checkTime: (now: Date) => void;
}

/** The form of a credential: `<access key>/<YYYYMMDD>/<region>/s3/aws4_request`. */
export const CREDENTIAL = /^(.+)\/(\d{8})\/([^/]+)\/s3\/aws4_request$/;

/** The form of a list of signed headers. */
export const SIGNED_HEADERS = /^[a-z0-9_-]+(;[a-z0-9_-]+)*$/;

/** The form of a signature. */
export const SIGNATURE = /^[0-9a-f]{64}$/;
