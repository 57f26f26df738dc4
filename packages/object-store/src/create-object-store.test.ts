import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { crc32 } from 'node:zlib';

import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';

import { createObjectStore, type ObjectStoreOptions } from './create-object-store.ts';
import type { ObjectCreatedEvent } from './http/exchange.ts';
import type { PresignRequest } from './signature/presign-url.ts';

const CREDENTIALS = { accessKeyId: 'AKTEST', secretAccessKey: 'secret-of-the-test' };
const MAX_OBJECT_BYTES = 3_000_000;

/** A store on a new folder behind a listening server, with what it announced and reported. */
async function startStore(t: TestContext, options: Partial<ObjectStoreOptions> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'object-store-'));
  const events: ObjectCreatedEvent[] = [];
  const errors: unknown[] = [];
  const store = await createObjectStore({
    folder,
    buckets: ['photos', 'models'],
    credentials: CREDENTIALS,
    maxObjectBytes: MAX_OBJECT_BYTES,
    onObjectCreated: (event) => void events.push(event),
    onError: (error) => void errors.push(error),
    ...options,
  });
  const server = store.createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const port = (server.address() as AddressInfo).port;
  const endpoint = `http://127.0.0.1:${port}`;
  t.after(async () => {
    server.close();
    await store.close();
    server.closeAllConnections();
    await rm(folder, { recursive: true });
  });
  const presign = (method: PresignRequest['method'], key: string, more: Partial<PresignRequest> = {}) =>
    store.presign({ method, endpoint, bucket: 'photos', key, expiresInSeconds: 60, ...more });
  const put = (key: string, body: string | Buffer<ArrayBuffer>, headers: Record<string, string> = {}) =>
    fetch(presign('PUT', key), { method: 'PUT', body, headers });
  const get = (key: string, headers: Record<string, string> = {}) => fetch(presign('GET', key), { headers });
  return { store, folder, events, errors, endpoint, port, presign, put, get };
}

/** Sends raw text over a new connection; gives all that comes back until the server closes it. */
async function exchangeText(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1');
  socket.write(text);
  return (await buffer(socket)).toString();
}

function requestHead(url: string, headers: string[]): string {
  const { host, pathname, search } = new URL(url);
  return [`PUT ${pathname}${search} HTTP/1.1`, `Host: ${host}`, ...headers, '', ''].join('\r\n');
}

/** Status and S3 code of an error answer, whose form is checked too. */
async function refusal(response: Response): Promise<string> {
  assert.equal(response.headers.get('content-type'), 'application/xml');
  assert.equal(response.headers.get('access-control-allow-origin'), '*');
  const xml = await response.text();
  const form =
    /<Error><Code>(\w+)<\/Code><Message>[^<]+<\/Message><Resource>([^<]*)<\/Resource><RequestId>(\w+)</;
  const [, code, resource = '', requestId] = form.exec(xml) ?? [];
  assert.equal(requestId, response.headers.get('x-amz-request-id'));
  assert.doesNotMatch(xml, /Signature=|secret-of-the-test/);
  assert.doesNotMatch(resource, /\?/);
  return `${response.status} ${code}`;
}

async function filesIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (let tries = 0; !(await condition()); tries += 1) {
    assert.ok(tries < 200, 'the condition did not come true within 2 s');
    await sleep(10);
  }
}

