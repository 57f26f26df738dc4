import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import mercurius from 'mercurius';
import type { Parts } from '../parts.ts';
import { composeApi } from './compose-api.ts';
import type { RequestContext } from './context.ts';
import { createRequestDescriber } from './describe-request.ts';
import { requireSocketUser, type SocketContext, socketSettings } from './events/event-subscription.ts';
import { formatErrors } from './format-error.ts';
import { applyLimits } from './limits/apply-limits.ts';
import { QUERY_LIMITS } from './limits/limits.ts';
import { guardSockets } from './sockets/guard-sockets.ts';

declare module 'mercurius' {
  interface MercuriusContext extends RequestContext {}
}

/** Query texts that are parsed, checked and compiled once: clients have a few dozen; long ones take a megabyte each. */
const KEPT_QUERIES = 50;
const SCHEMA = fileURLToPath(import.meta.resolve('@tiepoint/protocol/schema.graphql'));

/** Serves the API at `/graphql`. Every answer, errors too, is HTTP 200 with JSON: clients lose others. */
export async function registerGraphql(app: FastifyInstance, parts: Parts): Promise<void> {
  const surroundings = { logger: parts.logger, maxBodyBytes: app.initialConfig.bodyLimit ?? Infinity };
  guardSockets(app);
  await app.register(mercurius, {
    ...composeApi(parts),
    schema: readFileSync(SCHEMA, 'utf8'),
    jit: 1,
    cache: KEPT_QUERIES,
    subscription: socketSettings,
    graphiql: false,
    additionalRouteOptions: {},
    context: createRequestDescriber(parts.database),
    errorFormatter: (result, context) => {
      const { reply } = context as { reply?: FastifyReply };
      const requestId = reply?.request.id ?? 'unknown';
      const found = result.errors ?? [new GraphQLError('The query could not be executed.')];
      const errors = formatErrors(found, { ...surroundings, requestId });
      sayWhenToRetry(errors, reply);
      return { statusCode: 200, response: { data: result.data ?? null, errors } };
    },
    graphql: { parseOptions: { maxTokens: QUERY_LIMITS.tokens } },
  });
  applyLimits(app.graphql, (context) =>
    // Over a socket the context is what `socketSettings` makes.
    requireSocketUser(parts, context as unknown as SocketContext),
  );
}

/** A caller that has tried too often learns from the header too when to come back. */
function sayWhenToRetry(errors: readonly GraphQLError[], reply: FastifyReply | undefined): void {
  const seconds = errors.map(({ extensions }) => extensions.retryAfterSeconds).find(Number.isInteger);
  if (seconds !== undefined) reply?.header('retry-after', String(seconds));
}
