import { S3Error } from './s3-error.ts';

/** S3's limit for a key in UTF-8. */
const MAX_KEY_BYTES = 1024;

/**
 * Refuses keys that other software could read as a different key or as a path. A key may end in `/`: clients
 * represent folders like this.
 *
 * @throws S3Error `InvalidArgument` or `KeyTooLongError`
 */
export function checkObjectKey(key: string): void {
  if (key === '') throw new S3Error('InvalidArgument', 'The object key is empty.');
  if (!key.isWellFormed()) throw new S3Error('InvalidArgument', 'The object key is not well-formed Unicode.');
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) {
    throw new S3Error('KeyTooLongError', `The object key is longer than ${MAX_KEY_BYTES} bytes.`);
  }
  if (/\\|\p{Cc}/u.test(key)) {
    throw new S3Error('InvalidArgument', 'The object key contains a backslash or a control character.');
  }
  const segments = key.replace(/\/$/, '').split('/');
  if (segments.some((segment) => segment === '' || segment === '.' || segment === '..')) {
    throw new S3Error('InvalidArgument', 'The object key has an empty, "." or ".." segment.');
  }
}
