import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { createLogger } from '../../observability/logger.ts';
import { createHttpServer } from '../create-http-server.ts';

const IDLE_MS = 200;
const POST =
  'POST /work HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n';

let app: FastifyInstance;
before(async () => {
  app = await createHttpServer({
    logger: createLogger({ level: 'silent' }),
    trustedProxies: [],
    trafficLimits: {
      requestsPerAddress: 10,
      streamsPerAddress: 10,
      streamsPerUser: 10,
      bodyStallSeconds: 10,
    },
  });
  app.post('/work', async () => {
    await setTimeout(5 * IDLE_MS);
    return 'done';
  });
  app.get('/large', async () => Buffer.alloc(64 * 1024 * 1024));
  await app.listen({ port: 0, host: '127.0.0.1' });
  app.server.setTimeout(IDLE_MS);
});
after(() => app.close());

test('a request that is being worked on is answered, however long nothing moves meanwhile', async () => {
  const socket = open();
  const answer = text(socket);
  socket.write(`${POST}{}`);
  assert.match(await answer, /^HTTP\/1.1 200 OK\r\n[\s\S]*\r\n\r\ndone$/);
});

test('connections are closed on which a client sends no request, half of one, or does not read', async () => {
  const silent = open();
  const half = open();
  half.write(`${POST}{`);
  const deaf = open();
  deaf.pause().write('GET /large HTTP/1.1\r\nHost: a\r\n\r\n');
  for (const socket of [silent, half]) socket.resume();
  await Promise.all([silent, half].map((socket) => once(socket, 'close')));
  await setTimeout(5 * IDLE_MS);
  const left = await new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)));
  assert.equal(left, 0);
  deaf.destroy();
});

function open() {
  const { port } = app.server.address() as AddressInfo;
  return connect(port, '127.0.0.1').on('error', () => {});
}
