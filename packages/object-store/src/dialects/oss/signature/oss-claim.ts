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

/** What a request says of its own signature, nothing of it proven yet. */
export interface OssClaim {
  readonly accessKeyId: string;
  readonly securityToken: string | undefined;
  /** In base64 or hex. */
  readonly signature: string;
  /** The query that is signed: without the signature itself. */
  readonly query: OssRequest['query'];
  /** Makes what signs requests in the same way as the signer says to have done. */
  createSigner(secretAccessKey: string, digests: OssDigests): Promise<OssSigner>;
  /** Throws S3Error when the signature's time has not come or is over. */
  checkTime(now: Date): void;
}

/** Gives the signature that a request should have. */
export type OssSigner = (request: OssRequest) => Promise<string>;
