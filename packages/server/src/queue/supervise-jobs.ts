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

const LOOK_MILLISECONDS = 1000;
const INTERVAL_MILLISECONDS = 5000;
/** Those that live give a sign every two seconds: after an outage, they must be heard before they are judged. */
const OUTAGE_GRACE_MILLISECONDS = 5000;

/**
 * Takes back, until the signal aborts, the jobs of workers that have died. pg-boss' own supervision would take the jobs
 * of living workers too, that could give no sign of life while the database was away.
 */
export async function superviseJobs(supervision: Supervision, signal: AbortSignal): Promise<void> {
  const { boss, errors } = supervision;
  let superviseAt = Date.now() + INTERVAL_MILLISECONDS;
  let settledOutageAt = 0;
  for (;;) {
    await pause(LOOK_MILLISECONDS, signal);
    if (signal.aborted) return;
    const outageAt = errors.lastOutageAt();
    if (Date.now() - outageAt < OUTAGE_GRACE_MILLISECONDS) continue;
    try {
      if (outageAt > settledOutageAt) await takeBack(supervision);
      settledOutageAt = outageAt;
      if (Date.now() < superviseAt) continue;
      superviseAt = Date.now() + INTERVAL_MILLISECONDS;
      await boss.supervise();
    } catch (error) {
      errors.add(error);
    }
  }
}

/** Jobs that were given out, or ended, by an answer that never came: nobody works on them. */
async function takeBack({ boss, held, soleWorker }: Supervision): Promise<void> {
  // What was given out at this moment is not in our hands yet; other servers' jobs are known by their silence alone.
  const silenceMilliseconds = soleWorker ? LOOK_MILLISECONDS : OUTAGE_GRACE_MILLISECONDS;
  const statement = `select id, name from pgboss.job
    where state = 'active' and heartbeat_on < now() - $1::interval`;
  const { rows } = await boss.getDb().executeSql(statement, [`${silenceMilliseconds} milliseconds`]);
  for (const { id, name } of rows) if (!held.has(id)) await boss.fail(name, id);
}
