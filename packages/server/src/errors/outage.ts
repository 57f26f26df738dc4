import { isSystemError } from '@tiepoint/processes';

/** What is unavailable: the database, or disk space. */
export type OutageKind = 'database' | 'disk';

const SENTENCES: Readonly<Record<OutageKind, string>> = {
  database: "The server's database is unavailable at the moment. Retry in a few seconds.",
  disk: "The server's disk is full. Retry after its operator has freed space.",
};

/** Errors of a full file system or quota. */
const FULL_DISK_CODES = ['ENOSPC', 'EDQUOT'];

/**
 * A transient error of the server's environment: the same request will succeed once it is over. The message is for
 * callers; the cause has the details.
 */
export class Outage extends Error {
  readonly kind: OutageKind;

  constructor(kind: OutageKind, options: ErrorOptions) {
    super(SENTENCES[kind], options);
    this.name = 'Outage';
    this.kind = kind;
  }
}

/** The outage in an error or its causes; undefined for other errors. */
export function findOutage(error: unknown): Outage | undefined {
  if (error instanceof Outage) return error;
  if (FULL_DISK_CODES.some((code) => isSystemError(error, code))) return new Outage('disk', { cause: error });
  return error instanceof Error && error.cause !== undefined ? findOutage(error.cause) : undefined;
}
