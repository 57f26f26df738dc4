import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Seats } from '../../admission/seats.ts';
import { networkOf } from '../../auth/attempt-limit.ts';
import type { TrafficLimits } from '../../config/config.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** An answer that goes on for as long as the client listens. */
    isStream?: boolean;
  }
}

const API = '/graphql';
const RETRY_SECONDS = 1;

/** Bounds how many requests, and how many event streams and sockets, an address has open at the same time. */
export function limitTraffic(app: FastifyInstance, limits: TrafficLimits): void {
  const requests = new Seats(limits.requestsPerAddress);
  const streams = new Seats(limits.streamsPerAddress);
  app.addHook('onRequest', async (request, reply) => {
    const isSocket = isUpgrade(request);
    const isStream = isSocket || request.routeOptions.config.isStream === true;
    const giveBack = (isStream ? streams : requests).take(networkOf(request.ip));
    if (!giveBack) {
      const most = isStream
        ? `${limits.streamsPerAddress} event streams and sockets open`
        : `${limits.requestsPerAddress} requests in progress`;
      return refuse(request, reply, `Your address has ${most}. Try again when one has ended.`);
    }
    // Of a socket the response is never finished.
    const ending = isSocket ? request.raw.socket : reply.raw;
    if (ending.destroyed) giveBack();
    else ending.once('close', giveBack);
  });
}

/** Clients of the API read nothing but answers of its form, with 200. */
function refuse(request: FastifyRequest, reply: FastifyReply, message: string): FastifyReply {
  const code = 'RATE_LIMITED';
  reply.header('retry-after', String(RETRY_SECONDS));
  if (!isUpgrade(request) && request.url.split('?')[0] === API) {
    const extensions = { code, retryAfterSeconds: RETRY_SECONDS };
    return reply.send({ data: null, errors: [{ message, extensions }] });
  }
  return reply.code(429).send({ error: message, code });
}

/** Node marks a request that becomes a socket; a header alone does not make one. */
function isUpgrade({ raw }: FastifyRequest): boolean {
  return 'upgrade' in raw && raw.upgrade === true;
}
