import assert from 'node:assert/strict';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';

import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import type { ObjectWrite } from './http/exchange.ts';
import { CREDENTIALS, refusal, startStore, until } from './start-store.fixture.ts';

test('what a presigned PUT stores comes back by GET, HEAD and from the store itself, and is announced', async (t) => {
  const { store, events, errors, presign, put, get } = await startStore(t);
  const key = "p/1/x y+é%2F!'()*.jpg";
  const stored = await put(key, 'some bytes', { 'content-type': 'image/jpeg' });
  assert.equal(stored.status, 200);
  const etag = stored.headers.get('etag') ?? '';
  assert.match(etag, /^"[0-9a-f]{32}-1"$/, 'no MD5, which takes long and which nobody reads');
  assert.match(stored.headers.get('x-amz-request-id') ?? '', /^[0-9A-F]{16}$/);

  const got = await get(key);
  assert.equal(await got.text(), 'some bytes');
  const head = await fetch(presign('HEAD', key), { method: 'HEAD' });
  for (const { status, headers } of [got, head]) {
    assert.equal(status, 200);
    assert.equal(headers.get('etag'), etag);
    assert.equal(headers.get('content-length'), '10');
    assert.equal(headers.get('content-type'), 'image/jpeg');
    assert.equal(headers.get('accept-ranges'), 'bytes');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /sandbox/);
    assert.ok(Math.abs(Date.now() - Date.parse(headers.get('last-modified') ?? '')) < 5000);
  }
  const info = await store.stat('photos', key);
  assert.deepEqual(info, {
    key,
    sizeBytes: 10,
    etag: etag.replaceAll('"', ''),
    contentType: 'image/jpeg',
    lastModified: info?.lastModified,
  });
  assert.equal((await buffer(await store.read('photos', key, { start: 5, end: 6 }))).toString(), 'by');
  await until(() => events.length === 1);
  assert.deepEqual(events, [{ bucket: 'photos', ...info }]);
  await store.remove('photos', key);
  await store.remove('photos', key);
  assert.equal(await refusal(await get(key)), '404 NoSuchKey');
  await assert.rejects(store.read('photos', key), { code: 'NoSuchKey' });
  assert.deepEqual(errors, []);
});

test('a write that the holder of its URL may not make any more is refused, also behind its body', async (t) => {
  const asked: ObjectWrite[] = [];
  const mayWrite = async (write: ObjectWrite) => {
    asked.push(write);
    return write.holder === 'mira' || (write.holder === 'eve' && !write.isLast);
  };
  const { store, presign } = await startStore(t, { mayWrite });
  const put = (holder?: string) =>
    fetch(presign('PUT', 'a.jpg', { ...(holder && { holder }) }), { method: 'PUT', body: 'bytes' });
  for (const holder of [undefined, 'eve', 'mallory']) {
    assert.equal(await refusal(await put(holder)), '403 AccessDenied');
  }
  assert.equal(await store.stat('photos', 'a.jpg'), undefined);
  const forged = presign('PUT', 'a.jpg', { holder: 'eve' }).replace('x-holder=eve', 'x-holder=mira');
  assert.equal(
    await refusal(await fetch(forged, { method: 'PUT', body: 'bytes' })),
    '403 SignatureDoesNotMatch',
  );
  assert.equal((await put('mira')).status, 200);
  const last = { bucket: 'photos', key: 'a.jpg', holder: 'mira' };
  assert.deepEqual(asked.slice(-2), [
    { ...last, isLast: false },
    { ...last, isLast: true },
  ]);
});

test("the official SDK's presigned URLs work over HTTP", async (t) => {
  const { endpoint } = await startStore(t);
  const client = new S3Client({
    endpoint,
    region: 'eu-west-3',
    forcePathStyle: true,
    credentials: CREDENTIALS,
  });
  const target = { Bucket: 'models', Key: 'p/ä b.glb' };
  const putUrl = await getSignedUrl(client, new PutObjectCommand(target), { expiresIn: 60 });
  assert.equal((await fetch(putUrl, { method: 'PUT', body: 'model' })).status, 200);
  const attachment = {
    ResponseContentDisposition: 'attachment; filename="a b.glb"',
    ResponseContentType: 'a/b',
  };
  const getUrl = await getSignedUrl(client, new GetObjectCommand({ ...target, ...attachment }), {
    expiresIn: 60,
  });
  const got = await fetch(getUrl);
  assert.equal(await got.text(), 'model');
  assert.equal(got.headers.get('content-disposition'), attachment.ResponseContentDisposition);
  assert.equal(got.headers.get('content-type'), attachment.ResponseContentType);
});

test('a slow or failing listener does not affect the uploader, and close waits for it', async (t) => {
  const errors: [unknown, object][] = [];
  const gate = Promise.withResolvers<void>();
  const { put, store } = await startStore(t, {
    onObjectCreated: async () => {
      await gate.promise;
      throw new Error('listener failed');
    },
    onError: (error, context) => void errors.push([error, context]),
  });
  assert.equal((await put('a', 'x')).status, 200);
  gate.resolve();
  await store.close();
  assert.deepEqual(errors, [[new Error('listener failed'), { bucket: 'photos', key: 'a' }]]);
});
