import { createHash } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { RateLimitedError } from './rate-limited-error.ts';
import './tables.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** How often something may be tried: so many attempts at once, and as many again spread over the window. */
export interface AttemptLimit {
  /** What is tried, as it is said to whoever tries too often. */
  what: string;
  attempts: number;
  windowSeconds: number;
}

/** Rows whose attempts have all come back, removed with each attempt: each adds at most one, so none pile up. */
const MAX_CLEANED_ROWS = 100;

/**
 * Takes one attempt; throws a RateLimitedError where none is left. Every server on the database counts together.
 * A generic cell rate algorithm (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm): one moment a
 * subject stands for a whole sliding window, and one statement checks and moves it.
 */
export async function takeAttempt(
  { database, now }: Needs,
  limit: AttemptLimit,
  whose: string,
): Promise<void> {
  const subject = subjectOf(limit, whose);
  const moment = now();
  const perAttemptMs = attemptMs(limit);
  const base = sql<Date>`greatest(attempt_limits.used_up_until, ${moment})`;
  const step = sql`${perAttemptMs}::float8 * interval '1 millisecond'`;
  const latest = new Date(moment.getTime() + limit.windowSeconds * 1000);
  await cleanUp(database, moment);
  const taken = await database
    .insertInto('attemptLimits')
    .values({ subject, usedUpUntil: new Date(moment.getTime() + perAttemptMs) })
    .onConflict((conflict) =>
      conflict
        .column('subject')
        .doUpdateSet({ usedUpUntil: sql<Date>`${base} + ${step}` })
        .where(sql<boolean>`${base} + ${step} <= ${latest}::timestamptz`),
    )
    .returning('subject')
    .executeTakeFirst();
  if (taken) return;
  const row = await database
    .selectFrom('attemptLimits')
    .select('usedUpUntil')
    .where('subject', '=', subject)
    .executeTakeFirst();
  const waitMs = (row?.usedUpUntil ?? moment).getTime() + perAttemptMs - latest.getTime();
  throw new RateLimitedError(`Too many attempts to ${limit.what}.`, Math.max(1, Math.ceil(waitMs / 1000)));
}

/** Gives an attempt back that turned out to be a rightful one. */
export async function giveAttemptBack(
  { database }: Needs,
  limit: AttemptLimit,
  whose: string,
): Promise<void> {
  await database
    .updateTable('attemptLimits')
    .set({ usedUpUntil: sql`used_up_until - ${attemptMs(limit)}::float8 * interval '1 millisecond'` })
    .where('subject', '=', subjectOf(limit, whose))
    .execute();
}

/** What an address is counted by: an IPv6 customer has a whole /64 to ask from. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice('::ffff:'.length);
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const behind = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - behind.length;
  return [...groups, ...Array<string>(zeros).fill('0'), ...behind].slice(0, 4).join(':');
}

/** Hashed: whoever reads the table does not learn which emails were tried. */
function subjectOf(limit: AttemptLimit, whose: string): Buffer {
  return createHash('sha256').update(`${limit.what}\n${limit.attempts}\n${whose}`).digest();
}

function attemptMs({ attempts, windowSeconds }: AttemptLimit): number {
  return (windowSeconds * 1000) / attempts;
}

async function cleanUp(database: Database, moment: Date): Promise<void> {
  await database
    .deleteFrom('attemptLimits')
    .where('subject', 'in', (limits) =>
      limits
        .selectFrom('attemptLimits')
        .select('subject')
        .where('usedUpUntil', '<', moment)
        .limit(MAX_CLEANED_ROWS)
        .forUpdate()
        .skipLocked(),
    )
    .execute();
}
