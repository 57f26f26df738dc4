import { DomainError } from './domain-error.ts';

/** PostgreSQL's classes of errors about the data themselves: the same statement fails again. */
const DATA_ERRORS = /^(22|23)/;

/** Whether the same work would fail again in the same way: it is given up at once, with its reason. */
export function isPermanent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof DomainError) return true;
  if ('severity' in error && 'code' in error && DATA_ERRORS.test(String(error.code))) return true;
  return isPermanent(error.cause);
}
