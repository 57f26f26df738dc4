import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { createClient } from '../client.ts';
import { type FilePhoto, nodePlatform } from '../node/node-platform.ts';
import type { ChosenPhoto, ClientPlatform } from '../platform.ts';
import { startWireServer, type WireBehaviour } from '../testing/wire-server.ts';
import { uploadPhotos } from './upload-photos.ts';
import type { UploadEvent, UploadProgress } from './upload-report.ts';

test('every photo is uploaded, and the totals are right at the end', async (t) => {
  const { server, upload } = await prepare(t, { 'a.jpg': 'one', 'b.jpg': 'second', 'c.jpg': 'third' });
  const { report, last } = await watch(upload);
  assert.deepEqual(report.uploaded, ['a.jpg', 'b.jpg', 'c.jpg']);
  assert.deepEqual(server.storedBodies().sort(), ['one', 'second', 'third']);
  assert.deepEqual(last, {
    photos: 3,
    totalBytes: 14,
    hashedBytes: 14,
    bytesToSend: 14,
    sentBytes: 14,
    photosToVerify: 3,
    verifiedPhotos: 3,
  });
});

test('photos that the project already has are not sent again', async (t) => {
  const { server, upload } = await prepare(t, { 'a.jpg': 'one', 'b.jpg': 'second' });
  await uploadPhotos({ ...upload, photos: upload.photos.slice(0, 1) });
  const { report, last } = await watch(upload);
  assert.deepEqual(report.alreadyThere, ['a.jpg']);
  assert.deepEqual(report.uploaded, ['b.jpg']);
  assert.deepEqual(server.storedBodies(), ['one', 'second']);
  assert.equal(last?.bytesToSend, 6);
  assert.equal(last?.verifiedPhotos, 2);
});

test('the same bytes under two names are sent once', async (t) => {
  const { server, upload } = await prepare(t, { 'a.jpg': 'same', 'b.jpg': 'same' });
  const { report } = await watch(upload);
  assert.equal(report.uploaded.length, 1);
  assert.deepEqual(report.duplicates, [
    report.uploaded[0] === 'a.jpg' ? { name: 'b.jpg', sameAs: 'a.jpg' } : { name: 'a.jpg', sameAs: 'b.jpg' },
  ]);
  assert.deepEqual(server.storedBodies(), ['same']);
});

test('an unusable photo and an unreadable one are reported and do not stop the others', async (t) => {
  const { upload } = await prepare(t, { 'a.jpg': 'one', 'bad.jpg': 'unusable', 'gone.jpg': 'x' });
  await rm(upload.photos[2]?.path ?? '');
  const { report } = await watch(upload);
  assert.deepEqual(report.uploaded, ['a.jpg']);
  assert.deepEqual(report.invalid, [{ name: 'bad.jpg', reasons: ['It is unusable.'] }]);
  assert.deepEqual(
    report.failed.map(({ name }) => name),
    ['gone.jpg'],
  );
});

test('images left behind by another upload are not waited for', async (t) => {
  const { server, upload } = await prepare(t, { 'a.jpg': 'one' });
  server.leaveBehind('left.jpg');
  const { report } = await watch(upload);
  assert.deepEqual(report.uploaded, ['a.jpg']);
});

test('known checksums are not computed again', async (t) => {
  const { upload } = await prepare(t, { 'a.jpg': 'one' });
  const [photo] = upload.photos;
  assert.ok(photo);
  const platform = { ...upload.client.platform, hashPhoto: () => assert.fail('hashed again') };
  const checksums = new Map([[photo, 'f'.repeat(40)]]);
  const report = await uploadPhotos({ ...upload, client: { ...upload.client, platform }, checksums });
  assert.deepEqual(report.uploaded, ['a.jpg']);
});

test('a missing project is refused before anything is read', async (t) => {
  const { upload } = await prepare(t, { 'a.jpg': 'one' });
  await assert.rejects(uploadPhotos({ ...upload, projectId: 'unknown' }), {
    name: 'ApiError',
    code: 'NOT_FOUND',
  });
});

