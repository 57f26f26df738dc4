import type { OssDigests, OssRequest } from '@tiepoint/protocol';

import type { RequestTarget } from '../../../http/request-target.ts';

/** What a signature is checked against. */
export interface SignedOssRequest {
  readonly method: string;
  readonly target: RequestTarget;
  /** By lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** The other texts that the same bytes may be; left out where they are ASCII. */
  readonly headersAsLatin1?: ReadonlyMap<string, string>;
}

/** What a request claims about its signature; not verified yet. */
export interface OssClaim {
  readonly accessKeyId: string;
  readonly securityToken: string | undefined;
  /** In base64 or hex. */
  readonly signature: string;
  /** The query that is signed: without the signature itself. */
  readonly query: OssRequest['query'];
  /** Creates a signer that signs requests in the same way as the client. */
  createSigner(secretAccessKey: string, digests: OssDigests): Promise<OssSigner>;
  /** Throws S3Error when the signature is not yet valid or has expired. */
  checkTime(now: Date): void;
}

/** Returns the signature that a request should have. */
export type OssSigner = (request: OssRequest) => Promise<string>;
