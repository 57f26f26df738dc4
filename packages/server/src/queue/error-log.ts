import { judgeDatabaseError } from '../database/judge-error.ts';
import { Outage } from '../errors/outage.ts';
import type { Logger } from '../observability/logger.ts';

/** What goes wrong inside the queue, beside the jobs. */
export interface ErrorLog {
  add(error: unknown): void;
  /** When the last error came that tells of an outage, in milliseconds of `Date.now()`; 0 where none has. */
  lastOutageAt(): number;
}

/** While the database is down every worker says so, each time that it looks for jobs. */
const OUTAGE_MS = 10_000;

/** Logs every error, but outages only now and then. */
export function createErrorLog(logger: Logger): ErrorLog {
  let lastOutageAt = 0;
  let loggedAt = 0;
  return {
    add(error) {
      if (!(judgeDatabaseError(error) instanceof Outage)) return logger.error({ err: error }, 'queue');
      lastOutageAt = Date.now();
      if (lastOutageAt - loggedAt < OUTAGE_MS) return;
      loggedAt = lastOutageAt;
      logger.warn({ err: error }, 'queue cut off from the database');
    },
    lastOutageAt: () => lastOutageAt,
  };
}
