import { type RawBuilder, sql } from 'kysely';

/** What was announced and has not moved for 65 minutes in which a server ran has failed. */
export const UPLOAD_DEADLINE = '65 minutes';
/** Jobs take seconds; after this a lost one is enqueued again (a living one is not doubled). */
const JOB_LOST = '1 minute';

/**
 * Whether nothing has moved for so long that its job may be lost; the place is a column or an expression. An outage
 * counts: after it, lost jobs are enqueued again at once.
 */
export function jobLost(movedAt: RawBuilder<Date>): RawBuilder<boolean> {
  return sql`${movedAt} not between now() - ${JOB_LOST}::interval and now()`;
}

/** Whether nothing has moved within the deadline, while a server ran. */
export function overdue(movedAt: RawBuilder<Date>, deadline: string = UPLOAD_DEADLINE): RawBuilder<boolean> {
  return sql`waiting_since(${movedAt}) < now() - ${deadline}::interval`;
}
