import { DomainError } from './domain-error.ts';
import { findOutage, type OutageKind } from './outage.ts';

const CODES = { database: 'UNAVAILABLE', disk: 'DISK_FULL' } as const satisfies Record<OutageKind, string>;
/** Codes of `errorCodeInfo`, which explains them in several languages. */
const EXPLAINED = { database: 'Unavailable', disk: 'DiskFull' } as const;
/** Retry times: a restarted database is back within seconds; a full disk needs the operator. */
const RETRY_AFTER_SECONDS: Readonly<Record<OutageKind, number>> = { database: 2, disk: 60 };

/** The explanation of the outage behind an error for callers; undefined for other errors. */
export function explainOutage(error: unknown): DomainError | undefined {
  const outage = error instanceof DomainError ? undefined : findOutage(error);
  if (!outage) return undefined;
  const { kind, message } = outage;
  const extensions = { errorCode: EXPLAINED[kind], retryAfterSeconds: RETRY_AFTER_SECONDS[kind] };
  return new DomainError(CODES[kind], message, { cause: outage, extensions });
}
