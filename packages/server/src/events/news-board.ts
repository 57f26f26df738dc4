import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { pause } from '../loop/pause.ts';
import type { Logger } from '../observability/logger.ts';

interface Needs {
  database: Database;
  logger: Logger;
  /** Called when looking begins and after each look, before anybody is rung: what was read earlier may lack the news. */
  onLooked(): void;
}

/** One that waits for news of a project. */
export interface Listener {
  /** Resolves when there may be something new since it was called; what an earlier call has given is dropped. */
  listen(): Promise<void>;
  ring(): void;
}

/** How far the logs were looked through, and when, by the database's clock. */
interface Look {
  horizon: number;
  at: Date;
}

const NOTHING_SEEN: Look = { horizon: 0, at: new Date(0) };
/** Each follower is one more socket to write to: the more there are, the more events go out at a time. */
const POLL_MS = 250;
const POLL_MS_OF_A_FOLLOWER = 1;
const MAX_POLL_MS = 1000;
const POLL_AFTER_FAILURE_MS = 2000;

/** Makes the board: those that wait, by project, and the one loop that looks for news of them. */
export function createNewsBoard(needs: Needs, stopping: AbortSignal) {
  const listeners = new Map<string, Set<Listener>>();
  const newcomers = new Set<Listener>();
  let polling: Promise<void> | undefined;

  /** Looks until nobody waits. Started again after a failure it rings everybody once. */
  const poll = async () => {
    let seen = NOTHING_SEEN;
    while (listeners.size > 0 && !stopping.aborted) {
      // A newcomer may have read before the first look that includes it: it is rung once in any case.
      const waiting = [...newcomers];
      newcomers.clear();
      const { changed, ...look } = await lookForNews(needs.database, [...listeners.keys()], seen);
      seen = look;
      needs.onLooked();
      for (const projectId of changed) for (const listener of listeners.get(projectId) ?? []) listener.ring();
      for (const listener of waiting) listener.ring();
      await pause(pollMs(listeners), stopping);
    }
  };
  const keepPolling = async () => {
    while (listeners.size > 0 && !stopping.aborted) {
      try {
        await poll();
      } catch (error) {
        if (stopping.aborted) break;
        needs.logger.warn({ err: error }, 'events could not be looked for');
        await pause(POLL_AFTER_FAILURE_MS, stopping);
      }
    }
    polling = undefined;
  };

  return {
    /** Puts somebody on the board who waits for news of the project. */
    add(projectId: string): Listener {
      const listener = createListener();
      newcomers.add(listener);
      const others = listeners.get(projectId) ?? new Set();
      listeners.set(projectId, others.add(listener));
      // What was read when the last one had left may be old.
      if (!polling) needs.onLooked();
      polling ??= keepPolling();
      return listener;
    },
    /** Takes it off. */
    remove(projectId: string, listener: Listener): void {
      newcomers.delete(listener);
      const others = listeners.get(projectId);
      others?.delete(listener);
      if (others?.size === 0) listeners.delete(projectId);
    },
    /** Resolves when nothing looks any more: after `stopping`, or once nobody waits. */
    done: () => polling ?? Promise.resolve(),
  };
}

function pollMs(listeners: ReadonlyMap<string, ReadonlySet<Listener>>): number {
  let followers = 0;
  for (const { size } of listeners.values()) followers += size;
  return Math.min(POLL_MS + POLL_MS_OF_A_FOLLOWER * followers, MAX_POLL_MS);
}

function createListener(): Listener {
  let resolve = () => {};
  return {
    listen() {
      const news = Promise.withResolvers<void>();
      resolve = news.resolve;
      return news.promise;
    },
    ring: () => resolve(),
  };
}

/**
 * Which of the projects have events that could not be read yet at the look before. A database that has crashed gives some
 * transaction numbers out again, so that its horizon may have gone back: a connection that is younger than that look
 * makes it count for nothing.
 */
async function lookForNews(
  database: Database,
  projectIds: string[],
  seen: Look,
): Promise<Look & { changed: string[] }> {
  const { rows } = await sql<Look & { changed: string[] }>`
    with mine as (select backend_start from pg_stat_get_activity(pg_backend_pid())),
    since as (
      select case when backend_start > ${seen.at} then 0 else ${seen.horizon}::bigint end as stamp from mine
    )
    select event_horizon() as horizon, clock_timestamp() as at, array(
      select project_id from unnest(${projectIds}::text[]) as listened (project_id)
      where exists (
        select from events where events.project_id = listened.project_id
          and stamp >= (select since.stamp from since) and stamp < event_horizon()
      )
    ) as changed`.execute(database);
  return rows[0] ?? { ...seen, changed: [] };
}
