import { S3Error } from '../s3-error.ts';

/** Maximum clock skew of a signer: 15 minutes, as in S3 and OSS. */
const MAX_CLOCK_SKEW_MS = 15 * 60_000;

/** Maximum lifetime of a presigned URL: seven days, as in S3 and OSS. */
export const MAX_EXPIRES_SECONDS = 604_800;

/** A time as `YYYYMMDDTHHMMSSZ`. */
export function formatTimestamp(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Parses `YYYYMMDDTHHMMSSZ`; undefined when it is invalid. */
export function parseTimestamp(timestamp: string): Date | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(timestamp);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** Throws S3Error `RequestTimeTooSkewed` when the signer's clock skew is too large. */
export function checkSkew(signedAt: Date, now: Date): void {
  if (Math.abs(now.getTime() - signedAt.getTime()) > MAX_CLOCK_SKEW_MS) {
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
}

/** Throws S3Error `AccessDenied` when a presigned URL is not yet valid or has expired. */
export function checkLife(signedAt: Date, expiresInSeconds: number, now: Date): void {
  if (signedAt.getTime() > now.getTime() + MAX_CLOCK_SKEW_MS) {
    throw new S3Error('AccessDenied', 'Request is not yet valid');
  }
  if (now.getTime() >= signedAt.getTime() + expiresInSeconds * 1000) {
    throw new S3Error('AccessDenied', 'Request has expired');
  }
}
