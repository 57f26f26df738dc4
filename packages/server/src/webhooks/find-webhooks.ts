import type { User } from '../auth/authenticate.ts';
import type { Executor } from '../database/database.ts';
import { findOwned } from '../projects/find-owned.ts';
import type { Webhook } from './webhook.ts';

/** The webhooks that the owner has made for the project, the oldest first. */
export async function listWebhooks(
  executor: Executor,
  ownerId: string,
  projectId: string,
): Promise<Webhook[]> {
  return executor
    .selectFrom('webhooks')
    .selectAll()
    .where('projectId', '=', projectId)
    .where('ownerId', '=', ownerId)
    .orderBy('id')
    .execute();
}

/** A webhook that the user has made, of a project that is still theirs. */
export async function findWebhookOfUser(
  executor: Executor,
  user: User,
  id: string,
): Promise<Webhook | undefined> {
  const webhook = await findOwned(executor, 'webhooks', { user, id });
  return webhook?.ownerId === user.id ? webhook : undefined;
}
