import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { nodePlatform } from '../node/node-platform.ts';
import { putPhoto } from './put-photo.ts';

const EXPIRED = '<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>';
const FULL = '<Error><Code>InsufficientStorage</Code><Message>The disk is full.</Message></Error>';

test('a PUT with a transient error is retried on the same URL, and its bytes count once', async (t) => {
  const put = await preparePut(t, [{ status: 503 }, { status: 'broken' }, { status: 200 }]);
  await putPhoto(put.order);
  assert.deepEqual(put.paths, ['/url-0', '/url-0', '/url-0']);
  assert.equal(put.retries.length, 2);
  assert.equal(put.countedBytes(), 1000);
});

test('a PUT is given up after the retry time, and at least five tries', async (t) => {
  const put = await preparePut(t, [{ status: 500 }]);
  await assert.rejects(putPhoto({ ...put.order, retryForMs: 0 }), { name: 'PutFailed', transient: true });
  assert.equal(put.paths.length, 5);
  assert.equal(put.countedBytes(), 0);
  assert.equal(put.retries.length, 1, 'the same reason is reported once');
});

test('a store that is down for longer than five tries take is waited for', async (t) => {
  const away = Array.from({ length: 7 }, () => ({ status: 'broken' as const }));
  const put = await preparePut(t, [...away, { status: 200 }]);
  await putPhoto(put.order);
  assert.equal(put.paths.length, 8);
});

test('an expired URL is replaced by a new one', async (t) => {
  const put = await preparePut(t, [{ status: 403, body: EXPIRED }, { status: 200 }]);
  await putPhoto(put.order);
  assert.deepEqual(put.paths, ['/url-0', '/url-1']);
  assert.equal(put.countedBytes(), 1000);
});

test('URLs that always expire are not requested forever', async (t) => {
  const put = await preparePut(t, [{ status: 403, body: EXPIRED }]);
  await assert.rejects(putPhoto(put.order), /clocks/);
  assert.deepEqual(put.paths, ['/url-0', '/url-1', '/url-2']);
});

test("a permanent error is not retried and is reported with the store's message", async (t) => {
  const put = await preparePut(t, [{ status: 507, body: FULL }]);
  await assert.rejects(putPhoto(put.order), {
    message: 'The object store answered with HTTP status 507 (InsufficientStorage: The disk is full.).',
  });
  assert.equal(put.paths.length, 1);
});

/** A photo of 1000 bytes and a store with these responses, repeating the last one. */
async function preparePut(t: TestContext, answers: Array<{ status: number | 'broken'; body?: string }>) {
  const paths: Array<string | undefined> = [];
  const server = createServer((request, response) => {
    const answer = answers[Math.min(paths.length, answers.length - 1)];
    paths.push(request.url);
    const { status = 500, body } = answer ?? {};
    if (status === 'broken') request.socket.destroy();
    else request.resume().on('end', () => response.writeHead(status).end(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-retry-'));
  const path = join(folder, 'photo.jpg');
  await writeFile(path, Buffer.alloc(1000));
  t.after(async () => {
    server.closeAllConnections();
    server.close();
    await rm(folder, { recursive: true });
  });

  let urls = 0;
  let bytes = 0;
  const nextUrl = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}/url-${urls++}`;
  const retries: string[] = [];
  const order = {
    platform: nodePlatform(),
    photo: { name: 'photo.jpg', path, sizeBytes: 1000 },
    url: nextUrl(),
    renewUrl: async () => nextUrl(),
    onBytes: (count: number) => {
      bytes += count;
    },
    onRetry: (reason: string) => {
      retries.push(reason);
    },
    firstWaitMs: 1,
    signal: new AbortController().signal,
  };
  return { order, paths, retries, countedBytes: () => bytes };
}
