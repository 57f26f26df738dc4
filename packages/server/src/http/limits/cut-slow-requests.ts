import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyHttpOptions, FastifyInstance } from 'fastify';
import { answerRaw } from './answer-raw.ts';

/** On average; less is dripping, not a bad network. */
const MIN_BYTES_PER_SECOND = 1024;
/** Time for a client to send its request's headers. */
const HEADERS_TIMEOUT_MS = 15_000;
/** For the whole of a request, which has a megabyte at most. */
const REQUEST_TIMEOUT_MS = 5 * 60_000;
/** How often Node looks for what has passed them. */
const LOOK_MS = 5000;
/** A connection on which nothing moves though it is the client's turn; event streams tell something every 15 seconds. */
const IDLE_TIMEOUT_MS = 120_000;

const CLIENT_ERRORS: Readonly<Record<string, [status: number, sentence: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'The request did not arrive in time. Send it again.'],
  HPE_HEADER_OVERFLOW: [431, 'The headers of the request are too large.'],
};

/** The time limits that Node itself keeps, and what is answered to requests that it gives up. */
export const PATIENCE: FastifyHttpOptions<Server> = {
  requestTimeout: REQUEST_TIMEOUT_MS,
  connectionTimeout: IDLE_TIMEOUT_MS,
  http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: LOOK_MS },
  clientErrorHandler: (error, socket) => {
    if (error.code === 'ECONNRESET') return void socket.destroy();
    const [status, sentence] = CLIENT_ERRORS[error.code] ?? [400, 'This is not a valid HTTP request.'];
    answerRaw(socket, status, sentence);
  },
};

/** A request whose body has not come yet. */
interface Arriving {
  readonly socket: Duplex & { readonly bytesRead: number };
  isComplete: () => boolean;
  bytesBefore: number;
  lookedAtMs: number;
}

/** Cuts requests whose bodies come more slowly than 1 KiB/s for some time, with 408, and none that is being worked on. */
export function cutSlowRequests(app: FastifyInstance, stallSeconds: number): void {
  const arriving = new Set<Arriving>();
  const leastBytes = MIN_BYTES_PER_SECOND * stallSeconds;
  const look = (one: Arriving) => {
    const { bytesRead } = one.socket;
    if (one.isComplete()) return void arriving.delete(one);
    if (performance.now() - one.lookedAtMs < stallSeconds * 1000) return;
    if (bytesRead - one.bytesBefore < leastBytes) {
      arriving.delete(one);
      const least = `less than ${MIN_BYTES_PER_SECOND} bytes a second for ${stallSeconds} seconds`;
      return answerRaw(one.socket, 408, `The body of the request came too slowly: ${least}.`);
    }
    one.bytesBefore = bytesRead;
    one.lookedAtMs = performance.now();
  };
  const timer = setInterval(() => arriving.forEach(look), Math.min(1000, stallSeconds * 250)).unref();
  app.addHook('onClose', async () => clearInterval(timer));
  app.addHook('onRequest', async ({ raw }, reply) => {
    // Node cuts the connection itself unless somebody listens.
    reply.raw.on('timeout', (socket: Socket) => {
      const isWorkedOn = raw.complete && socket.writableLength === 0;
      if (isWorkedOn) socket.setTimeout(app.server.timeout);
      else socket.destroy();
    });
    const { 'content-length': length = '0', 'transfer-encoding': coding } = raw.headers;
    if (raw.complete || (length === '0' && !coding)) return;
    const one: Arriving = {
      socket: raw.socket,
      isComplete: () => raw.complete || raw.destroyed || reply.raw.headersSent,
      bytesBefore: raw.socket.bytesRead,
      lookedAtMs: performance.now(),
    };
    arriving.add(one);
  });
}
