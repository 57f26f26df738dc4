import type { Database } from '../database/database.ts';
import { sweepEvents } from '../events/sweep-events.ts';
import { type Running, startLoop } from '../loop/start-loop.ts';
import type { Logger } from '../observability/logger.ts';
import { removeLeftWebhooks } from './remove-webhook.ts';

interface Needs {
  database: Database;
  logger: Logger;
  now: () => Date;
  /** How long the log keeps what has happened. */
  eventDays: number;
}

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Removes every hour, until stopped, the events that are older than `eventDays` and the webhooks that have outlived their projects. */
export function startLogUpkeep(needs: Needs): Running {
  const { database, logger, now, eventDays } = needs;
  const loop = { name: 'upkeep of the event log', restMs: HOUR_MS, logger };
  return startLoop(loop, async (signal) => {
    await sweepEvents(database, new Date(now().getTime() - eventDays * DAY_MS), signal);
    await removeLeftWebhooks(needs);
  });
}
