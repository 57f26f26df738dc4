import { requireUser } from '../../auth/authenticate.ts';
import type { Parts } from '../../parts.ts';
import { requireProject } from '../../projects/find-project.ts';
import { changeWebhook, replayWebhook } from '../../webhooks/change-webhook.ts';
import { createWebhook } from '../../webhooks/create-webhook.ts';
import { findWebhookOfUser, listWebhooks } from '../../webhooks/find-webhooks.ts';
import { pingWebhook } from '../../webhooks/ping-webhook.ts';
import { removeWebhook } from '../../webhooks/remove-webhook.ts';
import { positionOf } from '../../webhooks/webhook.ts';
import type { ApiModule } from '../api-module.ts';
import type { RequestContext } from '../context.ts';
import type { MutationResolvers, WebhookResolvers } from '../generated.ts';

/** Addresses that are told of a project's events. */
export function webhooksApi(parts: Parts): ApiModule {
  return {
    resolvers: {
      Project: {
        webhooks: (project, _, { caller }) =>
          listWebhooks(parts.database, requireUser(caller).id, project.id),
      },
      Webhook: webhookFields(parts),
      Mutation: webhookMutations(parts),
    },
  };
}

/** The secret is none of them. */
function webhookFields({ eventCursors }: Parts): WebhookResolvers {
  return {
    cursor: (webhook) => eventCursors.format(webhook.projectId, positionOf(webhook)),
    lastDate: (webhook) => webhook.lastTriedAt?.toISOString() ?? null,
    nextDate: (webhook) => (webhook.enabled && webhook.failures > 0 ? webhook.dueAt.toISOString() : null),
  };
}

function webhookMutations(parts: Parts): MutationResolvers {
  const find = (id: string, { caller }: RequestContext) =>
    findWebhookOfUser(parts.database, requireUser(caller), id);
  return {
    createWebhook: async (_, { pid, ...wish }, { caller }) => {
      const project = await requireProject(parts.database, requireUser(caller), pid);
      const webhook = await createWebhook(parts, project, wish);
      return { webhook, secret: webhook.secret };
    },
    updateWebhook: async (_, { id, ...change }, context) => {
      const webhook = await find(id, context);
      return (webhook && (await changeWebhook(parts, webhook, change))) ?? null;
    },
    removeWebhook: async (_, { id }, context) => {
      const webhook = await find(id, context);
      if (webhook) await removeWebhook(parts, webhook);
      return webhook ?? null;
    },
    replayWebhook: async (_, { id, after }, context) => {
      const webhook = await find(id, context);
      return (webhook && (await replayWebhook(parts, webhook, after || undefined))) ?? null;
    },
    pingWebhook: async (_, { id }, context) => {
      const webhook = await find(id, context);
      return webhook ? pingWebhook(parts, webhook) : null;
    },
  };
}
