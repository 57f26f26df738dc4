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

/** A rate limit: this many attempts at once, and as many again spread over the window. */
export interface AttemptLimit {
  /** What is limited, for the error message. */
  what: string;
  attempts: number;
  windowSeconds: number;
}

/** Expired rows removed with each attempt: each attempt adds at most one row, so they don't accumulate. */
const MAX_CLEANED_ROWS = 100;

/**
 * Takes one attempt; throws a RateLimitedError when none is left. All servers on the database count together. A
 * generic cell rate algorithm (https://en.wikipedia.org/wiki/Generic_cell_rate_algorithm): one timestamp per subject
 * represents a sliding window, and one statement checks and updates it.
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

/** Returns an attempt that turned out to be legitimate. */
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

/** The key that an address is counted by: an IPv6 customer has a whole /64. */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address;
  if (address.startsWith('::ffff:') && address.includes('.')) return address.slice('::ffff:'.length);
  const [head = '', tail] = address.split('::');
  const groups = head.split(':').filter(Boolean);
  const behind = tail?.split(':').filter(Boolean) ?? [];
  const zeros = tail === undefined ? 0 : 8 - groups.length - behind.length;
  return [...groups, ...Array<string>(zeros).fill('0'), ...behind].slice(0, 4).join(':');
}

/** Hashed, so that the table does not reveal which emails were tried. */
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
