import { setTimeout } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
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

const INTERVAL_MILLISECONDS = 5000;
/** Those that live give a sign every two seconds: after an outage, they must be heard before they are judged. */
const OUTAGE_GRACE_MILLISECONDS = 5000;

/**
 * Takes back, until the signal aborts, the jobs of workers that have died. pg-boss' own supervision would take the jobs
 * of living workers too, that could give no sign of life while the database was away.
 */
export async function superviseJobs(supervision: Supervision, signal: AbortSignal): Promise<void> {
  const { boss, errors, soleWorker } = supervision;
  let checkedAt = 0;
  while (!signal.aborted) {
    await setTimeout(INTERVAL_MILLISECONDS, undefined, { signal, ref: false }).catch(() => {});
    const outageAt = errors.lastOutageAt();
    if (signal.aborted || Date.now() - outageAt < OUTAGE_GRACE_MILLISECONDS) continue;
    try {
      if (soleWorker && outageAt > checkedAt) await takeBack(supervision, outageAt);
      checkedAt = Date.now();
      await boss.supervise();
    } catch (error) {
      errors.add(error);
    }
  }
}

/** Jobs that were given out, or ended, by an answer that never came: no other server can have them. */
async function takeBack({ boss, held }: Supervision, outageAt: number): Promise<void> {
  const statement = `select id, name from pgboss.job where state = 'active' and started_on < $1`;
  const { rows } = await boss.getDb().executeSql(statement, [new Date(outageAt)]);
  for (const { id, name } of rows) if (!held.has(id)) await boss.fail(name, id);
}
