import { S3Error } from '../../../s3-error.ts';
import { ChunkVerifier } from './chunk-verifier.ts';
import type { SignatureClaim } from './signature-claim.ts';
import { UNSIGNED_PAYLOAD } from './signature-v4.ts';

/** What a valid signature says about the body. */
export type PayloadSignature =
  /** The body is not signed. */
  | { readonly kind: 'open' }
  /** The body's SHA-256 in hex is signed. */
  | { readonly kind: 'whole'; readonly sha256: string }
  /** The body comes in aws-chunked framing; each chunk is signed where there is a verifier. */
  | { readonly kind: 'chunked'; readonly chunkVerifier?: ChunkVerifier };

/** The framings that S3 names in place of a payload hash, and whether each chunk has a signature. */
const CHUNKED_PAYLOADS = {
  'STREAMING-UNSIGNED-PAYLOAD-TRAILER': { chunksAreSigned: false },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD': { chunksAreSigned: true },
  'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER': { chunksAreSigned: true },
} as const;

/**
 * Reads the payload hash of a verified signature.
 *
 * @throws S3Error `NotImplemented` for asymmetric signatures, `InvalidArgument` for what is no hash
 */
export function readPayloadSignature(claim: SignatureClaim, secretAccessKey: string): PayloadSignature {
  const { payloadHash } = claim;
  if (payloadHash === UNSIGNED_PAYLOAD) return { kind: 'open' };
  if (/^[0-9a-f]{64}$/.test(payloadHash)) return { kind: 'whole', sha256: payloadHash };
  if (isChunkedPayload(payloadHash)) {
    if (!CHUNKED_PAYLOADS[payloadHash].chunksAreSigned) return { kind: 'chunked' };
    return { kind: 'chunked', chunkVerifier: new ChunkVerifier(claim, secretAccessKey) };
  }
  if (payloadHash.startsWith('STREAMING-')) {
    throw new S3Error('NotImplemented', 'This form of payload signature is not supported.');
  }
  throw new S3Error(
    'InvalidArgument',
    'x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a form of STREAMING, or a SHA-256 in hex.',
  );
}

function isChunkedPayload(payloadHash: string): payloadHash is keyof typeof CHUNKED_PAYLOADS {
  return Object.hasOwn(CHUNKED_PAYLOADS, payloadHash);
}
