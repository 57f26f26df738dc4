import type { FastifyInstance, FastifyRequest } from 'fastify';
import { readOffered } from '../events/event-subscription.ts';
import { GuardedSocket, type SocketLimits, type Wire } from './guarded-socket.ts';

/** What one socket may do; docs/operating.md lists these limits. */
const SOCKET_LIMITS: SocketLimits = {
  initWaitMs: 5000,
  messageBytes: 32 * 1024,
  // A page that comes back opens everything again at once.
  messages: { atOnce: 150, perSecond: 20 },
  operations: 100,
  refusedOperations: { atOnce: 100, perSecond: 0.5 },
  heartbeatMs: 30_000,
  idleMs: 10 * 60_000,
};

/** What serves a socket, as a route has it. */
type ServeSocket = (this: FastifyInstance, socket: unknown, request: FastifyRequest) => unknown;

/** Guards every socket of routes that are added from now on. */
export function guardSockets(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    const guarded = route as { wsHandler?: ServeSocket };
    const serve = guarded.wsHandler;
    if (!serve) return;
    guarded.wsHandler = function serveGuarded(socket, request) {
      const guard = new GuardedSocket(socket as Wire, SOCKET_LIMITS, (firstMessage) =>
        hasCredentials(request, firstMessage),
      );
      return serve.call(this, guard, request);
    };
  });
}

function hasCredentials({ headers }: FastifyRequest, firstMessage: unknown): boolean {
  const offered = readOffered(firstMessage);
  return Boolean((headers.key ?? offered.key) && (headers.altitoken ?? offered.altitoken));
}
