import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { ApiError } from '../api/api-error.ts';
import { eventCalls } from './event-calls.ts';

type Answer = (response: ServerResponse) => void;

/** Answers requests in turn, and records the requested cursors. */
async function startServer(answers: Answer[]) {
  const asked: (string | null)[] = [];
  const server = createServer((request, response) => {
    asked.push(new URL(request.url ?? '', 'http://localhost').searchParams.get('after'));
    response.setHeader('content-type', 'text/event-stream');
    answers.shift()?.(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    asked,
    calls: eventCalls({ endpoint, key: 'key', token: 'token' }),
    [Symbol.dispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const message = (cursor: string, kind: string) =>
  `id: ${cursor}\ndata: ${JSON.stringify({ cursor, kind })}\n\n`;

test("each event arrives exactly once, across a broken connection and a restart, up to the project's last one", async () => {
  using server = await startServer([
    (response) => response.write('retry: 2000\nid: 1_0\n\n', () => response.destroy()),
    (response) =>
      response.write(`${message('2_1', 'ImageMoved')}id: 3_1\ndata: {"broken`, () => response.destroy()),
    (response) => response.writeHead(503).end(),
    (response) =>
      response.end(`${message('3_1', 'ImageMoved')}: a comment\n\n${message('4_1', 'ProjectRemoved')}`),
  ]);
  const cursors: string[] = [];
  for await (const { cursor } of server.calls.watchEvents('p')) cursors.push(cursor);
  assert.deepEqual(cursors, ['2_1', '3_1', '4_1']);
  assert.deepEqual(server.asked, [null, '1_0', '2_1', '2_1']);
});

test('an error of the server has its code, and is not retried', async () => {
  using server = await startServer([
    (response) => response.writeHead(410).end('{"error":"Too old.","code":"CURSOR_EXPIRED"}'),
  ]);
  const watching = server.calls.watchEvents('p', { after: '1_1' }).next();
  await assert.rejects(watching, (error) => error instanceof ApiError && error.code === 'CURSOR_EXPIRED');
  assert.deepEqual(server.asked, ['1_1']);
});

test('watching ends when its signal is aborted', async () => {
  using server = await startServer([(response) => response.write(message('2_1', 'ImageMoved'))]);
  const leaving = new AbortController();
  const events = server.calls.watchEvents('p', { signal: leaving.signal });
  assert.equal((await events.next()).value?.cursor, '2_1');
  const next = events.next();
  leaving.abort(new Error('enough'));
  await assert.rejects(next, /enough/);
});
