import assert from 'node:assert/strict';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createFakeEngine, type FakeEngine } from '@tiepoint/engines/testing';
import { connectToDatabase, makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { movesOf, passes } from './scrub-watch.fixture.ts';
import { damageFiles, flipByte } from './stored-files.fixture.ts';
import { watchTasks } from './task-watch.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* Files that rot on the disk: each start reads everything again at once, as a pass takes no days here. */

const ENGINE = 'colmap';
const AT_ONCE = { TIEPOINT_SCRUB_DAYS: '0', TIEPOINT_SCRUB_MB_PER_SECOND: '1000' };

let app: TestApp;
let engine: FakeEngine;
let work: string;
let photos: Buffer[];
before(async () => {
  work = await mkdtemp(join(tmpdir(), 'tiepoint-scrubbing-'));
  engine = createFakeEngine(work, ENGINE);
  const openEngines = async () => ({ engines: new Map([[ENGINE, engine]]), defaultEngine: ENGINE });
  app = await startTestApp(AT_ONCE, { openEngines });
  photos = await Promise.all([191, 192, 193].map((seed) => makePhoto(seed)));
});
after(async () => {
  await app.remove();
  await rm(work, { recursive: true });
});

const { createProject, upload, imageOf, settled } = walkUploadRoad(() => app);
const { start, taskOf, ended } = watchTasks(() => app);
const { pathOf, recordOf, flip, remove, makeUnreadable } = damageFiles(() => app);

test('a damaged, missing or unreadable photo becomes Invalid and is asked for again, and a new upload heals it', async () => {
  const pid = await createProject('rotten');
  const ids = await uploadAll(pid);
  const [damaged = '', missing = '', unreadable = ''] = ids;
  const other = await makePhoto(194);
  const record = await upload(pid, 'record.jpg', other);
  const intact = await upload(pid, 'intact.jpg', await makePhoto(195));
  await flip(originalKey(pid, damaged));
  await remove(originalKey(pid, missing));
  await makeUnreadable(originalKey(pid, unreadable));
  await flipByte(recordOf(originalKey(pid, record.id)));

  await lookAgain();
  assert.equal((await imageOf(pid, intact.id)).state, 'Ready');
  const what = ['was damaged', 'is missing', 'cannot be read', 'was damaged'];
  for (const [index, id] of [...ids, record.id].entries()) {
    const { state, errorCodes, error } = await imageOf(pid, id);
    assert.deepEqual([state, errorCodes], ['Invalid', ['Damaged']]);
    assert.match(
      String(error),
      new RegExp(`The photo ${what[index]} .*disk of the server.* Upload it again.`),
    );
  }
  assert.deepEqual((await movesOf(app, pid, damaged)).at(-1), {
    imageState: 'Invalid',
    errorCodes: ['Damaged'],
  });
  assert.deepEqual(await hasImages(pid), [false, false, false]);
  assert.match(
    JSON.stringify(await health()),
    /"status":"ok","warnings":\{"storage":"Stored files are damaged/,
  );

  assert.deepEqual(await uploadAll(pid), ids);
  assert.deepEqual(await hasImages(pid), [true, true, true]);
  for (const [index, id] of ids.entries()) {
    const { url, thumbs } = await linksOf(pid, id);
    assert.deepEqual(await download(url), photos[index]);
    for (const thumb of thumbs) assert.equal((await fetch(thumb)).status, 200);
  }
  await upload(pid, 'record.jpg', other);
  assert.deepEqual(await health(), { status: 'ok' });
  await lookAgain();
  assert.equal((await imageOf(pid, record.id)).state, 'Ready');
});

test('damaged and missing thumbnails and tiles are made again, and their photos stay Ready', async () => {
  const pid = await createProject('views');
  const [first = '', second = ''] = await uploadAll(pid);
  const { thumbs, tiles } = await linksOf(pid, first);
  const before = await download(thumbs[0] ?? '');
  assert.equal((await fetch(tiles)).status, 200);
  const tile = tiles.replace('tiles.dzi', 'tiles_files/11/2_1.jpg');
  const [pixels, { tiles: whole }] = [await download(tile), await linksOf(pid, second)];
  assert.equal((await fetch(whole)).status, 200);
  const kept = await pathOf(`${prefixOf(pid, second)}tiles/tiles.dzi`);
  await remove(`${prefixOf(pid, first)}256.jpg`);
  await lookAgain();
  await until(async () => (await fetch(moved(thumbs[0] ?? ''))).status === 200);
  assert.deepEqual(await download(moved(thumbs[0] ?? '')), before);

  assert.equal((await fetch(moved(tiles))).status, 200);
  await flip(`${prefixOf(pid, first)}tiles/11/2_1.jpg`);
  await lookAgain();
  await until(async () => pixels.equals(await download(moved(tile))));
  assert.equal((await imageOf(pid, first)).state, 'Ready');
  // Whole tiles are left as they are.
  await readFile(kept);
});

test('a damaged output is marked, until it is intact again', async () => {
  const pid = await createProject('made');
  await uploadAll(pid);
  await start(pid);
  assert.equal((await ended(pid)).state, 'Done');
  const client = await connectToDatabase(app);
  const { rows } = await client.query<{ name: string; storage_key: string }>(
    "select name, storage_key from task_outputs where name = 'manifest.json'",
  );
  await client.end();
  const { storage_key: key = '' } = rows[0] ?? {};
  await flip(key);
  await lookAgain();
  assert.equal((await downloadStates(pid)).get('manifest.json'), 'Damaged');
  assert.match(JSON.stringify(await health()), /Stored files are damaged/);
  await flip(key);
  await lookAgain();
  assert.deepEqual([...new Set((await downloadStates(pid)).values())], ['Ready']);
  assert.deepEqual(await health(), { status: 'ok' });
});

test('a reconstruction that still needs a damaged photo names it', async () => {
  const pid = await createProject('needed');
  const [first = ''] = await uploadAll(pid);
  engine.holdsIn = 'Think';
  await start(pid);
  await until(async () => (await taskOf(pid)).stepName === 'Think');
  await flip(originalKey(pid, first));
  await lookAgain();
  await engine.lose(engine.submitted.at(-1) ?? assert.fail());
  engine.interrupt();
  const { state, error } = await ended(pid);
  engine.holdsIn = undefined;
  assert.equal(state, 'Failed');
  assert.match(
    error ?? '',
    /^Stored photos were damaged while the reconstruction still needed them: 0.jpg\. Upload/,
  );
  await uploadAll(pid);
});

test('a damaged meta file becomes Failed, and a client is asked for it', async () => {
  const pid = await createProject('described');
  const text = Buffer.from('a.jpg 1 2 3\n');
  const register = `mutation ($pid: ID!, $checksum: String) {
    uploadMetaFileS3(pid: $pid, bucket: local, filename: "pose.txt", checksum: $checksum) { url file { id } } }`;
  interface Answer {
    uploadMetaFileS3: { url: string; file: { id: string } };
  }
  const { uploadMetaFileS3 } = await app.ask<Answer>(register, { pid, checksum: sha1(text) });
  await fetch(uploadMetaFileS3.url, { method: 'PUT', body: text });
  const query =
    'query ($pid: ID!, $sum: String!) { project(id: $pid) { hasMetaFile(checksum: $sum) { state } } }';
  interface Found {
    project: { hasMetaFile: { state: string } | null };
  }
  const isThere = async () =>
    (await app.ask<Found>(query, { pid, sum: sha1(text) })).project.hasMetaFile !== null;
  await until(isThere);
  await flip(`meta/${pid}/${uploadMetaFileS3.file.id}`);
  await lookAgain();
  assert.equal(await isThere(), false);
});

test('a disk that is not there makes nothing Invalid, and is told', async () => {
  const pid = await createProject('unmounted');
  const ids = await uploadAll(pid);
  const bucket = join(app.dataFolder, 'objects', 'buckets', 'private');
  await app.stop();
  await rename(bucket, `${bucket}.away`);
  // The store makes an empty folder in its place.
  await app.restart();
  const unreadable = { status: 'unavailable', problems: { storage: 'Stored files cannot be read.' } };
  await until(async () => JSON.stringify(await health()) === JSON.stringify(unreadable));
  for (const id of ids) assert.equal((await imageOf(pid, id)).state, 'Ready');
  await app.stop();
  await rm(bucket, { recursive: true });
  await rename(`${bucket}.away`, bucket);
  await lookAgain();
  assert.deepEqual(await health(), { status: 'ok' });
  for (const id of ids) assert.equal((await imageOf(pid, id)).state, 'Ready');
});

test('a slow pass goes on where a stopped server has left it, and the next one waits for its day', async () => {
  const slow = await startTestApp();
  try {
    const road = walkUploadRoad(() => slow);
    const pid = await road.createProject('slow');
    for (const photo of photos) await road.upload(pid, 'photo.jpg', photo);
    const nextWeek = () => new Date(Date.now() + 8 * 24 * 3_600_000);
    // Two seconds or more for each of the three photos.
    slow.config.scrubbing.bytesPerSecond = (photos[0]?.length ?? 0) / 2;
    await slow.restart(nextWeek);
    await until(async () => ((await passes(slow))[0]?.files ?? 0) > 0);
    slow.config.scrubbing.bytesPerSecond = 0;
    await slow.restart(nextWeek);
    const [stopped] = await passes(slow);
    assert.ok(stopped && stopped.files > 0 && stopped.files < 9 && !stopped.ended, JSON.stringify(stopped));
    slow.config.scrubbing.bytesPerSecond = 1e9;
    await slow.restart(nextWeek);
    await until(async () => (await passes(slow))[0]?.ended === true);
    const [pass] = await passes(slow);
    assert.deepEqual(pass, { ...stopped, files: 9, ended: true });
    await slow.restart(nextWeek);
    assert.equal((await passes(slow))[0]?.id, pass?.id);
    // What is removed while it is being read is not lost, though it is all that was stored.
    slow.config.scrubbing.bytesPerSecond = (photos[0]?.length ?? 0) / 2;
    await slow.restart(() => new Date(nextWeek().getTime() + 8 * 24 * 3_600_000));
    await slow.ask('mutation ($id: ID!) { removeProject(id: $id) { id } }', { id: pid });
    await until(async () => (await passes(slow))[0]?.ended === true);
    assert.deepEqual(await (await fetch(`${slow.endpoint}/healthz`)).json(), { status: 'ok' });
  } finally {
    await slow.remove();
  }
});

function prefixOf(pid: string, id: string): string {
  return `photos/${pid}/${id}/`;
}

function originalKey(pid: string, id: string): string {
  return `${prefixOf(pid, id)}original`;
}

/** Uploads the three photos; gives their ids. */
async function uploadAll(pid: string): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, photo] of photos.entries()) {
    const { id, state } = await upload(pid, `${index}.jpg`, photo);
    assert.equal(state, 'Ready');
    ids.push(id);
  }
  for (const id of ids) await settled(pid, id);
  return ids;
}

