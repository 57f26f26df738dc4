import { type AttemptLimit, takeAttempt } from '../auth/attempt-limit.ts';
import type { Database } from '../database/database.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { type DeliveryOutcome, postDelivery } from './post-delivery.ts';
import type { Webhook } from './webhook.ts';

interface Needs {
  database: Database;
  fetcher: Fetcher;
  version: string;
  now: () => Date;
}

/** Enough to set a receiver up, too few to knock at somebody's door with. */
const PINGS: AttemptLimit = { what: 'ping webhooks', attempts: 30, windowSeconds: 60 };

/** Posts a signed delivery without events to a webhook, once, and says how it went. It moves nothing. */
export async function pingWebhook(needs: Needs, webhook: Webhook): Promise<DeliveryOutcome> {
  await takeAttempt(needs, PINGS, webhook.ownerId);
  return postDelivery(needs, { webhook, events: [] }, new AbortController().signal);
}
