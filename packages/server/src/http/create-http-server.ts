import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import fastify, { type FastifyBaseLogger, type FastifyInstance } from 'fastify';
import type { Logger } from '../observability/logger.ts';

/** GraphQL queries are small; photos never pass through here. */
const MAX_BODY_BYTES = 1024 * 1024;

/** What keeps a stolen or injected script from reaching anything: the page loads only from this server and its store. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'SAMEORIGIN',
};

/** The HTTP server that API and page are registered on. Request lines are logged without their query. */
export async function createHttpServer(logger: Logger): Promise<FastifyInstance> {
  const app = fastify({
    loggerInstance: logger.child({}, { serializers: { req: describeRequest } }) as FastifyBaseLogger,
    disableRequestLogging: true,
    bodyLimit: MAX_BODY_BYTES,
    genReqId: () => randomUUID(),
    forceCloseConnections: true,
  });
  await app.register(cors, {
    origin: true,
    allowedHeaders: ['altitoken', 'content-type', 'key'],
    methods: ['GET', 'POST', 'OPTIONS'],
    maxAge: 600,
  });
  app.addHook('onSend', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  app.get('/healthz', async () => ({ status: 'ok' }));
  return app;
}

function describeRequest(request: { method: string; url: string }) {
  return { method: request.method, path: request.url.split('?')[0] };
}
