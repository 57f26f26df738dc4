import { Outage, type OutageKind } from '../errors/outage.ts';

/**
 * PostgreSQL's error codes about the server instead of the statement, besides class 08 (connections).
 * https://www.postgresql.org/docs/18/errcodes-appendix.html
 */
const OUTAGES: Readonly<Record<string, OutageKind>> = {
  // Idle in transaction for too long.
  '25P03': 'database',
  '53100': 'disk',
  '53200': 'database',
  // All connections are taken.
  '53300': 'database',
  '57P01': 'database',
  '57P02': 'database',
  // It is starting, recovering or stopping.
  '57P03': 'database',
  '57P05': 'database',
};

/** Read-only: during a failover, or on a standby server. */
const READ_ONLY = '25006';
/** Connection refused: wrong account or password, no such database. An operator may be changing them. */
const REFUSALS = ['28000', '28P01', '3D000'];

/** Messages of `pg`, without a code, about an ended connection. */
const BROKEN =
  /^(Connection terminated|Client has encountered a connection error|Client was closed|timeout (expired|exceeded))/;
/** Messages about a file system, which PostgreSQL reports with a generic code. */
const NO_SPACE = /No space left on device|Disk quota exceeded/;

/** An error of `pg`, of PostgreSQL, or of the socket between them; pg-boss copies the fields only. */
interface DatabaseError {
  message: string;
  code?: string;
  /** Set for errors of PostgreSQL. */
  severity?: string;
  /** Set for errors of the socket. */
  syscall?: string;
}

/** An error of the database as an Outage, if the server or the connection has failed; other errors unchanged. */
export function judgeDatabaseError(error: unknown): unknown {
  const kind = isDatabaseError(error) ? kindOf(error) : undefined;
  return kind ? new Outage(kind, { cause: error }) : error;
}

/** Whether the database has refused this account, which is not transient. */
export function isRefusal(error: unknown): boolean {
  return isDatabaseError(error) && error.severity !== undefined && REFUSALS.includes(error.code ?? '');
}

/** Whether a responding connection is useless: it may be read-only permanently. */
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
