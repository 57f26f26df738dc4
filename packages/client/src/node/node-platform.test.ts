import assert from 'node:assert/strict';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import type { ByteWork } from '../platform.ts';
import { type FilePhoto, nodePlatform } from './node-platform.ts';

const platform = nodePlatform();

test('a photo is hashed with SHA-1 while its bytes are counted', async (t) => {
  const photo = await makePhoto(t, Buffer.from('abc'));
  const { work, counted } = countingWork();
  // FIPS 180-2, appendix A.1
  assert.equal(await platform.hashPhoto(photo, work), 'a9993e364706816aba3e25717850c26c9cd0d89d');
  assert.equal(counted(), 3);
});

test('a PUT has length, type and the exact bytes, and returns the response', async (t) => {
  const bytes = Buffer.alloc(3_000_000, 'photo');
  const photo = await makePhoto(t, bytes);
  const received: { headers?: IncomingMessage['headers']; body?: Buffer } = {};
  const url = await listen(t, async (request, response) => {
    received.headers = request.headers;
    received.body = await buffer(request);
    response.writeHead(200).end();
  });
  const { work, counted } = countingWork();
  const answer = await platform.putPhoto(photo, { url, contentType: 'image/jpeg' }, work);
  assert.equal(answer.status, 200);
  assert.equal(received.headers?.['content-length'], '3000000');
  assert.equal(received.headers?.['transfer-encoding'], undefined);
  assert.equal(received.headers?.['content-type'], 'image/jpeg');
  assert.ok(received.body?.equals(bytes));
  assert.equal(counted(), 3_000_000);
});

test('an empty file is put with length 0', async (t) => {
  const photo = await makePhoto(t, Buffer.alloc(0));
  const url = await listen(t, (request, response) => {
    response.writeHead(request.headers['content-length'] === '0' ? 200 : 411).end();
  });
  const answer = await platform.putPhoto(photo, { url, contentType: 'image/jpeg' }, countingWork().work);
  assert.equal(answer.status, 200);
});

test('an error is received before any byte of the photo is sent', async (t) => {
  const photo = await makePhoto(t, Buffer.alloc(8_000_000));
  const server = createServer();
  server.on('checkContinue', (_request, response) => {
    response.writeHead(403, { connection: 'close' }).end('<Code>AccessDenied</Code>');
  });
  const url = await start(t, server);
  const { work, counted } = countingWork();
  const answer = await platform.putPhoto(photo, { url, contentType: 'image/jpeg' }, work);
  assert.deepEqual(answer, { status: 403, body: '<Code>AccessDenied</Code>' });
  assert.equal(counted(), 0);
});

test('a file that was truncated or extended since it was chosen is unreadable', async (t) => {
  const photo = await makePhoto(t, Buffer.alloc(1000));
  await truncate(photo.path, 999);
  await assert.rejects(platform.hashPhoto(photo, countingWork().work), { name: 'PhotoUnreadable' });
  await truncate(photo.path, 1001);
  await assert.rejects(platform.hashPhoto(photo, countingWork().work), { name: 'PhotoUnreadable' });
});

test('a missing file is unreadable, for the PUT as well', async (t) => {
  const photo = await makePhoto(t, Buffer.alloc(1000));
  await rm(photo.path);
  const url = await listen(t, (request, response) => {
    request.resume().on('end', () => response.writeHead(200).end());
  });
  const put = platform.putPhoto(photo, { url, contentType: 'image/jpeg' }, countingWork().work);
  await assert.rejects(put, { name: 'PhotoUnreadable' });
});

test('an aborted PUT ends at once with the reason', async (t) => {
  const photo = await makePhoto(t, Buffer.alloc(1000));
  const stopped = new AbortController();
  const url = await listen(t, () => stopped.abort(new Error('enough')));
  const work = { onBytes() {}, signal: stopped.signal };
  const put = platform.putPhoto(photo, { url, contentType: 'image/jpeg' }, work);
  await assert.rejects(put, (error: Error) => [error, error.cause].includes(stopped.signal.reason));
});

async function makePhoto(t: TestContext, bytes: Buffer): Promise<FilePhoto> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-put-'));
  t.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'photo.jpg');
  await writeFile(path, bytes);
  return { name: 'photo.jpg', path, sizeBytes: bytes.length };
}

function countingWork(): { work: ByteWork; counted(): number } {
  let sum = 0;
  const onBytes = (count: number) => {
    sum += count;
  };
  return { work: { onBytes, signal: new AbortController().signal }, counted: () => sum };
}

function listen(t: TestContext, listener: RequestListener): Promise<string> {
  return start(t, createServer(listener));
}

async function start(t: TestContext, server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/bucket/photo.jpg`;
}
