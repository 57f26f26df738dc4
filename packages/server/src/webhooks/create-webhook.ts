import type { EVENT_KIND } from '@tiepoint/protocol';
import { newSecret } from '../auth/secrets.ts';
import type { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { DomainError } from '../errors/domain-error.ts';
import { endOfLog } from '../events/read-events.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { Project } from '../projects/project.ts';
import { listWebhooks } from './find-webhooks.ts';
import type { Webhook } from './webhook.ts';
import { assertPostable } from './webhook-url.ts';

interface Needs {
  database: Database;
  fetcher: Fetcher;
  now: () => Date;
}

/** What a webhook is to tell, and whom. */
export interface WebhookWish {
  url: string;
  /** Empty or left out = all kinds. */
  kinds?: readonly EVENT_KIND[] | null;
}

const MAX_WEBHOOKS_A_PROJECT = 20;

/** Makes a webhook that tells what happens from now on. Its secret is in the answer, and nowhere else again. */
export async function createWebhook(needs: Needs, project: Project, wish: WebhookWish): Promise<Webhook> {
  assertPostable(needs.fetcher, wish.url);
  const others = await listWebhooks(needs.database, project.ownerId, project.id);
  if (others.length >= MAX_WEBHOOKS_A_PROJECT) {
    throw new DomainError(
      'BAD_INPUT',
      `A project can have at most ${MAX_WEBHOOKS_A_PROJECT} webhooks. Remove one.`,
    );
  }
  const { stamp, id: eventId } = await endOfLog(needs.database, project.id);
  return needs.database
    .insertInto('webhooks')
    .values({
      id: newId(needs.now()),
      projectId: project.id,
      ownerId: project.ownerId,
      url: wish.url,
      kinds: wish.kinds?.length ? [...wish.kinds] : null,
      secret: newSecret(),
      stamp,
      eventId,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}
