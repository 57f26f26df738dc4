import { Outage, type OutageKind } from '../errors/outage.ts';

/**
 * PostgreSQL's codes that tell of the server and not of the statement, beside those of class 08 (connections).
 * https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const OUTAGES: Readonly<Record<string, OutageKind>> = {
  // A connection that was idle in its transaction for too long.
  '25P03': 'database',
  '53100': 'disk',
  '53200': 'database',
  // All connections are taken.
  '53300': 'database',
  '57P01': 'database',
  '57P02': 'database',
  // It starts, recovers or stops.
  '57P03': 'database',
  '57P05': 'database',
};

/** Writing is refused: a failover is under way, or this server only follows another one. */
const READ_ONLY = '25006';
/** The way in does not open: wrong account or password, no such database. An operator may be changing them. */
const REFUSALS = ['28000', '28P01', '3D000'];

/** What `pg` says, without any code, of a connection that has ended. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout (expired|exceeded))/;
/** What PostgreSQL passes on of a file system, under a code for anything. */
const NO_SPACE = /No space left on device|Disk quota exceeded/;

/** An error of `pg`, of PostgreSQL, or of the socket between them; pg-boss passes on mere copies. */
interface DatabaseError {
  message: string;
  code?: string;
  /** PostgreSQL's own have it. */
  severity?: string;
  /** Those of the socket have it. */
  syscall?: string;
}

/** An error of the database as an Outage, where the server or the way to it has failed; other errors as they are. */
export function judgeDatabaseError(error: unknown): unknown {
  const kind = isDatabaseError(error) ? kindOf(error) : undefined;
  return kind ? new Outage(kind, { cause: error }) : error;
}

/** Whether the database has refused this account: time alone does not mend that. */
export function isRefusal(error: unknown): boolean {
  return isDatabaseError(error) && error.severity !== undefined && REFUSALS.includes(error.code ?? '');
}

/** Whether a connection is of no use any more although it answers: it may have become read-only for good. */
export function isReadOnly(error: unknown): boolean {
  return isDatabaseError(error) && error.severity !== undefined && error.code === READ_ONLY;
}

function isDatabaseError(error: unknown): error is DatabaseError {
  return typeof error === 'object' && error !== null && 'message' in error && !(error instanceof Outage);
}

function kindOf(error: DatabaseError): OutageKind | undefined {
  const { message, code = '', severity, syscall } = error;
  if (NO_SPACE.test(message)) return 'disk';
  if (isRefusal(error) || isReadOnly(error) || BROKEN.test(message)) return 'database';
  if (severity !== undefined) return code.startsWith('08') ? 'database' : OUTAGES[code];
  return syscall !== undefined && code !== '' ? 'database' : undefined;
}
