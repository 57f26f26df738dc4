/** How far a signer's clock may be off: S3's 15 minutes. */
export const MAX_CLOCK_SKEW_MILLISECONDS = 15 * 60_000;

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
