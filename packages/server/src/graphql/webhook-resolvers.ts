import { requireUser } from '../auth/authenticate.ts';
import { formatCursor } from '../events/event-cursor.ts';
import { requireProject } from '../projects/find-project.ts';
import { changeWebhook, replayWebhook } from '../webhooks/change-webhook.ts';
import { createWebhook } from '../webhooks/create-webhook.ts';
import { findWebhookOfUser, listWebhooks } from '../webhooks/find-webhooks.ts';
import { pingWebhook } from '../webhooks/ping-webhook.ts';
import { removeWebhook } from '../webhooks/remove-webhook.ts';
import { positionOf } from '../webhooks/webhook.ts';
import type { RequestContext } from './context.ts';
import type { MutationResolvers, ProjectResolvers, Resolvers } from './generated.ts';
import type { GraphqlNeeds } from './needs.ts';

/** The fields of a webhook; its secret is none of them. */
export function webhookResolvers(): Pick<Resolvers, 'Webhook'> {
  return {
    Webhook: {
      cursor: (webhook) => formatCursor(positionOf(webhook)),
      lastDate: (webhook) => webhook.lastTriedAt?.toISOString() ?? null,
      nextDate: (webhook) => (webhook.enabled && webhook.failures > 0 ? webhook.dueAt.toISOString() : null),
    },
  };
}

/** What a project says of its webhooks. */
export function projectWebhooks({ database }: GraphqlNeeds) {
  return {
    webhooks: (project, _, { caller }) => listWebhooks(database, requireUser(caller).id, project.id),
  } satisfies ProjectResolvers;
}

/** What can be done with webhooks. */
export function webhookMutations(needs: GraphqlNeeds) {
  const find = (id: string, { caller }: RequestContext) =>
    findWebhookOfUser(needs.database, requireUser(caller), id);
  return {
    createWebhook: async (_, { pid, ...wish }, { caller }) => {
      const project = await requireProject(needs.database, requireUser(caller), pid);
      const webhook = await createWebhook(needs, project, wish);
      return { webhook, secret: webhook.secret };
    },
    updateWebhook: async (_, { id, ...change }, context) => {
      const webhook = await find(id, context);
      return (webhook && (await changeWebhook(needs, webhook, change))) ?? null;
    },
    removeWebhook: async (_, { id }, context) => {
      const webhook = await find(id, context);
      if (webhook) await removeWebhook(needs, webhook);
      return webhook ?? null;
    },
    replayWebhook: async (_, { id, after }, context) => {
      const webhook = await find(id, context);
      return (webhook && (await replayWebhook(needs, webhook, after || undefined))) ?? null;
    },
    pingWebhook: async (_, { id }, context) => {
      const webhook = await find(id, context);
      return webhook ? pingWebhook(needs, webhook) : null;
    },
  } satisfies MutationResolvers;
}
