import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { GraphQLError } from 'graphql';
import mercurius from 'mercurius';
import type { Logger } from '../observability/logger.ts';
import { accountResolvers } from './account-resolvers.ts';
import { alignmentPointLoaders, controlPointResolvers } from './control-point-resolvers.ts';
import { createRequestDescriber } from './describe-request.ts';
import { eventSubscription, socketSettings } from './event-subscription.ts';
import { formatErrors } from './format-error.ts';
import { imageResolvers } from './image-resolvers.ts';
import { applyLimits } from './limits/apply-limits.ts';
import { queryLimits } from './limits/limits.ts';
import { metaFileLoaders, metaFileResolvers } from './meta-file-resolvers.ts';
import { modelResolvers } from './model-resolvers.ts';
import { mutationResolvers } from './mutation-resolvers.ts';
import type { GraphqlNeeds } from './needs.ts';
import { projectLoaders } from './project-loaders.ts';
import { projectResolvers } from './project-resolvers.ts';
import { queryResolvers } from './query-resolvers.ts';
import { reportResolvers } from './report-resolvers.ts';
import { supportResolvers } from './support-resolvers.ts';
import { taskLoaders, taskResolvers } from './task-resolvers.ts';
import { uploadOssResolvers } from './upload-oss-resolvers.ts';
import { warningLoaders } from './warning-resolvers.ts';
import { webhookResolvers } from './webhook-resolvers.ts';

/** Query texts that are parsed, checked and compiled once: clients have a few dozen; long ones take a megabyte each. */
const KEPT_QUERIES = 50;
const SCHEMA = fileURLToPath(import.meta.resolve('@tiepoint/protocol/schema.graphql'));

/** Serves the API at `/graphql`. Every answer, errors too, is HTTP 200 with JSON: clients lose others. */
export async function registerGraphql(
  app: FastifyInstance,
  needs: GraphqlNeeds & { logger: Logger },
): Promise<void> {
  const surroundings = { logger: needs.logger, maxBodyBytes: app.initialConfig.bodyLimit ?? Infinity };
  await app.register(mercurius, {
    schema: readFileSync(SCHEMA, 'utf8'),
    resolvers: {
      ...queryResolvers(needs),
      ...mutationResolvers(needs),
      ...projectResolvers(needs),
      ...imageResolvers(needs),
      ...supportResolvers(needs),
      ...taskResolvers(needs),
      ...metaFileResolvers(),
      ...modelResolvers(needs),
      ...accountResolvers(needs),
      ...webhookResolvers(),
      ...eventSubscription(needs),
      ...uploadOssResolvers(needs),
      ...reportResolvers(),
      ...controlPointResolvers(),
    } as never,
    loaders: {
      ...projectLoaders(needs),
      ...metaFileLoaders(needs),
      ...taskLoaders(needs),
      ...warningLoaders(needs),
      ...alignmentPointLoaders(needs),
    } as never,
    jit: 1,
    cache: KEPT_QUERIES,
    subscription: socketSettings,
    graphiql: false,
    additionalRouteOptions: {},
    context: createRequestDescriber(needs.database),
    errorFormatter: (result, context) => {
      const { reply } = context as { reply?: FastifyReply };
      const requestId = reply?.request.id ?? 'unknown';
      const found = result.errors ?? [new GraphQLError('The query could not be run.')];
      const errors = formatErrors(found, { ...surroundings, requestId });
      sayWhenToRetry(errors, reply);
      return { statusCode: 200, response: { data: result.data ?? null, errors } };
    },
    graphql: { parseOptions: { maxTokens: queryLimits.tokens } },
  });
  applyLimits(app.graphql);
}

/** A caller that has tried too often learns from the header too when to come back. */
function sayWhenToRetry(errors: readonly GraphQLError[], reply: FastifyReply | undefined): void {
  const seconds = errors.map(({ extensions }) => extensions.retryAfterSeconds).find(Number.isInteger);
  if (seconds !== undefined) reply?.header('retry-after', String(seconds));
}
