import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';

/** An answer takes milliseconds, and a client that is there answers a socket's farewell within a round trip. */
const GRACE_MS = 1000;

/**
 * When the server stops, requests and WebSockets get a moment to end, then they are cut off: a client that does
 * not read, or has connected and said nothing, must not hold the server up. Fastify's own `forceCloseConnections`
 * does this only for servers that it has itself made listen, and never for WebSockets.
 */
export function cutConnectionsAtEnd(app: FastifyInstance): void {
  const sockets = new Set<Duplex>();
  app.server.on('upgrade', (_request, socket: Duplex) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  app.addHook('preClose', async () => {
    setTimeout(() => {
      app.server.closeAllConnections();
      for (const socket of sockets) socket.destroy();
    }, GRACE_MS).unref();
  });
}
