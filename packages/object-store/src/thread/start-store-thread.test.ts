import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { MessagePort, Worker } from 'node:worker_threads';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { createTemporaryKeys } from '../access/temporary-keys.ts';
import type { ObjectCreatedEvent } from '../http/exchange.ts';
import { S3Error } from '../s3-error.ts';
import { CREDENTIALS, until } from '../start-store.fixture.ts';
import { type StoreThreadOptions, startStoreThread } from './start-store-thread.ts';

const MASTER_SECRET = 'a master secret of the test';

async function startThread(t: TestContext, options: Partial<StoreThreadOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'store-thread-'));
  const deaths: unknown[] = [];
  const store = await startStoreThread({
    folder,
    buckets: ['photos'],
    credentials: CREDENTIALS,
    masterSecret: MASTER_SECRET,
    host: '127.0.0.1',
    port: 0,
    maxObjectBytes: 3_000_000,
    onDeath: (error) => void deaths.push(error),
    ...options,
  });
  t.after(async () => {
    await store.close();
    await rm(folder, { recursive: true });
  });
  const presign = (method: 'GET' | 'PUT', key: string) => {
    const endpoint = `http://127.0.0.1:${store.port}`;
    return store.presign({ method, endpoint, bucket: 'photos', key, expiresInSeconds: 60 });
  };
  const put = (key: string, body: string) => fetch(presign('PUT', key), { method: 'PUT', body });
  return { store, folder, deaths, presign, put };
}

/** Does nothing else for a while, as a thread with much to compute. */
function blockLoop(ms: number): void {
  const end = performance.now() + ms;
  while (performance.now() < end);
}

test('what clients and the owner write, copy and remove is one store', async (t) => {
  const events: ObjectCreatedEvent[] = [];
  const { store, folder, presign, put } = await startThread(t, {
    onObjectCreated: (event) => void events.push(event),
  });
  assert.equal((await put('a/b.jpg', 'by a client')).status, 200);
  await until(() => events.length === 1);
  assert.equal(events[0]?.key, 'a/b.jpg');
  assert.equal(await text(await store.read('photos', 'a/b.jpg')), 'by a client');
  assert.equal(await text(await store.read('photos', 'a/b.jpg', { start: 3, end: 5 })), 'a c');
  const location = { bucket: 'photos', key: 'own' };
  const body = Readable.from([Buffer.from('by the '), Buffer.from('owner')]);
  const { etag } = await store.write(location, body, { contentType: 'text/plain' });
  assert.equal(etag, createHash('md5').update('by the owner').digest('hex'));
  const got = await fetch(presign('GET', 'own'));
  assert.equal(got.headers.get('content-type'), 'text/plain');
  assert.equal(await got.text(), 'by the owner');
  await store.copy(location, { bucket: 'photos', key: 'copy' });
  await store.remove('photos', 'own', 'another ETag');
  assert.equal((await store.stat('photos', 'own'))?.sizeBytes, 12);
  await store.remove('photos', 'own');
  assert.equal(await store.stat('photos', 'own'), undefined);
  assert.equal((await buffer(await store.read('photos', 'copy'))).toString(), 'by the owner');
  await store.removeAll('photos', '');
  assert.equal(await store.filePath('photos', 'copy'), undefined);
  await assert.rejects(store.read('photos', 'copy'), { code: 'NoSuchKey' });
  assert.deepEqual(await readdir(join(folder, 'incoming')), []);
});

test('the owner is asked before each write, and its clock counts', async (t) => {
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const { presign, put } = await startThread(t, {
    now,
    mayWrite: async ({ key }) => {
      if (key === 'away') throw new S3Error('ServiceUnavailable', 'The database is away.');
      return key !== 'unwanted';
    },
  });
  assert.equal((await put('unwanted', 'x')).status, 403);
  const away = await put('away', 'x');
  assert.equal(away.status, 503);
  assert.match(await away.text(), /The database is away/);
  const url = presign('PUT', 'late');
  aheadMs = 61_000;
  await setTimeout(250);
  assert.equal((await fetch(url, { method: 'PUT', body: 'x' })).status, 403);
  assert.equal((await put('now', 'x')).status, 200);
});