/** Has the server read all stored files. */
async function lookAgain(): Promise<void> {
  const [earlier] = await passes(app).catch(() => []);
  await app.restart();
  await until(async () => {
    const [pass] = await passes(app);
    return pass?.ended === true && pass.id !== (earlier?.ended ? earlier.id : undefined);
  });
}

async function hasImages(pid: string): Promise<boolean[]> {
  const query = 'mutation ($pid: ID!, $sums: [String!]!) { hasImages(pid: $pid, checksums: $sums) { id } }';
  interface Answer {
    hasImages: ({ id: string } | null)[];
  }
  const { hasImages } = await app.ask<Answer>(query, { pid, sums: photos.map(sha1) });
  return hasImages.map((image) => image !== null);
}

async function linksOf(pid: string, id: string) {
  const query = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { url thumbs tiles } } }';
  interface Answer {
    project: { image: { url: string; thumbs: string[]; tiles: string } };
  }
  return (await app.ask<Answer>(query, { pid, id })).project.image;
}

async function downloadStates(pid: string): Promise<Map<string, string>> {
  const query = 'query ($pid: ID!) { project(id: $pid) { downloads { edges { node { name state } } } } }';
  interface Answer {
    project: { downloads: { edges: { node: { name: string; state: string } }[] } };
  }
  const { downloads } = (await app.ask<Answer>(query, { pid })).project;
  return new Map(downloads.edges.map(({ node }) => [node.name, node.state]));
}

/** A link to the server before its restart, which has another port now. */
function moved(link: string): string {
  const { pathname, search } = new URL(link);
  return `${app.endpoint}${pathname}${search}`;
}

async function download(url: string): Promise<Buffer> {
  const response = await fetch(url);
  assert.equal(response.status, 200);
  return Buffer.from(await response.arrayBuffer());
}

async function health(): Promise<unknown> {
  // It looks once a second.
  await setTimeout(1000);
  return (await fetch(`${app.endpoint}/healthz`)).json();
}
