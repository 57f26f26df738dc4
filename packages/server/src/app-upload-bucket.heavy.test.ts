import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { createObjectStore } from '@tiepoint/object-store';
import OSS from 'ali-oss';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { createClock } from './clock.fixture.ts';
import { walkMetaRoad } from './meta-road.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* What becomes of objects in the upload bucket that nobody has told of. */

const clock = createClock();
let app: TestApp;
before(async () => {
  app = await startTestApp({}, { now: clock.now });
  const { url } = await road.register(await road.createProject(), 'a.jpg');
  // It stays at its address over restarts.
  app.config.storagePort = Number(new URL(url).port);
});
after(() => app.remove());

const road = walkUploadRoad(() => app);
const metaRoad = walkMetaRoad(() => app, road.put);

test('multipart uploads of a removed photo go after an hour, others go on', async () => {
  const pid = await road.createProject();
  const [removed, awaited] = [await initUpload(pid, 'a.jpg'), await initUpload(pid, 'b.jpg')];
  await app.ask(`mutation { removeImage(id: "${removed.id}") { id } }`);
  assert.equal((await listUploads()).length, 2);
  await clock.pass(app, 61, 'running');
  await until(async () => (await listUploads()).length === 1);
  assert.deepEqual(await listUploads(), [awaited.key]);
});

test('what serves nobody goes after an hour, also if no event has told of it', async () => {
  const pid = await road.createProject();
  const photos = await Promise.all([1, 2, 3].map((seed) => makePhoto(seed)));
  const [ready, invalid, awaited] = photos as [Buffer, Buffer, Buffer];
  const readyKey = await keyOf(pid, (await road.upload(pid, 'ready.jpg', ready)).id);
  const late = await road.upload(pid, 'late.jpg', Buffer.from('no photo'), sha1(invalid));
  const lateKey = await keyOf(pid, late.id);
  const { file } = await metaRoad.register(pid, 'pose.txt');
  const { image } = await road.register(pid, 'awaited.jpg', sha1(awaited));
  const useless = [
    readyKey,
    `${pid}/nobodys.jpg`,
    `${pid}/meta/nobodys-pose.txt`,
    `${pid}/model/nobodys.zip`,
    `${pid}/deeper/still/a.jpg`,
    '0123456789abcdef01234567/of-no-project.jpg',
    'of-nothing.jpg',
  ];
  await withoutServer(async (put) => {
    for (const key of useless) await put(key, ready);
    await put(lateKey, invalid);
    await put(`${pid}/meta/${file.filename}`, Buffer.from('a.jpg 1 2 3'));
    await put(`${pid}/${image.filename}`, awaited);
  });
  // What somebody waits for, or comes late, is taken.
  assert.equal((await road.settled(pid, image.id)).state, 'Ready');
  await until(async () => (await road.imageOf(pid, late.id)).state === 'Ready');
  assert.equal((await metaRoad.settled(pid, file.id)).state, 'Ready');
  await until(async () => (await listKeys()).length === useless.length);
  await clock.pass(app, 50, 'running');
  assert.deepEqual(await listKeys(), [...useless].sort());
  await clock.pass(app, 20, 'running');
  await until(async () => (await listKeys()).length === 0);
});

/** Keys of the objects in the upload bucket. */
function listKeys(): Promise<string[]> {
  return readKeys('buckets/local');
}

/** Keys of the multipart uploads in progress. */
function listUploads(): Promise<string[]> {
  return readKeys('uploads');
}

/** The keys in the index files of a folder of the store; another clock would refuse signed requests. */
async function readKeys(place: string): Promise<string[]> {
  const folder = join(app.dataFolder, 'objects', place);
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  const records = await Promise.all(
    names.map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  );
  // Behind the first line may be a checksum of it.
  const lines = records.flatMap((record) => record.split('\n')[0] || []);
  return lines.map((line) => JSON.parse(line).key).sort();
}

/** Writes objects into the store's folder while no server could be told of them. */
async function withoutServer(write: (put: (key: string, body: Buffer) => Promise<unknown>) => Promise<void>) {
  await app.stop();
  const store = await createObjectStore({
    folder: join(app.dataFolder, 'objects'),
    buckets: ['local', 'private'],
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxObjectBytes: 1000,
    now: clock.now,
  });
  await write((key, body) => store.write({ bucket: 'local', key }, Readable.from([body])));
  await store.close();
  await app.restart(clock.now);
}

async function keyOf(pid: string, id: string): Promise<string> {
  const query = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { filename } } }';
  interface Answer {
    project: { image: { filename: string } };
  }
  return `${pid}/${(await app.ask<Answer>(query, { pid, id })).project.image.filename}`;
}

/** Registers a photo and begins its upload in parts. */
async function initUpload(pid: string, filename: string): Promise<{ id: string; key: string }> {
  const { url, image } = await road.register(pid, filename);
  const key = await keyOf(pid, image.id);
  const keys = JSON.parse(await readFile(join(app.dataFolder, 'storage-keys.json'), 'utf8'));
  const { accessKeyId, secretAccessKey: accessKeySecret } = keys;
  const { origin: endpoint } = new URL(url);
  const bucket = new OSS({ accessKeyId, accessKeySecret, bucket: 'local', endpoint, cname: true });
  await bucket.initMultipartUpload(key);
  return { id: image.id, key };
}
