import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';

import { Client, CopyConditions } from 'minio';

import { CREDENTIALS, startStore } from './start-store.fixture.ts';

const MIB = 1024 * 1024;

async function startClient(t: TestContext, secretKey = CREDENTIALS.secretAccessKey) {
  const started = await startStore(t, { maxObjectBytes: 64 * MIB });
  const client = new Client({
    endPoint: '127.0.0.1',
    port: started.port,
    useSSL: false,
    accessKey: CREDENTIALS.accessKeyId,
    secretKey,
    partSize: 5 * MIB,
  });
  const text = async (key: string) => (await buffer(await client.getObject('photos', key))).toString();
  return { ...started, client, text };
}

async function keysOf(listing: Readable): Promise<string[]> {
  return (await listing.toArray()).map((entry) => entry.name ?? entry.prefix);
}

test('minio puts, reads, lists, copies and removes', async (t) => {
  const { client, text, errors } = await startClient(t);
  const key = 'p/1/x y+é.jpg';
  await client.putObject('photos', key, 'some bytes', undefined, {
    'Content-Type': 'image/jpeg',
    pilot: 'Ada',
  });
  assert.equal(await text(key), 'some bytes');
  const part = await client.getPartialObject('photos', key, 5, 3);
  assert.equal((await buffer(part)).toString(), 'byt');
  const stat = await client.statObject('photos', key);
  assert.deepEqual([stat.size, stat.metaData], [10, { 'content-type': 'image/jpeg', pilot: 'Ada' }]);
  await client.copyObject('photos', 'p/copy', `/photos/${key}`, new CopyConditions());
  await client.putObject('photos', 'q', 'x');
  assert.deepEqual(await keysOf(client.listObjectsV2('photos', 'p/', true)), [key, 'p/copy']);
  assert.deepEqual(new Set(await keysOf(client.listObjects('photos', '', false))), new Set(['p/', 'q']));
  await client.setObjectTagging('photos', 'q', { pilot: 'Ada & <co>' });
  assert.deepEqual(await client.getObjectTagging('photos', 'q'), [{ Key: 'pilot', Value: 'Ada & <co>' }]);
  await client.removeObject('photos', 'q');
  await client.removeObjects('photos', [key, 'p/copy']);
  await assert.rejects(client.statObject('photos', key), { code: 'NotFound' });
  assert.equal(await client.bucketExists('photos'), true);
  assert.equal(await client.bucketExists('others'), false);
  assert.deepEqual(errors, []);
});

test('minio uploads a stream in parts', async (t) => {
  const { client, store } = await startClient(t);
  const content = Buffer.alloc(11 * MIB, 'abcdefg');
  const chunks = [content.subarray(0, 3 * MIB), content.subarray(3 * MIB)];
  const { etag } = await client.putObject('photos', 'large', Readable.from(chunks), content.length);
  assert.match(etag, /-\d$/);
  assert.ok(content.equals(await buffer(await store.read('photos', 'large'))));
  assert.deepEqual(await keysOf(client.listIncompleteUploads('photos', '', true)), []);
});

test("minio's presigned URLs work, and a wrong secret is refused", async (t) => {
  const { client, text } = await startClient(t);
  const url = await client.presignedPutObject('photos', 'a', 60);
  assert.equal((await fetch(url, { method: 'PUT', body: 'x' })).status, 200);
  assert.equal(await (await fetch(await client.presignedGetObject('photos', 'a', 60))).text(), 'x');
  assert.equal(await text('a'), 'x');
  const stranger = await startClient(t, 'guess');
  await assert.rejects(stranger.client.putObject('photos', 'a', 'y'), { code: 'SignatureDoesNotMatch' });
});
