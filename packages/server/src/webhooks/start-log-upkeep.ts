import type { Database } from '../database/database.ts';
import { pause } from '../events/pause.ts';
import { sweepEvents } from '../events/sweep-events.ts';
import type { Logger } from '../observability/logger.ts';
import { removeLeftWebhooks } from './remove-webhook.ts';

interface Needs {
  database: Database;
  logger: Logger;
  now: () => Date;
}

const HOUR_MILLISECONDS = 3600 * 1000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;

/** Removes every hour, until stopped, the events that are older than `eventDays` and the webhooks that have outlived their projects. */
export function startLogUpkeep(needs: Needs, eventDays: number): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        const until = new Date(needs.now().getTime() - eventDays * DAY_MILLISECONDS);
        await sweepEvents(needs.database, until, stopping.signal);
        await removeLeftWebhooks(needs);
      } catch (error) {
        if (!stopping.signal.aborted) needs.logger.error({ err: error }, 'the event log could not be swept');
      }
      await pause(HOUR_MILLISECONDS, stopping.signal);
    }
  };
  const looping = loop();
  return {
    stop: () => {
      stopping.abort();
      return looping;
    },
  };
}
