import { DomainError } from '../errors/domain-error.ts';

/** A place in a project's log, between two events. */
export interface LogPosition {
  stamp: number;
  id: number;
}

/** Before everything that the log still has. */
export const LOG_START: LogPosition = { stamp: 0, id: 0 };

/** A position as clients get it and give it back. */
export function formatCursor({ stamp, id }: LogPosition): string {
  return `${stamp}_${id}`;
}

/** Reads what `formatCursor` has made; a DomainError where it is anything else. */
export function parseCursor(cursor: string): LogPosition {
  const [, stamp, id] = /^(\d{1,15})_(\d{1,15})$/.exec(cursor) ?? [];
  if (stamp && id) return { stamp: Number(stamp), id: Number(id) };
  throw new DomainError(
    'BAD_INPUT',
    'This is no cursor of an event. Pass one exactly as it was given to you.',
  );
}
