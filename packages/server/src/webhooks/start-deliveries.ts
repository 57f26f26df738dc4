import type { UserShares } from '../config/config.ts';
import { type Running, startLoop } from '../loop/start-loop.ts';
import type { Logger } from '../observability/logger.ts';
import { claimWebhooks } from './claim-webhooks.ts';
import { type DeliveryNeeds, deliverEvents, releaseWebhook } from './deliver-events.ts';
import { DELIVERY_SECONDS } from './post-delivery.ts';
import type { Webhook } from './webhook.ts';

interface Needs extends DeliveryNeeds {
  logger: Logger;
  /** No other server delivers: what a killed one had leased is taken back at once. */
  soleWorker: boolean;
  perUser: UserShares;
}

const POLL_MS = 500;
/** The slowest delivery is through by then; what a killed server has leased waits for so long. */
const LEASE_SECONDS = 2 * DELIVERY_SECONDS;

/**
 * Delivers events to webhooks until stopped. Servers share the work by leases: a row lock would hold up the
 * log's readers, and two servers at one webhook would mix up the order.
 */
export function startDeliveries(needs: Needs): Running {
  const { database, logger, soleWorker, perUser } = needs;
  const running = new Map<Promise<void>, Webhook>();
  const leasesTaken = soleWorker ? takeLeasesBack(needs) : undefined;

  const deliver = async (webhook: Webhook, signal: AbortSignal) => {
    try {
      await deliverEvents(needs, webhook, signal);
    } catch (error) {
      // After a failure of our own the lease runs out by itself: that is the pause before the next try.
      if (!signal.aborted) logger.error({ err: error, webhook: webhook.id }, 'delivery failed');
      else await releaseWebhook(database, webhook).catch(() => {});
    }
  };
  const claimSome = async (signal: AbortSignal) => {
    const places = {
      running: running.values(),
      perOwner: perUser.deliveries,
      leaseSeconds: LEASE_SECONDS,
    };
    const claimed = await claimWebhooks(database, places);
    for (const webhook of claimed) {
      const delivery = deliver(webhook, signal).finally(() => running.delete(delivery));
      running.set(delivery, webhook);
    }
    return claimed.length;
  };
  const loop = startLoop(
    {
      name: 'looking at webhooks',
      restMs: POLL_MS,
      logger,
      // A webhook with more to tell than one batch is claimed again as soon as the batch is through.
      wakeUps: () => running.keys(),
    },
    async (signal) => {
      await leasesTaken;
      while (!signal.aborted && (await claimSome(signal)) > 0);
    },
  );
  return {
    stop: async () => {
      await loop.stop();
      await Promise.all(running.keys());
    },
  };
}

async function takeLeasesBack({ database, logger }: Needs): Promise<void> {
  try {
    await database
      .updateTable('webhooks')
      .set({ leasedUntil: null })
      .where('leasedUntil', 'is not', null)
      .execute();
  } catch (error) {
    // They run out by themselves.
    logger.warn({ err: error }, 'leases of webhooks could not be taken back');
  }
}
