import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { promisify } from 'node:util';
import { createFakeEngine, type FakeEngine } from '@tiepoint/engines/testing';
import { makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { watchTasks } from './task-watch.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* What stops a reconstruction and passes is waited for; anything else ends it at once. */

const ENGINE = 'colmap';
/** Room for the photos, and not for a model of ten megabytes. */
const [SMALL, LARGE] = ['size=8m', 'size=64m'];

let app: TestApp;
let engine: FakeEngine;
let work: string;
let photos: Buffer[];
before(async () => {
  work = await mkdtemp(join(tmpdir(), 'tiepoint-waiting-'));
  engine = createFakeEngine(work, ENGINE);
  const openEngines = async () => ({ engines: new Map([[ENGINE, engine]]), defaultEngine: ENGINE });
  app = await startTestApp({}, { openEngines });
  photos = await Promise.all([61, 62, 63].map((seed) => makePhoto(seed)));
});
afterEach(() => {
  engine.submitted.length = 0;
  engine.model = 'a model';
  engine.holdsIn = undefined;
});
after(async () => {
  await app.remove();
  await rm(work, { recursive: true });
});

const { createProject, upload } = walkUploadRoad(() => app);
const { start, taskOf, ended, downloadsOf } = watchTasks(() => app);

test('a full disk is waited for, with its reason, and nothing is submitted or computed again', async () => {
  const pid = await makeProject();
  engine.failures = ['DiskFull'];
  await start(pid);
  await until(async () => (await taskOf(pid)).error !== null);
  const { state, error } = await taskOf(pid);
  assert.equal(state, 'Processing');
  assert.match(error ?? '', /^The disk of the server is full\. .* goes on by itself/);
  const done = await ended(pid);
  assert.deepEqual([done.state, done.error, engine.submitted.length], ['Done', null, 1]);
});

test('what does not pass ends the task at once with its own reason', async () => {
  const pid = await makeProject();
  engine.failures = ['NoSurface'];
  await start(pid);
  const { state, error } = await ended(pid);
  assert.deepEqual([state, error, engine.submitted.length], ['Failed', 'It failed with NoSurface.', 1]);
});

test('a task waits while the disk of the stored files is not there', async () => {
  const pid = await makeProject();
  engine.holdsIn = 'Think';
  await start(pid);
  await until(async () => (await taskOf(pid)).stepName === 'Think');
  const witness = join(app.dataFolder, 'objects', 'witness.json');
  await rename(witness, `${witness}.away`);
  engine.interrupt();
  await until(async () => (await taskOf(pid)).error !== null);
  assert.match((await taskOf(pid)).error ?? '', /^The disk of the stored files is not there\./);
  await rename(`${witness}.away`, witness);
  engine.holdsIn = undefined;
  assert.equal((await ended(pid)).state, 'Done');
});

test('results for which the disk has no room are stored once there is some', async (t) => {
  const objects = join(app.dataFolder, 'objects');
  await app.stop();
  await rename(objects, `${objects}.kept`);
  await mkdir(objects, { mode: 0o700 });
  const refusal = await run('mount', '-t', 'tmpfs', '-o', SMALL, 'tiepoint', objects);
  if (refusal !== undefined) {
    await rm(objects, { recursive: true });
    await rename(`${objects}.kept`, objects);
    await app.restart();
    return t.skip(`No small disk can be mounted: ${refusal}`);
  }
  t.after(async () => {
    await app.stop();
    await run('umount', objects);
  });
  await run('cp', '-a', `${objects}.kept/.`, objects);
  await app.restart();
  const pid = await makeProject();
  engine.model = 'm'.repeat(10_000_000);
  await start(pid);
  await until(async () => (await taskOf(pid)).error !== null);
  assert.match((await taskOf(pid)).error ?? '', /^The disk of the server is full\./);
  await run('mount', '-o', `remount,${LARGE}`, objects);
  const { state, error } = await ended(pid);
  assert.deepEqual([state, error, engine.submitted.length], ['Done', null, 1]);
  assert.equal((await downloadsOf(pid)).get('model.glb')?.length, engine.model.length);
});

async function makeProject(): Promise<string> {
  const pid = await createProject();
  for (const [index, photo] of photos.entries()) {
    assert.equal((await upload(pid, `${index}.jpg`, photo)).state, 'Ready');
  }
  return pid;
}

/** What the program has said where it did not succeed. */
async function run(program: string, ...args: string[]): Promise<string | undefined> {
  return promisify(execFile)(program, args).then(
    () => undefined,
    (error: Error) => error.message,
  );
}
