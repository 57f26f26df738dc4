import type { EVENT_KIND } from '@tiepoint/protocol';
import type { ColumnType, Generated, Selectable } from 'kysely';
import type { LogPosition } from '../events/event-cursor.ts';

declare module '../database/database.ts' {
  interface Tables {
    webhooks: WebhookTable;
  }
}

interface WebhookTable {
  id: string;
  projectId: string;
  /** Who has made it: it ends where the project becomes somebody else's. */
  ownerId: string;
  url: string;
  /** The kinds of events that are told; null = all. */
  kinds: EVENT_KIND[] | null;
  /** Signs the deliveries, so it is kept as it is; given out once. */
  secret: string;
  enabled: Generated<boolean>;
  disabledReason: string | null;
  /** With `eventId` the place in the log behind which events have not been delivered yet. */
  stamp: number;
  eventId: number;
  /** Not before then. */
  dueAt: Generated<Date>;
  /** A server is at it; one that has died leaves it to the others then. */
  leasedUntil: Date | null;
  /** Attempts since the last that succeeded. */
  failures: Generated<number>;
  failingSince: Date | null;
  lastStatus: number | null;
  lastError: string | null;
  lastTriedAt: Date | null;
  createdAt: ColumnType<Date, never, never>;
}

/** An address that is told of a project's events. */
export type Webhook = Selectable<WebhookTable>;

/** Where in the log the webhook stands. */
export function positionOf({ stamp, eventId }: Webhook): LogPosition {
  return { stamp, id: eventId };
}