test('temporary keys of the same secret are recognized', async (t) => {
  const { store } = await startThread(t);
  const keys = createTemporaryKeys({ masterSecret: MASTER_SECRET, now: () => new Date() });
  const wanted = { bucket: 'photos', keyPrefix: 'p/', actions: ['PutObject'], expiresInSeconds: 60 } as const;
  const { accessKeyId, secretAccessKey, securityToken: sessionToken } = keys.mint(wanted);
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${store.port}`,
    region: 'eu-west-3',
    forcePathStyle: true,
    credentials: { accessKeyId, secretAccessKey, sessionToken },
  });
  await client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'p/a', Body: 'x' }));
  await assert.rejects(client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'q/a', Body: 'x' })), {
    name: 'AccessDenied',
  });
  assert.equal((await store.stat('photos', 'p/a'))?.sizeBytes, 1);
});

/** A client in a thread of its own, which sends requests one after the other; tells the statuses and how long all took. */
async function request(init: object, urls: string[]): Promise<{ statuses: number[]; ms: number }> {
  const code = `const { parentPort, workerData: { urls, bytes, method } } = require('node:worker_threads');
    (async () => {
      const start = performance.now();
      const statuses = [];
      for (const url of urls) {
        const answer = await fetch(url, { method, body: bytes && Buffer.alloc(bytes, 'x') });
        await answer.arrayBuffer();
        statuses.push(answer.status);
      }
      parentPort.postMessage({ statuses, ms: performance.now() - start });
    })();`;
  const worker = new Worker(code, { eval: true, workerData: { ...init, urls } });
  const { promise, resolve, reject } = Promise.withResolvers<{ statuses: number[]; ms: number }>();
  worker.once('message', resolve).once('error', reject);
  return promise;
}

test('an owner that is busy delays no request of a client', async (t) => {
  const { presign, put } = await startThread(t);
  await put('a', 'x');
  const answered = request({ method: 'GET' }, [presign('GET', 'a')]);
  blockLoop(3000);
  const { statuses, ms } = await answered;
  assert.deepEqual(statuses, [200]);
  assert.ok(ms < 2000, `${ms} ms`);
});

test('uploads take next to no time of their owner', async (t) => {
  const { presign } = await startThread(t);
  const urls = Array.from({ length: 60 }, (_, index) => presign('PUT', `${index}`));
  const before = process.threadCpuUsage();
  const { statuses, ms } = await request({ method: 'PUT', bytes: 2_000_000 }, urls);
  const { user, system } = process.threadCpuUsage(before);
  assert.deepEqual(new Set(statuses), new Set([200]));
  const ownMs = (user + system) / 1000;
  assert.ok(ownMs < ms / 4, `${ownMs} of ${ms} ms`);
});

test('a thread that dies is started again on its port, and what was stored is there', async (t) => {
  const workers: Worker[] = [];
  const onWorker = (worker: Worker) => void workers.push(worker);
  process.on('worker', onWorker);
  t.after(() => process.off('worker', onWorker));
  const { store, deaths, presign, put } = await startThread(t);
  assert.equal((await put('a', 'kept')).status, 200);
  await workers[0]?.terminate();
  const during = store.stat('photos', 'a').catch(() => undefined);
  await until(() => deaths.length === 1);
  assert.equal((await store.stat('photos', 'a'))?.sizeBytes, 4);
  assert.equal(await (await fetch(presign('GET', 'a'))).text(), 'kept');
  assert.equal((await put('b', 'new')).status, 200);
  await during;
});

test('a thread that dies of an error fails the calls that wait, and is started again', async (t) => {
  const { store, deaths, put } = await startThread(t);
  assert.equal((await put('a', 'kept')).status, 200);
  const { postMessage } = MessagePort.prototype;
  // A message that the thread can't read makes it throw where nothing catches it, before it reads the call.
  const posted = t.mock.method(
    MessagePort.prototype,
    'postMessage',
    function (this: MessagePort, call: unknown) {
      posted.mock.restore();
      for (const message of [null, call]) postMessage.call(this, message);
    },
  );
  await assert.rejects(store.stat('photos', 'a'), /thread of the object store has ended/);
  await until(() => deaths.length === 1);
  assert.match(String(deaths[0]), /TypeError/);
  assert.equal((await store.stat('photos', 'a'))?.sizeBytes, 4);
  assert.equal((await put('b', 'new')).status, 200);
});

test('a thread that throws as it starts, a taken port and a folder that cannot be made are told', async (t) => {
  await assert.rejects(startThread(t, { masterSecret: 'short' }), ({ cause }: Error) => {
    assert.match(String(cause), /masterSecret must have at least 16 bytes/);
    return true;
  });
  const { store } = await startThread(t);
  await assert.rejects(startThread(t, { port: store.port }), { code: 'EADDRINUSE' });
  await assert.rejects(startThread(t, { folder: '/dev/null/none' }), { code: 'ENOTDIR' });
});
