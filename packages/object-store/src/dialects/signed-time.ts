import { S3Error } from '../s3-error.ts';

/** How far a signer's clock may be off: 15 minutes, at S3 as at OSS. */
const MAX_CLOCK_SKEW_MS = 15 * 60_000;

/** The longest life of a presigned URL, at S3 as at OSS: seven days. */
export const MAX_EXPIRES_SECONDS = 604_800;

/** A time as `YYYYMMDDTHHMMSSZ`. */
export function formatTimestamp(time: Date): string {
  return time.toISOString().replace(/[-:]|\.\d{3}/g, '');
}

/** Reads `YYYYMMDDTHHMMSSZ`; undefined when it is no time. */
export function parseTimestamp(timestamp: string): Date | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(timestamp);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second] = match;
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** Throws S3Error `RequestTimeTooSkewed` when a signer's clock is too far off. */
export function checkSkew(signedAt: Date, now: Date): void {
  if (Math.abs(now.getTime() - signedAt.getTime()) > MAX_CLOCK_SKEW_MS) {
    throw new S3Error(
      'RequestTimeTooSkewed',
      'The difference between the request time and the current time is too large.',
    );
  }
}

/** Throws S3Error `AccessDenied` when the life of a presigned URL has not begun or is over. */
export function checkLife(signedAt: Date, expiresInSeconds: number, now: Date): void {
  if (signedAt.getTime() > now.getTime() + MAX_CLOCK_SKEW_MS) {
    throw new S3Error('AccessDenied', 'Request is not yet valid');
  }
  if (now.getTime() >= signedAt.getTime() + expiresInSeconds * 1000) {
    throw new S3Error('AccessDenied', 'Request has expired');
  }
}
