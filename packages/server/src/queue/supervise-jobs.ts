import type { PgBoss } from 'pg-boss';
import { pause } from '../loop/pause.ts';
import type { ErrorLog } from './error-log.ts';

/** Whose jobs are supervised, and how. */
export interface Supervision {
  boss: PgBoss;
  /** Ids of the jobs that handlers of this process work on. */
  held: ReadonlySet<string>;
  errors: ErrorLog;
  /** Nobody else works on this queue. */
  soleWorker: boolean;
}

const LOOK_MS = 1000;
const INTERVAL_MS = 5000;
/** Those that live give a sign every two seconds: after an outage, they must be heard before they are judged. */
const GRACE_MS = 5000;
/** What was given out at this moment is not in our hands yet; for what nobody else can have, that is all to wait for. */
const SOLE_GRACE_MS = 1000;

/**
 * Takes back, until the signal aborts, the jobs of workers that have died. pg-boss' own supervision would take the jobs
 * of living workers too, that could give no sign of life while the database was away.
 */
export async function superviseJobs(supervision: Supervision, signal: AbortSignal): Promise<void> {
  const { boss, errors } = supervision;
  let superviseAt = Date.now() + INTERVAL_MS;
  let settledOutageAt = 0;
  for (;;) {
    await pause(LOOK_MS, signal);
    if (signal.aborted) return;
    const outageAt = errors.lastOutageAt();
    const sinceOutage = Date.now() - outageAt;
    try {
      if (outageAt > settledOutageAt && sinceOutage >= graceOf(supervision)) {
        await takeBack(supervision);
        settledOutageAt = outageAt;
      }
      if (Date.now() < superviseAt || sinceOutage < GRACE_MS) continue;
      superviseAt = Date.now() + INTERVAL_MS;
      await boss.supervise();
    } catch (error) {
      errors.add(error);
    }
  }
}

function graceOf({ soleWorker }: Supervision): number {
  return soleWorker ? SOLE_GRACE_MS : GRACE_MS;
}

/**
 * Jobs that were given out, or ended, by an answer that never came: nobody works on them. They begin anew at once, and
 * with as many attempts left as before.
 */
async function takeBack(supervision: Supervision): Promise<void> {
  const { boss, held } = supervision;
  const db = boss.getDb();
  const { rows } = await db.executeSql(
    `update pgboss.job set retry_limit = retry_limit + 1
      where state = 'active' and heartbeat_on < now() - $1::interval and id <> all ($2::uuid[])
      returning id, name`,
    [`${graceOf(supervision)} milliseconds`, [...held]],
  );
  for (const { id, name } of rows) await boss.fail(name, id);
  await db.executeSql(
    `update pgboss.job set start_after = now() where state = 'retry' and id = any ($1::uuid[])`,
    [rows.map(({ id }) => id)],
  );
}
