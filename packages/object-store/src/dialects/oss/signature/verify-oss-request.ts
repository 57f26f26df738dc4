import { OSS_V4_ALGORITHM } from '@tiepoint/protocol';

import { type AccessKey, checkToken, type FindAccessKey, getAccessKey } from '../../../access/access-key.ts';
import { isSameText } from '../../../access/same-text.ts';
import { S3Error } from '../../../s3-error.ts';
import { type Candidate, listCandidates } from './list-candidates.ts';
import { NODE_DIGESTS } from './node-digests.ts';
import type { OssClaim, OssSigner, SignedOssRequest } from './oss-claim.ts';
import { readV1Claim } from './read-v1-claim.ts';
import { readV4HeaderClaim, readV4PresignedClaim } from './read-v4-claim.ts';

/** What a valid signature proves. */
export interface VerifiedOssRequest {
  readonly accessKey: AccessKey;
  readonly bucket: string;
  readonly key: string;
}

/** What a request is verified with. */
export interface VerificationNeeds {
  readonly buckets: readonly string[];
  readonly findAccessKey: FindAccessKey;
  readonly now: Date;
}

/**
 * Verifies the OSS signature in a request's query or `Authorization` header, which also determines the resource.
 *
 * @throws S3Error `AccessDenied` (no signature, or expired), `InvalidAccessKeyId`, `SignatureDoesNotMatch`,
 * `RequestTimeTooSkewed`, `InvalidToken`, `ExpiredToken` or `InvalidArgument`
 */
export async function verifyOssRequest(
  needs: VerificationNeeds,
  request: SignedOssRequest,
  host: string,
): Promise<VerifiedOssRequest> {
  const claim = readClaim(request);
  const accessKey = await getAccessKey(needs.findAccessKey, claim.accessKeyId, claim.securityToken);
  const sign = await claim.createSigner(accessKey.secretAccessKey, NODE_DIGESTS);
  const candidates = listCandidates({ rawPath: request.target.rawPath, host }, needs.buckets);
  const { bucket, key } = await findSigned(request, { ...claim, sign }, candidates);
  claim.checkTime(needs.now);
  checkToken(accessKey, claim.securityToken, needs.now);
  return { accessKey, bucket, key };
}

function readClaim(request: SignedOssRequest): OssClaim {
  const authorization = request.headers.get('authorization');
  const names = request.target.query.map(([name]) => name);
  const isPresigned = names.includes('x-oss-signature');
  if (authorization !== undefined) {
    if (isPresigned) {
      throw new S3Error('InvalidArgument', 'Sign in the query or in the Authorization header, not in both.');
    }
    return authorization.startsWith(OSS_V4_ALGORITHM)
      ? readV4HeaderClaim(request, authorization)
      : readV1Claim(request, authorization);
  }
  if (isPresigned) return readV4PresignedClaim(request);
  if (names.includes('OSSAccessKeyId')) {
    throw new S3Error('AccessDenied', 'URLs signed in version 1 are not accepted. Sign in version 4.');
  }
  throw new S3Error('AccessDenied', 'Anonymous access is not allowed. Sign the request.');
}

/** The candidate that was signed. */
async function findSigned(
  { method, headers, headersAsLatin1 }: SignedOssRequest,
  { query, signature, sign }: Pick<OssClaim, 'query' | 'signature'> & { sign: OssSigner },
  candidates: Iterable<Candidate>,
): Promise<Candidate> {
  const texts = headersAsLatin1 ? [headers, headersAsLatin1] : [headers];
  const emptyForms = query.some(([, value]) => value === '') ? [false, true] : [false];
  const readings = emptyForms.flatMap((keepsEmptyValues) =>
    texts.map((read) => ({ headers: read, keepsEmptyValues })),
  );
  for (const candidate of candidates) {
    for (const resource of candidate.resources) {
      for (const reading of readings) {
        if (isSameText(await sign({ method, resource, query, ...reading }), signature)) return candidate;
      }
    }
  }
  throw new S3Error(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
  );
}
