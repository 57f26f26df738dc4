import { outlast } from '../database/outlast.ts';
import { findOutage } from '../errors/outage.ts';
import type { Logger } from '../observability/logger.ts';
import { type ArrivedObject, confirmArrival } from './confirm-arrival.ts';
import type { ConfirmNeeds } from './confirm-upload.ts';

/** Takes hints of objects that have arrived, also while the database is down. */
export interface Arrivals {
  take(object: ArrivedObject): Promise<void>;
  /** Forgets the hints that wait: the sweep finds what they tell of. */
  stop(): Promise<void>;
}

/** Beyond that the sweep is as quick. */
const MAX_WAITING = 10_000;

/** Opens the place where hints are taken; those that meet an outage are taken, one by one, when it is over. */
export function openArrivals(needs: ConfirmNeeds & { logger: Logger }): Arrivals {
  const stopping = new AbortController();
  const { signal } = stopping;
  const waiting: ArrivedObject[] = [];
  let catchingUp: Promise<void> | undefined;
  const catchUp = async () => {
    for (let object = waiting[0]; object && !signal.aborted; object = waiting[0]) {
      const arrived = object;
      await outlast(signal, () => confirmArrival(needs, arrived)).catch((error) => {
        if (!signal.aborted) needs.logger.error({ err: error, key: arrived.key }, 'arrival not confirmed');
      });
      waiting.shift();
    }
    catchingUp = undefined;
  };
  return {
    async take(object) {
      try {
        await confirmArrival(needs, object);
      } catch (error) {
        if (findOutage(error)?.kind !== 'database' || waiting.length >= MAX_WAITING) throw error;
        waiting.push(object);
        catchingUp ??= catchUp();
      }
    },
    async stop() {
      stopping.abort();
      await catchingUp;
    },
  };
}