test('an aborted upload rejects with the reason', async (t) => {
  const { upload } = await prepare(t, { 'a.jpg': 'one', 'slow.jpg': 'never answered' });
  const stopped = new AbortController();
  const onEvent = (event: UploadEvent) => {
    if (event.type === 'progress' && event.progress.verifiedPhotos === 1) stopped.abort(new Error('enough'));
  };
  await assert.rejects(uploadPhotos({ ...upload, onEvent, signal: stopped.signal }), /enough/);
});

test('two thousand photos cost tens of requests, and the first is sent before the last is hashed', async (t) => {
  const server = await startWireServer();
  t.after(() => server.close());
  const photos = Array.from({ length: 2000 }, (_, index) => ({ name: `${index}.jpg`, sizeBytes: 4 }));
  let hashed = 0;
  let hashedAtFirstPut: number | undefined;
  const platform: ClientPlatform<ChosenPhoto> = {
    hashPhoto: async (photo) => (hashed++).toString(16).padStart(40, photo.name.length.toString()),
    async putPhoto(_photo, { url }) {
      hashedAtFirstPut ??= hashed;
      const { status } = await fetch(url, { method: 'PUT', body: 'tiny' });
      return { status, body: '' };
    },
  };
  const client = createClient({ endpoint: server.endpoint, key: 'k', token: 't', platform });
  const report = await uploadPhotos({ client, projectId: server.projectId, photos, pollEveryMs: 100 });
  assert.equal(report.uploaded.length, 2000);
  assert.equal(server.imageNames().length, 2000);
  assert.ok(hashedAtFirstPut !== undefined && hashedAtFirstPut < 2000, `${hashedAtFirstPut} were hashed`);
  const sum = Object.values(server.requests()).reduce((one, other) => one + other);
  assert.ok(sum < 35, JSON.stringify(server.requests()));
});

test('photos that the bucket does not accept are retried once more after the others', async (t) => {
  const contents = { 'full.jpg': 'one', 'never.jpg': 'second', 'z.jpg': 'third' };
  const onPut = (name: string, times: number) =>
    name === 'never.jpg' || (name === 'full.jpg' && times === 1) ? 507 : 'take';
  const { server, upload } = await prepare(t, contents, { onPut });
  const { report, last } = await watch(upload);
  assert.deepEqual(report.uploaded, ['full.jpg', 'z.jpg']);
  assert.deepEqual(
    report.failed.map(({ name }) => name),
    ['never.jpg'],
  );
  assert.deepEqual(server.storedBodies(), ['third', 'one']);
  assert.equal(last?.sentBytes, last?.bytesToSend);
});

test('a photo that arrived too late is registered and sent again', async (t) => {
  const contents = { 'a.jpg': 'one', 'late.jpg': 'second' };
  const onPut = (name: string, times: number) =>
    name === 'late.jpg' && times === 1 ? 'takeTooLate' : 'take';
  const { server, upload } = await prepare(t, contents, { onPut });
  const { report, last } = await watch(upload);
  assert.deepEqual(report.uploaded, ['a.jpg', 'late.jpg']);
  assert.deepEqual(report.invalid, []);
  assert.deepEqual(server.imageNames().sort(), ['a.jpg', 'late.jpg']);
  assert.equal(last?.sentBytes, 9);
  assert.equal(last?.verifiedPhotos, 2);
});

test('a photo that can not be registered does not stop its batch', async (t) => {
  const names = ['a.jpg', 'b.jpg', 'refused.jpg', 'c.jpg', 'd.jpg', 'e.jpg', 'f.jpg', 'g.jpg', 'h.jpg'];
  const { upload } = await prepare(t, Object.fromEntries(names.map((name) => [name, name])));
  const { report } = await watch(upload);
  assert.deepEqual(report.failed, [{ name: 'refused.jpg', reason: 'The name is not allowed.' }]);
  assert.equal(report.uploaded.length, 8);
});

