import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectToDatabase, makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

const MINUTE_MS = 60_000;

let app: TestApp;
const road = walkUploadRoad(() => app);

before(async () => {
  // No ingest: uploaded photos wait in the queue.
  app = await startTestApp({ TIEPOINT_INGEST_CONCURRENCY: '0' });
});
after(() => app.remove());

test('a photo that does not arrive is Invalid after 65 minutes, one in the queue only when the queue makes no progress', async () => {
  const pid = await road.createProject();
  const late = (await road.register(pid, 'late.jpg', sha1(Buffer.from('late')))).image.id;
  const [waiting, served] = [await upload(pid, 1), await upload(pid, 2)];
  await setServed(served, 10);
  await app.restart(() => new Date(Date.now() + 66 * MINUTE_MS));
  await until(async () => (await road.imageOf(pid, late)).state === 'Invalid');
  assert.deepEqual((await road.imageOf(pid, late)).errorCodes, ['TimedOut']);
  assert.equal((await road.imageOf(pid, waiting)).state, 'Uploaded');

  await app.restart(() => new Date(Date.now() + 90 * MINUTE_MS));
  for (const id of [waiting, served]) {
    await until(async () => (await road.imageOf(pid, id)).state === 'Invalid');
    assert.deepEqual((await road.imageOf(pid, id)).errorCodes, ['TimedOut']);
  }
});

async function upload(pid: string, seed: number): Promise<string> {
  const photo = await makePhoto(seed);
  const { url, image } = await road.register(pid, `${seed}.jpg`, sha1(photo));
  await road.put(url, photo);
  await until(async () => (await road.imageOf(pid, image.id)).state === 'Uploaded');
  return image.id;
}

/** Pretends that a photo was processed this many minutes from now. */
async function setServed(id: string, minutes: number): Promise<void> {
  const client = await connectToDatabase(app);
  const move = `update images set state = 'Processing', moved_at = now() + $2 * interval '1 minute' where id = $1`;
  await client.query(move, [id, minutes]);
  await client.end();
}
