import { sql, type UpdateObject } from 'kysely';
import type { Database, Tables } from '../database/database.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { EventCursors } from '../events/event-cursor.ts';
import { type EventPage, readEvents } from '../events/read-events.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { toWireEvent } from '../projects/project-event.ts';
import { type DeliveryOutcome, postDelivery } from './post-delivery.ts';
import { positionOf, type Webhook } from './webhook.ts';

export interface DeliveryNeeds {
  database: Database;
  eventCursors: EventCursors;
  fetcher: Fetcher;
  version: string;
  now: () => Date;
}

type Values = UpdateObject<Tables, 'webhooks'>;

const BATCH = 100;
const FIRST_RETRY_SECONDS = 0.25;
const MAX_RETRY_SECONDS = 3600;
/** Part of a wait that is left to chance, so that receivers are not met by everybody at once. */
const JITTER = 0.5;
/** A receiver that has failed for so long is not asked any more. */
const GIVE_UP_MS = 24 * 3600 * 1000;
/** The receiver's way to say that it is not one any more. */
const GONE = 410;

/**
 * Delivers the next events behind a leased webhook's place, at most 100, in their order and in one request, and
 * moves its place once the receiver has taken them: a crash in between delivers them again, never not at all.
 * A failure sets the time of the next attempt, or disables the webhook with a reason.
 */
export async function deliverEvents(
  needs: DeliveryNeeds,
  webhook: Webhook,
  signal: AbortSignal,
): Promise<void> {
  const page = await readBatch(needs.database, webhook);
  if ('expired' in page) {
    return settle(needs.database, webhook, { enabled: false, disabledReason: page.expired });
  }
  const { kinds } = webhook;
  const wanted = kinds ? page.events.filter(({ kind }) => kinds.includes(kind)) : page.events;
  const behind = placeBehind(page);
  if (wanted.length === 0) return settle(needs.database, webhook, behind);
  const events = wanted.map((event) => toWireEvent(needs.eventCursors, event));
  const outcome = await postDelivery(needs, { webhook, events }, signal);
  await settle(needs.database, webhook, {
    lastStatus: outcome.status,
    lastError: outcome.error,
    lastTriedAt: sql<Date>`now()`,
    ...(outcome.delivered
      ? { failures: 0, failingSince: null, ...behind }
      : afterFailure(webhook, outcome, needs.now())),
  });
}

/** Gives a webhook back that was leased, as it was. */
export async function releaseWebhook(database: Database, webhook: Webhook): Promise<void> {
  await settle(database, webhook, {});
}

async function readBatch(database: Database, webhook: Webhook): Promise<EventPage | { expired: string }> {
  try {
    return await readEvents(database, webhook.projectId, { after: positionOf(webhook), limit: BATCH });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'CURSOR_EXPIRED') throw error;
    return { expired: 'Undelivered events are no longer kept. Replay from a newer cursor.' };
  }
}

/** The place behind a page; behind a project's last event there is nothing to come. */
function placeBehind({ end, events }: EventPage): Values {
  const over = events.some(({ kind }) => kind === 'ProjectRemoved');
  return { stamp: end.stamp, eventId: end.id, ...(over && { enabled: false }) };
}

function afterFailure(webhook: Webhook, { status }: DeliveryOutcome, now: Date): Values {
  const failures = webhook.failures + 1;
  const failingSince = webhook.failingSince ?? now;
  const attempt = { failures, failingSince };
  if (status === GONE) {
    return { ...attempt, enabled: false, disabledReason: 'The receiver responded with 410 Gone.' };
  }
  if (now.getTime() - failingSince.getTime() > GIVE_UP_MS) {
    return { ...attempt, enabled: false, disabledReason: 'The receiver failed for a day.' };
  }
  const seconds = Math.min(MAX_RETRY_SECONDS, FIRST_RETRY_SECONDS * 2 ** (failures - 1));
  const wait = seconds * (1 - JITTER * Math.random());
  return { ...attempt, dueAt: sql<Date>`now() + ${wait}::float8 * interval '1 second'` };
}

/** Ends the lease with what came of it, unless the webhook was set to another place meanwhile. */
async function settle(database: Database, webhook: Webhook, values: Values): Promise<void> {
  await database
    .updateTable('webhooks')
    .set({ ...values, leasedUntil: null })
    .where('id', '=', webhook.id)
    .where('stamp', '=', webhook.stamp)
    .where('eventId', '=', webhook.eventId)
    .execute();
}
