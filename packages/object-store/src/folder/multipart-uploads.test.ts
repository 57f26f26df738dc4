import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';

import { filesIn } from '../start-store.fixture.ts';
import { MultipartUploads, type NewUpload } from './multipart-uploads.ts';
import { ObjectFolder } from './object-folder.ts';

const HOUR_MS = 3_600_000;
const NEW_UPLOAD: NewUpload = { bucket: 'photos', key: 'a', attributes: { contentType: 'a/b' } };
const NO_CHECK = { checkParts: () => ({ algorithms: [], accept: () => undefined }) };

async function openUploads(t: TestContext) {
  const folder = await mkdtemp(join(tmpdir(), 'multipart-uploads-'));
  let aheadMs = 0;
  const now = () => new Date(Date.now() + aheadMs);
  const objects = await ObjectFolder.open(folder, { buckets: ['photos'], now, onDamage: assert.ifError });
  t.after(async () => {
    await objects.close();
    await rm(folder, { recursive: true });
  });
  const uploads = await MultipartUploads.open(folder, objects, now);
  const advance = (hours: number) => {
    aheadMs += hours * HOUR_MS;
  };
  return { folder, objects, uploads, advance };
}

function bytes(text: string): Readable {
  return Readable.from([Buffer.from(text)]);
}

test('parts make one object, and nothing of the upload is left', async (t) => {
  const { folder, objects, uploads } = await openUploads(t);
  const upload = await uploads.create(NEW_UPLOAD);
  const second = await uploads.writePart(upload, bytes('second'), { partNumber: 7 });
  await uploads.writePart(upload, bytes('replaced'), { partNumber: 3 });
  const first = await uploads.writePart(upload, bytes('first '), { partNumber: 3 });
  await uploads.writePart(upload, bytes('not named'), { partNumber: 5 });
  assert.deepEqual(
    (await uploads.parts(upload)).map((part) => part.partNumber),
    [3, 5, 7],
  );
  const info = await uploads.complete(upload, [first, second], NO_CHECK);
  assert.equal(info.etag, '6f8ef22172eb5877141d8bf51be87ab1-2');
  const opened = await objects.open('photos', 'a');
  assert.ok(opened);
  assert.equal((await buffer(opened.file.createReadStream())).toString(), 'first second');
  assert.equal((await filesIn(folder)).length, 2);
  assert.equal(await objects.uploadIdOf('photos', 'a'), upload.uploadId);
});

test('of two concurrent completions of an upload one succeeds, and a late part is refused', async (t) => {
  const { folder, uploads } = await openUploads(t);
  const upload = await uploads.create(NEW_UPLOAD);
  const part = await uploads.writePart(upload, bytes('x'), { partNumber: 1 });
  const gate = Promise.withResolvers<void>();
  const late = async function* () {
    await gate.promise;
    yield Buffer.from('late');
  };
  const writing = uploads.writePart(upload, late(), { partNumber: 2 });
  const results = await Promise.allSettled([
    uploads.complete(upload, [part], NO_CHECK),
    uploads.complete(upload, [part], NO_CHECK),
  ]);
  assert.deepEqual(results.map((result) => result.status).sort(), ['fulfilled', 'rejected']);
  gate.resolve();
  await assert.rejects(writing, { code: 'NoSuchUpload' });
  assert.equal((await filesIn(folder)).length, 2);
});

test('an upload that fails to complete can be completed again', async (t) => {
  const { objects, uploads } = await openUploads(t);
  const upload = await uploads.create(NEW_UPLOAD);
  const part = await uploads.writePart(upload, bytes('x'), { partNumber: 1 });
  const refusing = {
    ...NO_CHECK,
    precondition: () => {
      throw new Error('not now');
    },
  };
  await assert.rejects(uploads.complete(upload, [part], refusing), /not now/);
  assert.equal(await objects.stat('photos', 'a'), undefined);
  assert.equal((await uploads.complete(upload, [part], NO_CHECK)).sizeBytes, 1);
});

test('idle uploads are removed after the given time, others stay', async (t) => {
  const { folder, uploads, advance } = await openUploads(t);
  const upload = await uploads.create(NEW_UPLOAD);
  await uploads.writePart(upload, bytes('x'), { partNumber: 1 });
  advance(23);
  await uploads.removeIdle(24 * HOUR_MS);
  assert.equal((await uploads.list('photos')).length, 1);
  advance(2);
  await uploads.removeIdle(24 * HOUR_MS);
  assert.deepEqual(await uploads.list('photos'), []);
  assert.deepEqual(await filesIn(folder), []);
  await assert.rejects(uploads.find(upload, upload.uploadId), { code: 'NoSuchUpload' });
});
