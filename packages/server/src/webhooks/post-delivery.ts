import { createHmac, randomUUID } from 'node:crypto';
import type { WireEvent } from '@tiepoint/protocol';
import { FetchRefused } from '../fetching/fetch-refused.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { Webhook } from './webhook.ts';

interface Needs {
  fetcher: Fetcher;
  version: string;
  now: () => Date;
}

/** How a delivery went: the receiver's status, or why there is none. */
export interface DeliveryOutcome {
  delivered: boolean;
  status: number | null;
  error: string | null;
}

/** A receiver that needs longer should take the delivery first and think about it afterwards. */
export const DELIVERY_SECONDS = 10;
/** Nothing that a receiver answers is of interest. */
const MAX_ANSWER_BYTES = 64 * 1024;

/**
 * Posts events to a webhook's address, signed. None at all is a ping. A receiver that fails is an outcome, not
 * an exception; throws the signal's reason where it aborts.
 */
export async function postDelivery(
  needs: Needs,
  { webhook, events }: { webhook: Webhook; events: readonly WireEvent[] },
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const ping = events.length === 0;
  const body = JSON.stringify({ webhookId: webhook.id, projectId: webhook.projectId, ping, events });
  const timestamp = Math.floor(needs.now().getTime() / 1000);
  const headers = {
    'content-type': 'application/json',
    'user-agent': `Tiepoint/${needs.version}`,
    'tiepoint-delivery': randomUUID(),
    'tiepoint-timestamp': `${timestamp}`,
    'tiepoint-signature': signDelivery(webhook.secret, timestamp, body),
  };
  const request = { url: webhook.url, method: 'POST', headers, body } as const;
  const limits = { maxSeconds: DELIVERY_SECONDS, maxBytes: MAX_ANSWER_BYTES };
  try {
    const answer = await needs.fetcher.fetch({ ...request, ...limits }, signal);
    answer.body.destroy();
    const delivered = answer.status >= 200 && answer.status < 300;
    return { delivered, status: answer.status, error: delivered ? null : explainStatus(answer.status) };
  } catch (error) {
    signal.throwIfAborted();
    return { delivered: false, status: null, error: explainFailure(error) };
  }
}

/**
 * `v1=` and the HMAC-SHA-256 in hexadecimal digits, keyed with the secret as text, of the timestamp (seconds
 * since 1970), a dot and the body as it is sent.
 */
export function signDelivery(secret: string, timestamp: number, body: string): string {
  return `v1=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`;
}

function explainStatus(status: number): string {
  const redirect = status >= 300 && status < 400 ? ' Redirects are not followed: change the URL.' : '';
  return `The receiver responded with HTTP status ${status}.${redirect}`;
}

function explainFailure(error: unknown): string {
  if (error instanceof FetchRefused) return error.message;
  const { code } = error as { code?: unknown };
  const why = typeof code === 'string' ? ` (${code})` : '';
  return `The receiver could not be reached${why}.`;
}
