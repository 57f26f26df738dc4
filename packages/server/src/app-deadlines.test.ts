import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { createClock } from './clock.fixture.ts';
import { walkMetaRoad } from './meta-road.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* What time does to uploads: the clocks of the server and of its database jump together. */

const clock = createClock();
let app: TestApp;
const road = walkUploadRoad(() => app);
const metaRoad = walkMetaRoad(() => app, road.put);

before(async () => {
  app = await startTestApp({}, { now: clock.now });
  // URLs stay valid over restarts.
  const { url } = await road.register(await road.createProject(), 'a.jpg');
  app.config.storagePort = Number(new URL(url).port);
});
after(() => app.remove());

test('a photo that does not arrive is Invalid after 65 minutes in which the server ran', async () => {
  const pid = await road.createProject();
  const { image } = await road.register(pid, 'late.jpg', sha1(Buffer.from('late')));
  await clock.pass(app, 64, 'running');
  await clock.pass(app, 600, 'down');
  assert.equal((await road.imageOf(pid, image.id)).state, 'Pending');
  await clock.pass(app, 66, 'running');
  assert.deepEqual((await road.imageOf(pid, image.id)).errorCodes, ['TimedOut']);
});

test('no outage ends a photo that was acknowledged before it', async () => {
  const pid = await road.createProject();
  app.config.ingestConcurrency = 0;
  await app.restart(clock.now);
  const ids = await Promise.all([1, 2, 3, 4].map((seed) => send(pid, seed)));
  await clock.pass(app, 120, 'down');
  await clock.pass(app, 24 * 60, 'running');
  for (const id of ids) assert.equal((await road.imageOf(pid, id)).state, 'Uploaded');
  app.config.ingestConcurrency = 2;
  await app.restart(clock.now);
  for (const id of ids) assert.equal((await road.settled(pid, id)).state, 'Ready');
});

test('a photo that arrives after its deadline is Ready all the same', async () => {
  const pid = await road.createProject();
  const photo = await makePhoto(9);
  const { url, image } = await road.register(pid, 'slow.jpg', sha1(photo));
  await clock.pass(app, 70, 'running');
  assert.equal((await road.imageOf(pid, image.id)).state, 'Invalid');
  await road.put(url, photo);
  await until(async () => (await road.imageOf(pid, image.id)).state === 'Ready');
});

test('a meta file that arrives after its deadline is Ready all the same', async () => {
  const pid = await road.createProject();
  const { url, file } = await metaRoad.register(pid, 'pose.txt');
  await clock.pass(app, 70, 'running');
  assert.equal((await metaRoad.metaFile(pid, file.id))?.state, 'Failed');
  await road.put(url, Buffer.from('a.jpg 1 2 3'));
  await until(async () => (await metaRoad.metaFile(pid, file.id))?.state === 'Ready');
});

test('bytes that were sent for an earlier registration are not judged in place of the right ones', async () => {
  const pid = await road.createProject();
  const photo = await makePhoto(10);
  const earlier = await road.register(pid, 'a.jpg', sha1(photo));
  await clock.pass(app, 70, 'running');
  const later = await road.register(pid, 'a.jpg', sha1(photo));
  assert.equal(later.image.id, earlier.image.id);
  await fetch(earlier.url, { method: 'PUT', body: 'something else' });
  await road.put(later.url, photo);
  assert.equal((await road.settled(pid, later.image.id)).state, 'Ready');
});

test('a damaged photo that is sent again to the same URL is judged anew', async () => {
  const pid = await road.createProject();
  const photo = await makePhoto(11);
  const { url, image } = await road.register(pid, 'a.jpg', sha1(photo));
  await road.put(url, photo.subarray(0, 1000));
  assert.equal((await road.settled(pid, image.id)).state, 'Invalid');
  await road.put(url, photo);
  await until(async () => (await road.imageOf(pid, image.id)).state === 'Ready');
});

async function send(pid: string, seed: number): Promise<string> {
  const photo = await makePhoto(seed);
  const { url, image } = await road.register(pid, `${seed}.jpg`, sha1(photo));
  await road.put(url, photo);
  await until(async () => (await road.imageOf(pid, image.id)).state === 'Uploaded');
  return image.id;
}
