import { DomainError } from './domain-error.ts';
import { findOutage, type OutageKind } from './outage.ts';

const CODES = { database: 'UNAVAILABLE', disk: 'DISK_FULL' } as const satisfies Record<OutageKind, string>;
/** Names for `errorCodeInfo`, which tells in several languages what to do. */
const EXPLAINED = { database: 'Unavailable', disk: 'DiskFull' } as const;
/** A restarted database answers within seconds; somebody has to make room on a disk. */
const RETRY_AFTER_SECONDS: Readonly<Record<OutageKind, number>> = { database: 2, disk: 60 };

/** What a caller is told of the outage behind an error; undefined where there is none. */
export function explainOutage(error: unknown): DomainError | undefined {
  const outage = error instanceof DomainError ? undefined : findOutage(error);
  if (!outage) return undefined;
  const { kind, message } = outage;
  const extensions = { errorCode: EXPLAINED[kind], retryAfterSeconds: RETRY_AFTER_SECONDS[kind] };
  return new DomainError(CODES[kind], message, { cause: outage, extensions });
}
