import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { crc32 } from 'node:zlib';

import {
  exchangeText,
  filesIn,
  MAX_OBJECT_BYTES,
  refusal,
  requestHead,
  startStore,
  until,
} from '../../../start-store.fixture.ts';

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

test('a digest given by the client is compared with the body', async (t) => {
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
    const code = header === 'content-md5' ? '400 InvalidDigest' : '400 BadDigest';
    assert.equal(await refusal(await put('a', 'right', { [header]: 'bm8=' })), code, header);
  }
  assert.equal(await store.stat('photos', 'a'), undefined);
  assert.equal((await put('a', 'right', rightDigests)).status, 200);
});

test('an aborted upload leaves the old object and no file', async (t) => {
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

test('a stalled upload is aborted, and leaves nothing', async (t) => {
  const { folder, presign, port, events } = await startStore(t, { stallTimeoutSeconds: 0.1 });
  const head = requestHead(presign('PUT', 'a'), ['Content-Length: 10']);
  assert.equal(await exchangeText(port, `${head}12345`), '');
  await until(async () => (await readdir(join(folder, 'incoming'))).length === 0);
  assert.deepEqual(events, []);
});

test('a full disk refuses uploads, and accepts them again when there is room', {
  skip: !canMount() && 'needs the right to mount',
}, async (t) => {
  const { folder, store, errors, presign, put } = await startStore(t, {
    prepareFolder: (folder) => execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder]),
    releaseFolder: (folder) => execFileSync('umount', [folder]),
  });
  await put('a', 'old');
  const tooMuch = Buffer.alloc(2_500_000);
  assert.equal(await refusal(await put('a', tooMuch)), '507 InsufficientStorage');
  const chunked = { method: 'PUT', body: new Blob([tooMuch]).stream(), duplex: 'half' } as RequestInit;
  assert.equal(await refusal(await fetch(presign('PUT', 'a'), chunked)), '507 InsufficientStorage');
  const codes = errors.map((error) => (error as NodeJS.ErrnoException).code);
  assert.deepEqual(codes, ['InsufficientStorage', 'ENOSPC']);
  assert.deepEqual(await readdir(join(folder, 'incoming')), []);
  assert.equal((await store.stat('photos', 'a'))?.sizeBytes, 3);
  assert.equal((await put('a', tooMuch.subarray(0, 1_500_000))).status, 200);
});

function canMount(): boolean {
  try {
    execFileSync('unshare', ['--mount', 'mount', '-t', 'tmpfs', 'tmpfs', tmpdir()], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