test('what a presigned PUT stores comes back by GET, HEAD and from the store itself, and is announced', async (t) => {
  const { store, events, errors, presign, put, get } = await startStore(t);
  const key = "p/1/x y+é%2F!'()*.jpg";
  const md5 = createHash('md5').update('some bytes').digest('hex');
  const stored = await put(key, 'some bytes', { 'content-type': 'image/jpeg' });
  assert.equal(stored.status, 200);
  assert.equal(stored.headers.get('etag'), `"${md5}"`);
  assert.match(stored.headers.get('x-amz-request-id') ?? '', /^[0-9A-F]{16}$/);

  const got = await get(key);
  assert.equal(await got.text(), 'some bytes');
  const head = await fetch(presign('HEAD', key), { method: 'HEAD' });
  for (const { status, headers } of [got, head]) {
    assert.equal(status, 200);
    assert.equal(headers.get('etag'), `"${md5}"`);
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
    etag: md5,
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

test('a request that may not be served is refused with an error in XML', async (t) => {
  let skewMilliseconds = 0;
  const { endpoint, presign, put, events, store } = await startStore(t, {
    now: () => new Date(Date.now() + skewMilliseconds),
  });
  await put('a.jpg', 'a');
  const putTo = async (url: string, init: RequestInit = {}) =>
    refusal(await fetch(url, { method: 'PUT', body: 'x', ...init }));
  const signed = presign('PUT', 'a.jpg');
  assert.equal(await putTo(signed.replace('a.jpg', 'b.jpg')), '403 SignatureDoesNotMatch');
  assert.equal(await putTo(signed, { method: 'GET', body: null }), '403 SignatureDoesNotMatch');
  assert.equal(await putTo(signed.replace('AKTEST', 'AKOTHER')), '403 InvalidAccessKeyId');
  assert.equal(await putTo(`${endpoint}/photos/a.jpg`), '403 AccessDenied');
  assert.equal(await refusal(await fetch(`${endpoint}/photos/a.jpg`)), '403 AccessDenied');
  assert.equal(await putTo(presign('PUT', 'a.jpg', { bucket: 'others' })), '404 NoSuchBucket');
  assert.equal(await putTo(signed, { method: 'DELETE' }), '405 MethodNotAllowed');
  assert.equal(await putTo(signed.replace('x-id=PutObject', 'partNumber=1')), '403 SignatureDoesNotMatch');
  assert.equal(await putTo(signed, { headers: { 'x-amz-copy-source': 'photos/b' } }), '501 NotImplemented');
  const head = await fetch(presign('HEAD', 'none.jpg'), { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [404, '']);
  skewMilliseconds = 61_000;
  const expired = await fetch(signed, { method: 'PUT', body: 'x' });
  assert.match(await expired.clone().text(), /<Message>Request has expired</);
  assert.equal(await refusal(expired), '403 AccessDenied');
  assert.equal((await store.stat('photos', 'a.jpg'))?.sizeBytes, 1);
  assert.equal(events.length, 1);
});

test('a body that is too large is refused, with and without a stated length, and leaves nothing', async (t) => {
  const { presign, folder, events } = await startStore(t);
  const tooLarge = Buffer.alloc(MAX_OBJECT_BYTES + 1);
  const stated = await fetch(presign('PUT', 'a'), { method: 'PUT', body: tooLarge });
  assert.equal(await refusal(stated), '400 EntityTooLarge');
  const chunked = await fetch(presign('PUT', 'a'), {
    method: 'PUT',
    body: new Blob([tooLarge]).stream(),
    duplex: 'half',
  } as RequestInit);
  assert.equal(await refusal(chunked), '400 EntityTooLarge');
  const largest = await fetch(presign('PUT', 'b'), { method: 'PUT', body: tooLarge.subarray(1) });
  assert.equal(largest.status, 200);
  assert.equal((await filesIn(folder)).length, 2);
  assert.deepEqual(
    events.map((event) => event.key),
    ['b'],
  );
});

test('a body without any length is refused', async (t) => {
  const { presign, port } = await startStore(t);
  const answer = await exchangeText(port, requestHead(presign('PUT', 'a'), ['Connection: close']));
  assert.match(answer, /^HTTP\/1.1 411 .*<Code>MissingContentLength</s);
});

test('a digest that the client names is compared with the body', async (t) => {
  const { store, put } = await startStore(t);
  const digest = (algorithm: string, text: string) => createHash(algorithm).update(text).digest('base64');
  const crc = Buffer.alloc(4);
  crc.writeUInt32BE(crc32('right'));
  const rightDigests = {
    'content-md5': digest('md5', 'right'),
    'x-amz-checksum-sha1': digest('sha1', 'right'),
    'x-amz-checksum-sha256': digest('sha256', 'right'),
    'x-amz-checksum-crc32': crc.toString('base64'),
  };
  for (const [header, value] of Object.entries(rightDigests)) {
    assert.equal(await refusal(await put('a', 'wrong', { [header]: value })), '400 BadDigest', header);
    assert.equal(await refusal(await put('a', 'right', { [header]: 'bm8=' })), '400 InvalidDigest', header);
  }
  assert.equal(await store.stat('photos', 'a'), undefined);
  assert.equal((await put('a', 'right', rightDigests)).status, 200);
});

test('a client that waits for 100 Continue is invited or refused before it sends the body', async (t) => {
  const { presign, port } = await startStore(t);
  const url = presign('PUT', 'a');
  const headers = ['Content-Length: 4', 'Expect: 100-continue'];
  const refused = await exchangeText(port, requestHead(url.replace('/a?', '/b?'), headers));
  assert.match(refused, /^HTTP\/1.1 403 .*Connection: close/s);
  const tooLong = await exchangeText(
    port,
    requestHead(url, ['Content-Length: 9999999', 'Expect: 100-continue']),
  );
  assert.match(tooLong, /^HTTP\/1.1 400 .*EntityTooLarge/s);
  const socket = connect(port, '127.0.0.1');
  socket.write(requestHead(url, [...headers, 'Connection: close']));
  const [invitation] = await once(socket, 'data');
  assert.match(String(invitation), /^HTTP\/1.1 100 Continue\r\n\r\n$/);
  socket.write('body');
  assert.match((await buffer(socket)).toString(), /^HTTP\/1.1 200 OK/);
});

test('an upload that breaks off leaves the old object and no file', async (t) => {
  const { store, folder, put, presign, port, events, errors } = await startStore(t);
  await put('a', 'old');
  const socket = connect(port, '127.0.0.1');
  socket.write(requestHead(presign('PUT', 'a'), ['Content-Length: 2000000']));
  socket.write(Buffer.alloc(1_500_000));
  await until(async () => (await readdir(join(folder, 'incoming'))).length === 1);
  socket.destroy();
  await until(async () => (await readdir(join(folder, 'incoming'))).length === 0);
  assert.equal((await buffer(await store.read('photos', 'a'))).toString(), 'old');
  assert.equal((await filesIn(folder)).length, 2);
  assert.equal(events.length, 1);
  assert.deepEqual(errors, []);
});

test('a client that stalls is cut off, in an upload and in a download', async (t) => {
  const { folder, presign, put, port } = await startStore(t, {
    stallTimeoutSeconds: 0.1,
    maxObjectBytes: 1e8,
  });
  const head = requestHead(presign('PUT', 'a'), ['Content-Length: 10']);
  assert.equal(await exchangeText(port, `${head}12345`), '');
  await until(async () => (await readdir(join(folder, 'incoming'))).length === 0);
  await put('b', Buffer.alloc(3e7));
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write(requestHead(presign('GET', 'b'), []).replace('PUT', 'GET'));
  await once(socket, 'readable');
  await sleep(400);
  assert.ok((await buffer(socket).catch(() => Buffer.alloc(0))).length < 3e7);
});

test('a part of an object is sent for one Range', async (t) => {
  const { put, get } = await startStore(t);
  await put('a', '0123456789');
  const part = async (range: string) => {
    const response = await get('a', { range });
    return `${response.status} ${response.headers.get('content-range')} ${await response.text()}`;
  };
  assert.equal(await part('bytes=2-4'), '206 bytes 2-4/10 234');
  assert.equal(await part('bytes=8-'), '206 bytes 8-9/10 89');
  assert.equal(await part('bytes=-3'), '206 bytes 7-9/10 789');
  assert.equal(await part('bytes=5-99'), '206 bytes 5-9/10 56789');
  assert.equal(await part('bytes=0-1,3-4'), '200 null 0123456789');
  const unsatisfiable = await get('a', { range: 'bytes=10-' });
  assert.equal(unsatisfiable.headers.get('content-range'), 'bytes */10');
  assert.equal(await refusal(unsatisfiable), '416 InvalidRange');
  const etag = (await get('a')).headers.get('etag') ?? '';
  assert.equal((await get('a', { 'if-none-match': etag })).status, 304);
  assert.equal(await refusal(await get('a', { 'if-match': '"other"' })), '412 PreconditionFailed');
  assert.equal(await part('bytes=2-4'), '206 bytes 2-4/10 234');
});

test('a preflight is answered without a signature', async (t) => {
  const { endpoint } = await startStore(t);
  const response = await fetch(`${endpoint}/photos/a`, {
    method: 'OPTIONS',
    headers: { origin: 'http://example.org', 'access-control-request-headers': 'content-type,x-any' },
  });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('access-control-allow-methods') ?? '', /PUT/);
  assert.equal(response.headers.get('access-control-allow-headers'), 'content-type,x-any');
  assert.match(response.headers.get('access-control-expose-headers') ?? '', /ETag/);
});

test('a listener that is slow or fails changes nothing for the uploader, and close waits for it', async (t) => {
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
