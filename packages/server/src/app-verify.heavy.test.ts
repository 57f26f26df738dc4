import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import type { FoundDamage } from './scrubbing/stage.ts';
import { type VerifyReport, verify } from './scrubbing/verify.ts';
import { jobs } from './start-work.ts';
import { damageFiles, flipByte } from './stored-files.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* `tiepoint verify`: everything that is stored is read at once, beside a server and without one. */

let app: TestApp;
before(async () => {
  app = await startTestApp({ TIEPOINT_SCRUB_MB_PER_SECOND: '0' });
});
after(() => app.remove());

const { createProject, upload, imageOf } = walkUploadRoad(() => app);
const { flip, pathOf } = damageFiles(() => app);

test('beside a running server, damaged files of a project or of all are found, told of, and mended by the server', async () => {
  const [first, second] = [await createProject('first'), await createProject('second')];
  const photos = [await makePhoto(1), await makePhoto(2), await makePhoto(3)];
  const a = await upload(first, 'a.jpg', photos[0] ?? assert.fail());
  const b = await upload(second, 'b.jpg', photos[1] ?? assert.fail());
  const c = await upload(second, 'c.jpg', photos[2] ?? assert.fail());
  const sound = await run();
  assert.deepEqual([sound.files, sound.damaged, sound.remade, sound.awaitedPhotos], [9, 0, 0, 0]);
  assert.ok(sound.bytes > 0 && sound.bytes === sound.progress.at(-1)?.[0]);

  await flip(`photos/${first}/${a.id}/original`);
  await flip(`photos/${second}/${b.id}/original`);
  const thumbnail = `photos/${second}/${c.id}/1024.jpg`;
  const spoilt = await pathOf(thumbnail);
  await flip(thumbnail);
  const ofFirst = await run(first);
  assert.deepEqual(ofFirst.told, [{ kind: 'photo', projectId: first, name: 'a.jpg', damage: 'damaged' }]);
  assert.equal((await imageOf(second, b.id)).state, 'Ready');
  const ofAll = await run();
  assert.deepEqual(
    ofAll.told.map(({ kind, name }) => [kind, name]),
    [
      ['photo', 'b.jpg'],
      ['thumbnails', 'c.jpg'],
    ],
  );
  assert.deepEqual([ofAll.damaged, ofAll.remade, ofAll.awaitedPhotos], [1, 1, 2]);
  for (const [pid, { id }] of [
    [first, a],
    [second, b],
  ] as const) {
    const { state, errorCodes } = await imageOf(pid, id);
    assert.deepEqual([state, errorCodes], ['Invalid', ['Damaged']]);
  }
  await until(async () => (await pathOf(thumbnail)) !== spoilt);
  await upload(first, 'a.jpg', photos[0] ?? assert.fail());
  await upload(second, 'b.jpg', photos[1] ?? assert.fail());
  const healed = await run();
  assert.deepEqual([healed.files, healed.damaged, healed.remade, healed.awaitedPhotos], [9, 0, 0, 0]);
  await assert.rejects(run('nowhere'), { name: 'StartupError', message: /There is no project nowhere/ });
});

test('without a server, a damaged photo becomes Invalid, and a damaged list of keys is built anew', async () => {
  const pid = await createProject('alone');
  const image = await upload(pid, 'a.jpg', await makePhoto(4));
  await app.stop();
  await flip(`photos/${pid}/${image.id}/original`);
  await damageKeys();
  const { told, rebuiltLists } = await run();
  assert.equal(told.length, 1);
  assert.deepEqual(rebuiltLists, ['private']);
  assert.deepEqual((await run()).rebuiltLists, []);
  await app.restart();
  assert.equal((await imageOf(pid, image.id)).state, 'Invalid');
});

test('a list of keys that is damaged under a running server is told of, and built anew at its next start', async () => {
  await damageKeys();
  assert.deepEqual((await run()).damagedLists, ['private']);
  await app.restart();
  assert.deepEqual((await run()).damagedLists, []);
});

test('a disk that is not there is told, and nothing becomes Invalid', async () => {
  const pid = await createProject('away');
  const image = await upload(pid, 'a.jpg', await makePhoto(5));
  const buckets = join(app.dataFolder, 'objects', 'buckets');
  await rename(buckets, `${buckets}.away`);
  await assert.rejects(run(), { name: 'StorageAway', message: /is their disk mounted and working/ });
  await rename(`${buckets}.away`, buckets);
  assert.equal((await imageOf(pid, image.id)).state, 'Ready');
});

interface Run extends VerifyReport {
  told: FoundDamage[];
  progress: [number, number][];
}

async function run(projectId?: string): Promise<Run> {
  const told: FoundDamage[] = [];
  const progress: [number, number][] = [];
  const report = await verify(app.config, {
    kinds: jobs,
    projectId,
    signal: new AbortController().signal,
    onDamage: (damage) => told.push(damage),
    onProgress: (done, total) => progress.push([done, total]),
  });
  return { ...report, told, progress };
}

async function damageKeys(): Promise<void> {
  await flipByte(join(app.dataFolder, 'objects', 'keys', 'private', 'sorted-keys'));
}
