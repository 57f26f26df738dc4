import type { EVENT_KIND } from '@tiepoint/protocol';
import { sql, type UpdateObject } from 'kysely';
import type { Database, Tables } from '../database/database.ts';
import { type EventCursors, LOG_START } from '../events/event-cursor.ts';
import { assertKept } from '../events/read-events.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { positionOf, type Webhook } from './webhook.ts';
import { assertPostable } from './webhook-url.ts';

interface Needs {
  database: Database;
  fetcher: Fetcher;
}

/** What to change; what is left out stays. */
export interface WebhookChange {
  url?: string | null;
  /** Empty = all kinds. */
  kinds?: readonly EVENT_KIND[] | null;
  /** True also forgives past failures: it goes on at once, where it has stopped. */
  enabled?: boolean | null;
}

type Values = UpdateObject<Tables, 'webhooks'>;

/** Changes a webhook. A DomainError `CURSOR_EXPIRED` where it is enabled too late to go on without a gap. */
export async function changeWebhook(
  needs: Needs,
  webhook: Webhook,
  { url, kinds, enabled }: WebhookChange,
): Promise<Webhook | undefined> {
  if (url) assertPostable(needs.fetcher, url);
  if (enabled) await assertKept(needs.database, webhook.projectId, positionOf(webhook));
  return update(needs.database, webhook, {
    ...(url && { url }),
    ...(kinds && { kinds: kinds.length > 0 ? [...kinds] : null }),
    ...(enabled === true && startAnew),
    ...(enabled === false && { enabled: false, disabledReason: null }),
  });
}

/**
 * Sets a webhook back or forward: what is kept behind the cursor is delivered, again too. Without a cursor that
 * is everything. It is enabled by this.
 */
export async function replayWebhook(
  needs: { database: Database; eventCursors: EventCursors },
  webhook: Webhook,
  after: string | undefined,
): Promise<Webhook | undefined> {
  const position = after ? needs.eventCursors.parse(webhook.projectId, after) : LOG_START;
  await assertKept(needs.database, webhook.projectId, position);
  const { stamp, id: eventId } = position;
  // A delivery that is under way does not count any more: its lease is taken from it.
  return update(needs.database, webhook, { stamp, eventId, leasedUntil: null, ...startAnew });
}

const startAnew = {
  enabled: true,
  disabledReason: null,
  failures: 0,
  failingSince: null,
  dueAt: sql<Date>`now()`,
} satisfies Values;

async function update(database: Database, webhook: Webhook, values: Values): Promise<Webhook | undefined> {
  if (Object.keys(values).length === 0) return webhook;
  return database
    .updateTable('webhooks')
    .set(values)
    .where('id', '=', webhook.id)
    .returningAll()
    .executeTakeFirst();
}
