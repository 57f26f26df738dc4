import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeFakeColmap } from '@tiepoint/engines/testing';
import { makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { endOfLog, readLog } from './event-watchers.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* Starts of projects in which registrations were abandoned, as a client without a waiting start makes them. */

interface StartAnswer {
  error: { name: string; message: string } | null;
  task: { state: string; missingPhotos: { count: number; photos: { name: string }[] } | null } | null;
}

const READY = 3;

let app: TestApp;
let folder: string;
let pid: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-missing-'));
  const { path } = await writeFakeColmap(folder, 'sleep 60');
  app = await startTestApp({ TIEPOINT_COLMAP: path });
  pid = await createProject();
  await Promise.all(
    Array.from({ length: READY }, async (_, n) => upload(pid, `${n}.jpg`, await makePhoto(190 + n))),
  );
});
after(async () => {
  await app.remove();
  await rm(folder, { recursive: true });
});

const { createProject, register, upload, settled } = walkUploadRoad(() => app);

test('photos that nobody sends are left out at once, and the answer and the events say which', async () => {
  const first = await register(pid, 'abandoned 1.jpg');
  const second = await register(pid, 'abandoned 2.jpg');
  const cursor = await endOfLog(app, pid);
  const { error, task } = await start();
  assert.equal(error, null);
  assert.equal(task?.state, 'Pending');
  assert.deepEqual(task?.missingPhotos, {
    count: 2,
    photos: [{ name: 'abandoned 1.jpg' }, { name: 'abandoned 2.jpg' }],
  });
  const queued = (await readLog(app, pid, cursor)).find(({ kind }) => kind === 'TaskQueued');
  assert.equal(queued?.missingPhotos, 2);
  await stop();
  await remove([first.image.id, second.image.id]);
  assert.equal((await start()).task?.missingPhotos, null);
  await stop();
});

test('a photo whose bytes are on their way is a reason to wait, however slowly they come', async () => {
  const { url, image } = await register(pid, 'slow.jpg');
  const bytes = await makePhoto(195);
  const answered = Promise.withResolvers<number>();
  const sending = request(url, { method: 'PUT', headers: { 'content-length': bytes.length } }, (response) => {
    response.resume();
    answered.resolve(response.statusCode ?? 0);
  });
  sending.on('error', answered.reject);
  sending.write(bytes.subarray(0, 1000));
  await until(async () => {
    const { error } = await start();
    // The first bytes were not there yet.
    if (!error) await stop();
    return error?.name === 'ImagesInFlight';
  });
  sending.end(bytes.subarray(1000));
  assert.equal(await answered.promise, 200);
  // From the last byte to the verdict there is no moment at which it would be left out.
  let outcome = await start();
  for (; outcome.error; outcome = await start()) assert.equal(outcome.error.name, 'ImagesInFlight');
  assert.equal((await settled(pid, image.id)).state, 'Ready');
  assert.equal(outcome.task?.missingPhotos, null);
  await stop();
});

test('a client that has just said that it begins is waited for, for a minute', async () => {
  const { image } = await register(pid, 'begun.jpg');
  await app.ask('mutation ($id: ID!) { startImageUpload(id: $id) { id } }', { id: image.id });
  assert.match((await start()).error?.message ?? '', /^1 photo is still on the way\./);
  await remove([image.id]);
});

async function start(): Promise<StartAnswer> {
  const query = `mutation ($id: ID!) { start: startReconstructionWithError(id: $id) {
    error { name message } task { state missingPhotos { count photos { name } } } } }`;
  return (await app.ask<{ start: StartAnswer }>(query, { id: pid })).start;
}

async function stop(): Promise<void> {
  await app.ask('mutation ($id: ID!) { stopReconstruction(id: $id) { id } }', { id: pid });
}

async function remove(ids: string[]): Promise<void> {
  await app.ask('mutation ($pid: ID!, $ids: [ID!]!) { removeImages(pid: $pid, ids: $ids) { id } }', {
    pid,
    ids,
  });
}
