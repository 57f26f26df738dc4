import { type Db, fromKysely, type JobWithMetadata, type PgBoss } from 'pg-boss';
import type { Executor } from '../database/database.ts';
import type { Logger } from '../observability/logger.ts';
import type { JobKind } from './job.ts';
import type { Turn, Turns } from './turns.ts';

/** What enqueuing needs. */
export interface EnqueueNeeds {
  boss: PgBoss;
  turns: Turns;
}

/** PostgreSQL's smallest integer: what would be behind it waits in the order of coming. */
const MIN_PRIORITY = -(2 ** 31);

/** Enqueues jobs where their owners' turns are. */
export async function standInLine<Data extends object>(
  { boss, turns }: EnqueueNeeds,
  executor: Executor,
  { kind, data }: { kind: JobKind<Data>; data: readonly Data[] },
): Promise<void> {
  if (data.length === 0) return;
  const { name, ownership } = kind;
  if (!ownership) return insertJobs(boss, executor, { kind, data, turns: [] });
  const { isTransaction: inTransaction } = executor;
  const taken = await turns.take(databaseOf(executor), { name, ownership, data, inTransaction });
  try {
    await insertJobs(boss, executor, { kind, data, turns: taken.turns });
  } finally {
    taken.settle();
  }
}

/** Enqueues jobs with the turns that they have. */
export async function insertJobs<Data extends object>(
  boss: PgBoss,
  executor: Executor,
  { kind, data, turns }: { kind: JobKind<Data>; data: readonly Data[]; turns: readonly (Turn | undefined)[] },
): Promise<void> {
  const jobs = data.map((job, index) => {
    const turn = turns[index];
    return {
      data: job,
      singletonKey: kind.uniqueKey(job),
      priority: priorityOf(kind, job, turn),
      ...(turn && { group: { id: turn.ownerId } }),
    };
  });
  await boss.insert(kind.name, jobs, { db: databaseOf(executor) });
}

/** A job that is to be tried again waits behind its owner's others: it has had its turn. */
export async function sendToBack<Data extends object>(
  { boss, turns, logger }: EnqueueNeeds & { logger: Logger },
  kind: JobKind<Data>,
  { id, data }: JobWithMetadata<Data>,
): Promise<void> {
  const { name, ownership } = kind;
  if (!ownership) return;
  const db = boss.getDb();
  try {
    const taken = await turns.take(db, { name, ownership, data: [data], inTransaction: false });
    const values = [priorityOf(kind, data, taken.turns[0]), name, id];
    await db
      .executeSql('update pgboss.job set priority = $1 where name = $2 and id = $3', values)
      .finally(taken.settle);
  } catch (error) {
    // It keeps its place.
    logger.warn({ err: error, job: id, queue: name }, 'job not sent to the back');
  }
}

/** Column names must reach pg-boss as they are. */
function databaseOf(executor: Executor): Db {
  return fromKysely(executor.withoutPlugins());
}

function priorityOf<Data extends object>(kind: JobKind<Data>, data: Data, turn: Turn | undefined): number {
  return Math.max(MIN_PRIORITY, (kind.priority?.(data) ?? 0) - (turn?.start ?? 0));
}
