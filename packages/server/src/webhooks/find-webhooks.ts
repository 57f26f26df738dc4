import type { User } from '../auth/authenticate.ts';
import type { Executor } from '../database/database.ts';
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

/** A webhook of the user, of a project that is still theirs. */
export async function findWebhookOfUser(
  executor: Executor,
  user: User,
  id: string,
): Promise<Webhook | undefined> {
  return executor
    .selectFrom('webhooks')
    .innerJoin('projects', 'projects.id', 'webhooks.projectId')
    .selectAll('webhooks')
    .where('webhooks.id', '=', id)
    .where('webhooks.ownerId', '=', user.id)
    .where('projects.ownerId', '=', user.id)
    .executeTakeFirst();
}
