import { S3Error } from '../s3-error.ts';
import type { AdmittedRequest, HandlerNeeds } from './exchange.ts';
import { singleQueryValue } from './request-target.ts';

/** Parameter of a presigned URL that names whom it was given to; part of what is signed. */
export const HOLDER_PARAMETER = 'x-holder';

type Write = Pick<AdmittedRequest, 'bucket' | 'key' | 'target' | 'accessKey'>;

/**
 * Asks whether a write is still wanted from whom the URL or the key was given to.
 *
 * @param isLast nothing is asked behind it: an answer from a moment ago is not enough
 * @throws S3Error `AccessDenied` when it is not, and what `mayWrite` throws
 */
export async function checkWrite(needs: HandlerNeeds, write: Write, isLast: boolean): Promise<void> {
  const { bucket, key, target, accessKey } = write;
  // A temporary key can sign URLs of its own: what these say counts for the store's own key alone.
  const named = accessKey.grants === undefined ? singleQueryValue(target, HOLDER_PARAMETER) : undefined;
  const holder = accessKey.holder ?? named;
  if (await needs.mayWrite({ bucket, key, isLast, ...(holder !== undefined && { holder }) })) return;
  throw new S3Error(
    'AccessDenied',
    'Access Denied. This upload is not expected, or what allowed it has been revoked or has expired.',
  );
}

/** Passes a body on, and asks again behind its end: rights may end while it is on its way. */
export async function* checkedAtEnd(
  needs: HandlerNeeds,
  write: Write,
  content: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  yield* content;
  await checkWrite(needs, write, true);
}
