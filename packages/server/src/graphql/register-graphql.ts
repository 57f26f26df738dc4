import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { GraphQLError } from 'graphql';
import mercurius from 'mercurius';
import { authenticate } from '../auth/authenticate.ts';
import type { Logger } from '../observability/logger.ts';
import type { RequestContext } from './context.ts';
import { formatErrors } from './format-error.ts';
import { imageResolvers } from './image-resolvers.ts';
import { mutationResolvers } from './mutation-resolvers.ts';
import type { GraphqlNeeds } from './needs.ts';
import { projectLoaders } from './project-loaders.ts';
import { projectResolvers } from './project-resolvers.ts';
import { queryResolvers } from './query-resolvers.ts';
import { supportResolvers } from './support-resolvers.ts';
import { taskResolvers } from './task-resolvers.ts';
import { uploadOssResolvers } from './upload-oss-resolvers.ts';

const SCHEMA = fileURLToPath(import.meta.resolve('@tiepoint/protocol/schema.graphql'));
/** Deeper queries are refused; introspection by common tools needs 11. */
const MAX_DEPTH = 14;
const MAX_TOKENS = 4000;

/** Serves the API at `/graphql`. Every answer, errors too, is HTTP 200 with JSON: clients lose others. */
export async function registerGraphql(
  app: FastifyInstance,
  needs: GraphqlNeeds & { logger: Logger },
): Promise<void> {
  await app.register(mercurius, {
    schema: readFileSync(SCHEMA, 'utf8'),
    resolvers: {
      ...queryResolvers(needs),
      ...mutationResolvers(needs),
      ...projectResolvers(needs),
      ...imageResolvers(needs),
      ...supportResolvers(needs),
      ...taskResolvers(needs),
      ...uploadOssResolvers(needs),
    } as never,
    loaders: projectLoaders(needs) as never,
    jit: 1,
    graphiql: false,
    queryDepth: MAX_DEPTH,
    additionalRouteOptions: {},
    context: async (request): Promise<RequestContext> => ({
      origin: `${request.protocol}://${request.host}`,
      caller: await authenticate(needs.database, {
        key: header(request.headers.key),
        altitoken: header(request.headers.altitoken),
      }),
    }),
    errorFormatter: (result, context) => {
      const requestId = (context as { reply?: { request: { id: string } } }).reply?.request.id ?? 'unknown';
      const errors = result.errors ?? [new GraphQLError('The query could not be run.')];
      return {
        statusCode: 200,
        response: { data: result.data ?? null, errors: formatErrors(errors, needs.logger, requestId) },
      };
    },
    graphql: { parseOptions: { maxTokens: MAX_TOKENS } },
  });
}

function header(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
