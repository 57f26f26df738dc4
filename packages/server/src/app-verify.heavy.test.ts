import assert from 'node:assert/strict';
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { connectToDatabase, makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { walkMetaRoad } from './meta-road.fixture.ts';
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

const { createProject, put, upload, imageOf } = walkUploadRoad(() => app);
const { flip, pathOf, makeUnreadable } = damageFiles(() => app);

test('where there are only imported models or only meta files, one that is damaged is found', async () => {
  const imported = await importModel();
  await flip(await keyOf('select storage_key as key from model_outputs where name = $1', 'model.glb'));
  const { told } = await run();
  assert.deepEqual(told, [
    { kind: 'imported model', projectId: imported, name: 'model.glb', damage: 'damaged' },
  ]);
  await remove(imported);

  const pid = await createProject('described');
  const meta = walkMetaRoad(() => app, put);
  const [pose] = [
    await meta.send(pid, 'pose.txt', 'a.jpg 1 2 3\n'),
    await meta.send(pid, 'group.txt', 'a.jpg 1\n'),
  ];
  await flip(`meta/${pid}/${pose.id}`);
  assert.deepEqual(
    (await run()).told.map(({ kind, name }) => [kind, name]),
    [['meta file', 'pose.txt']],
  );
  await remove(pid);
});

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

test('an empty mount point is no damage, even where new files were stored on it', async () => {
  const pid = await createProject('unmounted');
  const image = await upload(pid, 'a.jpg', await makePhoto(6));
  const objects = join(app.dataFolder, 'objects');
  await app.stop();
  await rename(objects, `${objects}.away`);
  await app.restart();
  await upload(pid, 'b.jpg', await makePhoto(7));
  const answer = await fetch(`${app.endpoint}/healthz`);
  assert.deepEqual(
    [answer.status, await answer.json()],
    [503, { status: 'unavailable', problems: { storage: 'The disk of the stored files is not there.' } }],
  );
  await assert.rejects(run(), {
    name: 'StorageAway',
    message: /witness\.json is missing\. If the stored files/,
  });
  assert.equal((await imageOf(pid, image.id)).state, 'Ready');
  await app.stop();
  await rm(objects, { recursive: true });
  await rename(`${objects}.away`, objects);
  await app.restart();
  assert.equal((await fetch(`${app.endpoint}/healthz`)).status, 200);
  // What was stored in between is lost, and only that.
  assert.deepEqual(
    (await run()).told.map(({ kind, name, damage }) => [kind, name, damage]),
    [['photo', 'b.jpg', 'missing']],
  );
  await remove(pid);
});

test('tiles whose description cannot be read are made again', async () => {
  const pid = await createProject('zoomable');
  const { id } = await upload(pid, 'a.jpg', await makePhoto(6));
  const query = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { tiles } } }';
  const { project } = await app.ask<{ project: { image: { tiles: string } } }>(query, { pid, id });
  assert.equal((await fetch(project.image.tiles)).status, 200);
  const descriptor = `photos/${pid}/${id}/tiles/tiles.dzi`;
  await makeUnreadable(descriptor);
  const { told, remade } = await run(pid);
  assert.deepEqual(told, [{ kind: 'tiles', projectId: pid, name: 'a.jpg', damage: 'unreadable' }]);
  assert.equal(remade, 1);
  await until(async () => (await run(pid)).told.length === 0);
  assert.equal((await fetch(project.image.tiles)).status, 200);
});

/** A project with an imported model of one face. */
async function importModel(): Promise<string> {
  interface Answer {
    id: string;
    url: string;
    importedState: string;
  }
  const ask = async (query: string, variables = {}) =>
    Object.values(await app.ask<Record<string, Answer>>(query, variables))[0] ?? assert.fail();
  const { id } = await ask(
    'mutation { createProject(name: "model", imported: true, modelType: CAD) { id } }',
  );
  const register = 'mutation ($id: ID!) { uploadModelS3(id: $id, bucket: local, filename: "m.obj") { url } }';
  await put((await ask(register, { id })).url, Buffer.from('v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n'));
  await ask('mutation ($id: ID!) { doneModelUpload(id: $id, merge: false) { id } }', { id });
  const query = 'query ($id: ID!) { project(id: $id) { importedState } }';
  await until(async () => (await ask(query, { id })).importedState === 'Ready');
  return id;
}

async function remove(id: string): Promise<void> {
  await app.ask('mutation ($id: ID!) { removeProject(id: $id) { id } }', { id });
}

/** The key of a stored file, as the database has it. */
async function keyOf(query: string, name: string): Promise<string> {
  const client = await connectToDatabase(app);
  const { rows } = await client.query<{ key: string }>(query, [name]);
  await client.end();
  return rows[0]?.key ?? assert.fail();
}

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
