import { sql } from 'kysely';
import { type Running, startLoop } from '../loop/start-loop.ts';
import type { Logger } from '../observability/logger.ts';
import { type DeliveryNeeds, deliverEvents, releaseWebhook } from './deliver-events.ts';
import { DELIVERY_SECONDS } from './post-delivery.ts';
import type { Webhook } from './webhook.ts';

interface Needs extends DeliveryNeeds {
  logger: Logger;
  /** No other server delivers: what a killed one had leased is taken back at once. */
  soleWorker: boolean;
}

/** Deliveries that one server makes at the same time: they mostly wait for receivers. */
const MAX_DELIVERIES = 32;
/** Slow receivers of one owner leave room for those of others. */
const MAX_DELIVERIES_AN_OWNER = 8;
const CLAIM = 8;
const POLL_MS = 500;
/** The slowest delivery is through by then; what a killed server has leased waits for so long. */
const LEASE_SECONDS = 2 * DELIVERY_SECONDS;

/**
 * Delivers events to webhooks until stopped. Servers share the work by leases: a row lock would hold up the
 * log's readers, and two servers at one webhook would mix up the order.
 */
export function startDeliveries(needs: Needs): Running {
  const { database, logger, soleWorker } = needs;
  const running = new Map<Promise<void>, string>();
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
    const free = Math.min(CLAIM, MAX_DELIVERIES - running.size);
    const claimed = free > 0 ? await claimWebhooks(needs, busyOwners(running), free) : [];
    for (const webhook of claimed) {
      const delivery = deliver(webhook, signal).finally(() => running.delete(delivery));
      running.set(delivery, webhook.ownerId);
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

function busyOwners(running: ReadonlyMap<unknown, string>): string[] {
  const counts = Map.groupBy(running.values(), (ownerId) => ownerId);
  return [...counts].flatMap(([ownerId, { length }]) => (length >= MAX_DELIVERIES_AN_OWNER ? ownerId : []));
}

/** Leases webhooks that are due and have something to tell; of projects that have gone too, to tell just that. */
async function claimWebhooks(needs: Needs, busy: string[], limit: number): Promise<Webhook[]> {
  const due = sql<string>`
    select w.id from webhooks w
    left join projects p on p.id = w.project_id
    where w.enabled and w.due_at <= now() and (w.leased_until is null or w.leased_until < now())
      and (p.id is null or p.owner_id = w.owner_id)
      and w.owner_id <> all (${busy}::text[])
      and exists (
        select from events e where e.project_id = w.project_id
          and (e.stamp, e.id) > (w.stamp, w.event_id) and e.stamp < event_horizon()
      )
    order by w.due_at limit ${limit} for update of w skip locked`;
  return needs.database
    .updateTable('webhooks')
    .set({ leasedUntil: sql<Date>`now() + ${LEASE_SECONDS} * interval '1 second'` })
    .where(sql<boolean>`id = any (array(${due}))`)
    .returningAll()
    .execute();
}
