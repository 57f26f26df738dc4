import { type AccessKey, checkToken, type FindAccessKey, getAccessKey } from '../access/access-key.ts';
import { isSameText } from '../access/same-text.ts';
import { S3Error } from '../s3-error.ts';

/** What a form claims about its signature; not verified yet. */
export interface FormClaim {
  readonly accessKeyId: string;
  readonly sessionToken: string | undefined;
  readonly signature: string;
  /** The signature that a form with this policy should have. */
  readonly sign: (secretAccessKey: string) => string | Promise<string>;
  /** Throws S3Error when the signature is not yet valid or has expired; the policy has its own expiry. */
  readonly checkTime: (now: Date) => void;
}

/**
 * Verifies the signature of a form, which covers its policy and thereby everything in the policy.
 *
 * @throws S3Error `InvalidAccessKeyId`, `SignatureDoesNotMatch`, `AccessDenied`, `InvalidToken` or `ExpiredToken`
 */
export async function verifyForm(
  claim: FormClaim,
  findAccessKey: FindAccessKey,
  now: Date,
): Promise<AccessKey> {
  const accessKey = await getAccessKey(findAccessKey, claim.accessKeyId, claim.sessionToken);
  if (!isSameText(await claim.sign(accessKey.secretAccessKey), claim.signature)) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
  claim.checkTime(now);
  checkToken(accessKey, claim.sessionToken, now);
  return accessKey;
}

/** A field that a signed form must have. Throws S3Error `InvalidArgument`. */
export function requireField(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name.toLowerCase());
  if (value) return value;
  throw new S3Error('InvalidArgument', `Bucket POST must contain a field named '${name}'.`);
}
