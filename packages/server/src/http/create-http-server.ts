import { randomUUID } from 'node:crypto';
import cors from '@fastify/cors';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { TrafficLimits } from '../config/config.ts';
import { explainOutage } from '../errors/explain-outage.ts';
import { explainText } from '../errors/explain-text.ts';
import type { Logger } from '../observability/logger.ts';
import { cutConnectionsAtEnd } from './cut-connections.ts';
import { cutSlowRequests, PATIENCE } from './limits/cut-slow-requests.ts';
import { limitTraffic } from './limits/limit-traffic.ts';
import { parseForms } from './parse-forms.ts';

/** GraphQL queries are small; photos never pass through here. */
const MAX_BODY_BYTES = 1024 * 1024;

/** Sent with every answer. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'SAMEORIGIN',
};

/** As the object store answers them. */
const OUTAGE_STATUSES: Partial<Record<string, number>> = { UNAVAILABLE: 503, DISK_FULL: 507 };

interface Needs {
  logger: Logger;
  trustedProxies: string[];
  trafficLimits: TrafficLimits;
}

/**
 * The HTTP server that API and page are registered on. Failures are logged without the request's query string.
 * `trustedProxies` are addresses and ranges whose X-Forwarded-For, -Proto and -Host are believed.
 */
export async function createHttpServer({
  logger,
  trustedProxies,
  trafficLimits,
}: Needs): Promise<FastifyInstance> {
  const app = fastify({
    ...PATIENCE,
    trustProxy: trustedProxies,
    bodyLimit: MAX_BODY_BYTES,
    genReqId: () => randomUUID(),
  });
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const path = request.url.split('?')[0];
    const outage = explainOutage(error);
    if (outage) {
      logger.warn({ err: error, requestId: request.id, path }, 'request met an outage');
      const { message, code, extensions } = outage;
      reply.header('retry-after', String(extensions.retryAfterSeconds));
      return reply.code(OUTAGE_STATUSES[code] ?? 503).send({ error: message, code });
    }
    const text = explainText(error);
    if (text) return reply.code(400).send({ error: text.message, code: text.code });
    const status = error.statusCode ?? 500;
    if (status >= 500) logger.error({ err: error, requestId: request.id, path }, 'request failed');
    const message =
      status >= 500 ? `The server failed to handle this request (${request.id}).` : error.message;
    return reply.code(status).send({ error: message });
  });
  await app.register(cors, {
    origin: true,
    allowedHeaders: ['altitoken', 'content-type', 'key', 'last-event-id'],
    methods: ['GET', 'POST', 'OPTIONS'],
    maxAge: 600,
  });
  // At first, so that a route can be stricter.
  app.addHook('onRequest', async (_request, reply) => {
    reply.headers(SECURITY_HEADERS);
  });
  // What they refuse has these headers too: pages must be able to read it.
  limitTraffic(app, trafficLimits);
  cutSlowRequests(app, trafficLimits.bodyStallSeconds);
  parseForms(app);
  cutConnectionsAtEnd(app);
  return app;
}
