import assert from 'node:assert/strict';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { createGraphqlRequest } from './graphql-request.ts';

const DOCUMENT = '{ hello }';

test('key and token are sent, and the data is returned', async (t) => {
  const server = await startAnswering(t, (response) => response.end('{"data":{"hello":"you"}}'));
  const data = await server.request<{ hello: string }>({ document: DOCUMENT, idempotent: true });
  assert.deepEqual(data, { hello: 'you' });
  assert.equal(server.headers[0]?.key, 'app');
  assert.equal(server.headers[0]?.altitoken, 'user');
});

test('an error of the server is an ApiError with its code and message, and is not retried', async (t) => {
  const refusal = '{"data":null,"errors":[{"message":"No.","extensions":{"code":"BAD_INPUT"}}]}';
  const server = await startAnswering(t, (response) => response.end(refusal));
  const asked = server.request({ document: DOCUMENT, idempotent: true });
  await assert.rejects(asked, { name: 'ApiError', code: 'BAD_INPUT', message: 'No.' });
  assert.equal(server.headers.length, 1);
});

test('network errors of idempotent operations are retried', async (t) => {
  let asked = 0;
  const server = await startAnswering(t, (response) => {
    if (asked++ === 0) response.destroy();
    else response.end('{"data":{}}');
  });
  await server.request({ document: DOCUMENT, idempotent: true });
  assert.equal(asked, 2);
});

test('requests are retried while the server has lost its database', async (t) => {
  const lost =
    '{"data":null,"errors":[{"message":"Something went wrong.","extensions":{"code":"INTERNAL"}}]}';
  let asked = 0;
  const server = await startAnswering(t, (response) => response.end(asked++ === 0 ? lost : '{"data":{}}'));
  await server.request({ document: DOCUMENT, idempotent: true });
  assert.equal(asked, 2);
});

test('an operation that is not idempotent is sent once', async (t) => {
  const server = await startAnswering(t, (response) => response.destroy());
  const asked = server.request({ document: DOCUMENT, idempotent: false });
  await assert.rejects(asked, {
    name: 'ConnectionError',
    transient: true,
    message: /^No server answers at http/,
  });
  assert.equal(server.headers.length, 1);
});

test('another kind of server is distinguished from a server that is down', async (t) => {
  const server = await startAnswering(t, (response) => response.writeHead(404).end('<html>'));
  const asked = server.request({ document: DOCUMENT, idempotent: true });
  await assert.rejects(asked, {
    name: 'ConnectionError',
    transient: false,
    message: /is not a Tiepoint server/,
  });
});

test('an abort is passed on as its reason', async (t) => {
  const stopped = new AbortController();
  const server = await startAnswering(t, () => stopped.abort(new Error('enough')));
  await assert.rejects(
    server.request({ document: DOCUMENT, idempotent: true, signal: stopped.signal }),
    /enough/,
  );
});

async function startAnswering(t: TestContext, answer: (response: ServerResponse) => void) {
  const headers: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    headers.push(request.headers);
    request.resume().on('end', () => answer(response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { headers, request: createGraphqlRequest({ endpoint, key: 'app', token: 'user' }) };
}
