import assert from 'node:assert/strict';
import { once } from 'node:events';
import { truncate } from 'node:fs/promises';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { refusal, requestHead, startStore } from '../../../start-store.fixture.ts';

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

test('a stalled download is aborted', async (t) => {
  const { store, presign, port } = await startStore(t, { stallTimeoutSeconds: 0.1 });
  const sizeBytes = 16_000_000;
  await store.write({ bucket: 'photos', key: 'large' }, Readable.from([Buffer.alloc(sizeBytes)]));
  const socket = connect(port, '127.0.0.1').on('error', () => {});
  socket.write(requestHead(presign('GET', 'large'), []).replace('PUT', 'GET'));
  await once(socket, 'readable');
  await sleep(400);
  const received = await buffer(socket).catch(() => Buffer.alloc(0));
  assert.ok(received.length < sizeBytes);
});

test('a damaged object is not sent, and the damage is reported', async (t) => {
  const { store, errors, put, get } = await startStore(t);
  await put('a', 'whole');
  await truncate((await store.filePath('photos', 'a')) ?? '', 3);
  assert.equal(await refusal(await get('a')), '500 InternalError');
  assert.match(String(errors), /has 3 bytes instead of 5/);
});
