import { isSystemError } from '@tiepoint/processes';

/** What of the server's surroundings is away: its database, or room on a disk. */
export type OutageKind = 'database' | 'disk';

const SENTENCES: Readonly<Record<OutageKind, string>> = {
  database: "The server's database is away for the moment. Ask again in a few seconds.",
  disk: "The server's disk is full. Ask again when its operator has made room.",
};

/** What a file system answers that has no room left, or none for this account. */
const FULL_DISK_CODES = ['ENOSPC', 'EDQUOT'];

/**
 * No request and no photo is at fault: the same will work as soon as the surroundings do again. The message is for
 * callers; the cause says what has happened.
 */
export class Outage extends Error {
  readonly kind: OutageKind;

  constructor(kind: OutageKind, options: ErrorOptions) {
    super(SENTENCES[kind], options);
    this.name = 'Outage';
    this.kind = kind;
  }
}

/** The outage that an error tells of, by itself or in its causes; undefined where it has another reason. */
export function findOutage(error: unknown): Outage | undefined {
  if (error instanceof Outage) return error;
  if (FULL_DISK_CODES.some((code) => isSystemError(error, code))) return new Outage('disk', { cause: error });
  return error instanceof Error && error.cause !== undefined ? findOutage(error.cause) : undefined;
}