test('lost responses duplicate nothing', async (t) => {
  const losesAnswer = (operation: string, times: number) => operation !== 'allImages' && times === 1;
  const { server, upload } = await prepare(t, { 'a.jpg': 'one', 'b.jpg': 'second' }, { losesAnswer });
  const { report } = await watch(upload);
  assert.deepEqual(report.uploaded, ['a.jpg', 'b.jpg']);
  assert.deepEqual(server.imageNames().sort(), ['a.jpg', 'b.jpg']);
  assert.equal(server.storedBodies().length, 2);
});

test('verdicts arrive by events, across broken streams: few requests, however long it takes', async (t) => {
  const contents = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`${index}.jpg`, `${index}`]));
  const { server, upload } = await prepare(t, { ...contents, 'bad.jpg': 'unusable' }, { checkingMs: 400 });
  const breaking = setInterval(() => server.log.breakStreams(), 60);
  const { report, last } = await watch(upload);
  clearInterval(breaking);
  assert.equal(report.uploaded.length, 20);
  assert.deepEqual(report.invalid, [{ name: 'bad.jpg', reasons: ['It is unusable.'] }]);
  assert.equal(last?.verifiedPhotos, 21);
  assert.ok((server.requests().allImages ?? 0) <= 5, JSON.stringify(server.requests()));
  const [first, ...others] = server.log.opened();
  assert.ok(first === null && others.length > 0 && others.every(Boolean), 'it resumes after the last event');
});

test('without an event stream, verdicts are polled', async (t) => {
  const contents = { 'a.jpg': 'one', 'bad.jpg': 'unusable' };
  const { upload } = await prepare(t, contents, { checkingMs: 100, streams: () => 'refused' });
  const { report, last } = await watch(upload);
  assert.deepEqual(report.uploaded, ['a.jpg']);
  assert.equal(report.invalid.length, 1);
  assert.equal(last?.verifiedPhotos, 2);
});

test('removing the project ends the upload', async (t) => {
  const { server, upload } = await prepare(t, { 'a.jpg': 'one', 'slow.jpg': 'never answered' });
  const onEvent = (event: UploadEvent) => {
    if (event.type !== 'progress' || event.progress.verifiedPhotos !== 1) return;
    server.log.append({ kind: 'ProjectRemoved', subjectId: server.projectId });
  };
  await assert.rejects(uploadPhotos({ ...upload, onEvent }), { name: 'ApiError', code: 'NOT_FOUND' });
});

test('the poll interval grows while photos are sent', async (t) => {
  const contents = { 'a.jpg': 'one', 'slow.jpg': 'never answered' };
  const { server, upload } = await prepare(t, contents, { streams: () => 'refused' });
  await assert.rejects(uploadPhotos({ ...upload, signal: AbortSignal.timeout(400) }), /timeout/);
  const polls = server.requests().allImages ?? 0;
  assert.ok(polls > 2 && polls < 30, `${polls} polls every 5 ms at first and 25 ms in the end`);
});

async function prepare(t: TestContext, contents: Record<string, string>, behaviour?: Partial<WireBehaviour>) {
  const server = await startWireServer(behaviour);
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-upload-'));
  t.after(async () => {
    server.close();
    await rm(folder, { recursive: true });
  });
  const photos: FilePhoto[] = [];
  for (const [name, content] of Object.entries(contents)) {
    const path = join(folder, name);
    await writeFile(path, content);
    photos.push({ name, path, sizeBytes: content.length });
  }
  const client = createClient({ endpoint: server.endpoint, key: 'k', token: 't', platform: nodePlatform() });
  return { server, upload: { client, projectId: server.projectId, photos, pollEveryMs: 5 } };
}

async function watch(upload: Parameters<typeof uploadPhotos<FilePhoto>>[0]) {
  let last: UploadProgress | undefined;
  const onEvent = (event: UploadEvent) => {
    if (event.type === 'progress') last = event.progress;
  };
  const report = await uploadPhotos({ ...upload, onEvent });
  return { report, last };
}
