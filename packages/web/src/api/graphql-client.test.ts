import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { ApiError, createGraphQLClient } from './graphql-client.ts';

const credentials = { key: 'K', token: 'T' };

test('a call carries key, token, operation and variables', async (t) => {
  let seen: { headers: IncomingMessage['headers']; body: unknown } | undefined;
  const endpoint = await serve(t, async (request) => {
    const chunks: Buffer[] = await request.toArray();
    seen = { headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) };
    return '{"data":{"versions":{"api":"1"}}}';
  });
  const data = await createGraphQLClient(credentials, endpoint)('{ versions { api } }', { id: 'a' });
  assert.deepEqual(data, { versions: { api: '1' } });
  assert.equal(seen?.headers.key, 'K');
  assert.equal(seen?.headers.altitoken, 'T');
  assert.deepEqual(seen?.body, { query: '{ versions { api } }', variables: { id: 'a' } });
});

test('errors in an answer become one ApiError', async (t) => {
  const endpoint = await serve(
    t,
    async () => '{"data":null,"errors":[{"message":"No."},{"message":"Not so."}]}',
  );
  await assert.rejects(createGraphQLClient(credentials, endpoint)('{ x }'), new ApiError('No. Not so.'));
});

test('a page instead of JSON and a server that is away are said in sentences', async (t) => {
  const endpoint = await serve(t, async () => '<html>');
  await assert.rejects(createGraphQLClient(credentials, endpoint)('{ x }'), /something else than JSON/);
  await assert.rejects(createGraphQLClient(credentials, 'http://127.0.0.1:1/')('{ x }'), /does not answer/);
});

async function serve(t: TestContext, answer: (request: IncomingMessage) => Promise<string>): Promise<string> {
  const server = createServer(async (request, response) => response.end(await answer(request)));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
}
