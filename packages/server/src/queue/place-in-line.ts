import { type Expression, type RawBuilder, sql } from 'kysely';

/**
 * SQL for how early a job that waits or runs has its turn, of one of some kinds and with a unique key: larger is earlier.
 * Null where there is none.
 */
export function placeInLine(kinds: readonly string[], key: Expression<string>): RawBuilder<number | null> {
  return sql`(select priority from pgboss.job
    where name = any (${kinds}) and coalesce(singleton_key, '') = ${key}
      and state <= 'active' and policy = 'exclusive'
    limit 1)`;
}
