import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';

import { exchangeText, refusal, requestHead, startStore } from '../start-store.fixture.ts';

test('a forbidden request is refused with an error in XML', async (t) => {
  let skewMs = 0;
  const { endpoint, presign, put, events, store } = await startStore(t, {
    now: () => new Date(Date.now() + skewMs),
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
  const version2 = 'AWSAccessKeyId=AKTEST&Signature=x&Expires=4102444800';
  assert.equal(await putTo(`${endpoint}/photos/a.jpg?${version2}`), '400 InvalidRequest');
  assert.equal(await putTo(presign('PUT', 'a.jpg', { bucket: 'others' })), '404 NoSuchBucket');
  assert.equal(await putTo(signed, { method: 'DELETE' }), '403 SignatureDoesNotMatch');
  assert.equal(await putTo(signed.replace('x-id=PutObject', 'partNumber=1')), '403 SignatureDoesNotMatch');
  assert.equal(await putTo(signed, { headers: { 'x-amz-copy-source': 'photos/b' } }), '403 AccessDenied');
  const oddHeaders = signed.replace('SignedHeaders=host', 'SignedHeaders=__proto__%3Bconstructor%3Bhost');
  assert.equal(await putTo(oddHeaders), '403 SignatureDoesNotMatch');
  const head = await fetch(presign('HEAD', 'none.jpg'), { method: 'HEAD' });
  assert.deepEqual([head.status, await head.text()], [404, '']);
  skewMs = 61_000;
  const expired = await fetch(signed, { method: 'PUT', body: 'x' });
  assert.match(await expired.clone().text(), /<Message>Request has expired</);
  assert.equal(await refusal(expired), '403 AccessDenied');
  assert.equal((await store.stat('photos', 'a.jpg'))?.sizeBytes, 1);
  assert.equal(events.length, 1);
});

test('a client that waits for 100 Continue gets it, or an error, before it sends the body', async (t) => {
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
