import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { EngineJob } from '@tiepoint/engines';
import { createFakeEngine, type FakeEngine } from '@tiepoint/engines/testing';
import { signUp } from './actor.fixture.ts';
import { connectToDatabase, makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { watchTasks } from './task-watch.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

const ENGINE = 'colmap';

let app: TestApp;
let engine: FakeEngine;
let work: string;
let photos: Buffer[];
/** Has three photos, and one file that is not a photo. */
let pid: string;
before(async () => {
  work = await mkdtemp(join(tmpdir(), 'tiepoint-running-'));
  engine = createFakeEngine(work, ENGINE);
  const openEngines = async () => ({ engines: new Map([[ENGINE, engine]]), defaultEngine: ENGINE });
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' }, { openEngines });
  photos = await Promise.all([81, 82, 83, 84, 85].map((seed) => makePhoto(seed)));
  pid = await makeProject(3);
  await upload(pid, 'broken.jpg', Buffer.from('no photo'));
});
afterEach(() => {
  engine.holdsIn = undefined;
  engine.lines = [];
});
after(async () => {
  await app.remove();
  await rm(work, { recursive: true });
});

const { createProject, register, put, upload } = walkUploadRoad(() => app);
const { start, taskOf, ended, manifestOf, logOf, eventsOf, downloadsOf } = watchTasks(() => app);

test('a task uses the photos that were Ready when it started, whatever is added or removed', async () => {
  const pid = await makeProject(4);
  engine.holdsIn = 'Think';
  await start(pid);
  await until(async () => (await taskOf(pid)).stepName === 'Think');
  const first = engine.submitted.at(-1) ?? assert.fail();
  await upload(pid, 'late.jpg', photos[4] ?? assert.fail());
  // Its machine is gone, with all its files.
  await engine.lose(first);
  engine.interrupt();
  await until(async () => engine.submitted.length === 2);
  engine.holdsIn = undefined;
  assert.equal((await ended(pid)).state, 'Done');
  const second = engine.submitted.at(-1);
  assert.deepEqual(fileNames(second), fileNames(first));
  assert.equal(second?.workKey, first.workKey);
});

test('a task that needs removed photos says so', async () => {
  const pid = await makeProject(4);
  engine.holdsIn = 'Think';
  await start(pid);
  await until(async () => (await taskOf(pid)).stepName === 'Think');
  const names = 'query ($pid: ID!) { project(id: $pid) { allImages { edges { node { id } } } } }';
  interface Names {
    project: { allImages: { edges: { node: { id: string } }[] } };
  }
  const { project } = await app.ask<Names>(names, { pid });
  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', {
    id: project.allImages.edges[0]?.node.id,
  });
  await engine.lose(engine.submitted.at(-1) ?? assert.fail());
  engine.interrupt();
  const { state, error } = await ended(pid);
  assert.equal(state, 'Failed');
  assert.equal(
    error,
    'A photo was removed while the reconstruction still needed it: 0.jpg. Start it again with the remaining photos.',
  );
});

test('the log can be read during and after the run, and events have its last line number', async () => {
  engine.lines = ['one\u0000', `two ${'x'.repeat(3000)}`];
  engine.holdsIn = 'Think';
  await start(pid);
  await until(async () => (await logOf(pid)).lastNumber === 4);
  const told = (await eventsOf(pid)).filter(({ kind }) => kind === 'TaskLogged').at(-1);
  assert.equal(told?.lastNumber, 4);
  const { lines } = await logOf(pid, 'after: 2, first: 1');
  assert.deepEqual(lines, [{ number: 3, text: 'one' }]);
  engine.holdsIn = undefined;
  await ended(pid);
  const newest = await logOf(pid, 'first: 1');
  assert.equal(newest.lastNumber, 6);
  assert.deepEqual(
    newest.lines.map(({ number, text }) => [number, text.length]),
    [[6, 2000]],
  );
});

test('the log keeps its newest 20,000 lines', async () => {
  engine.holdsIn = 'Think';
  const id = await start(pid);
  await until(async () => (await taskOf(pid)).stepName === 'Think');
  await query(
    "insert into task_log_lines select $1, number, 'line' from generate_series(1, 20100) as number",
    [id],
  );
  engine.lines = ['the last one'];
  engine.interrupt();
  await until(async () => engine.working === 1);
  engine.holdsIn = undefined;
  await ended(pid);
  const { rows } = await query('select min(number), max(number) from task_log_lines where task_id = $1', [
    id,
  ]);
  assert.deepEqual(rows, [{ min: 103, max: 20_102 }]);
});

test('a manifest has the photos, used or not, the machine, the steps and the files', async () => {
  await start(pid);
  await ended(pid);
  const manifest = await manifestOf(pid);
  const files = await downloadsOf(pid);
  assert.deepEqual(JSON.parse(`${files.get('manifest.json')}`), manifest);
  assert.equal(manifest.manifestVersion, 1);
  assert.deepEqual(manifest.engine, { name: ENGINE, title: 'Fake', version: '1.0' });
  assert.equal(manifest.options.engine, ENGINE);
  assert.equal(manifest.host?.node, process.version);
  assert.deepEqual(
    manifest.photos.map(({ name, given, used, reason }) => [name, given, used, reason]),
    [
      ['0.jpg', true, false, 'It was the first.'],
      ['1.jpg', true, true, null],
      ['2.jpg', true, true, null],
      ['broken.jpg', false, false, 'NotAnImage'],
    ],
  );
  assert.equal(
    manifest.photos[1]?.sha1,
    createHash('sha1')
      .update(photos[1] ?? '')
      .digest('hex'),
  );
  assert.deepEqual(
    manifest.stages.map(({ name, reused }) => [name, reused]),
    [
      ['Look at the photos', false],
      ['Think', false],
      ['Draw', false],
    ],
  );
  const sha256 = createHash('sha256')
    .update(files.get('model.glb') ?? '')
    .digest('hex');
  assert.deepEqual(manifest.outputs, [
    { name: 'model.glb', contentType: 'model/gltf-binary', bytes: 7, sha256 },
  ]);
});

test('a task that failed has a manifest too', async () => {
  engine.holdsIn = 'Look at the photos';
  const id = await start(pid);
  await until(async () => engine.working === 1);
  await query('update tasks set attempts = 10 where id = $1', [id]);
  engine.interrupt();
  const { state, error } = await ended(pid);
  assert.equal(state, 'Failed');
  assert.match(error ?? '', /^It was interrupted 10 times in the step “Look at the photos”/);
  const manifest = await manifestOf(pid);
  assert.equal(manifest.task.errorCode, 'Interrupted');
  assert.ok(manifest.photos.every(({ used }) => !used));
});

test('an attempt that was fenced off ends within seconds, and writes nothing', async () => {
  engine.holdsIn = 'Think';
  const id = await start(pid);
  await until(async () => (await taskOf(pid)).stepName === 'Think');
  await query('update tasks set fence = fence + 1 where id = $1', [id]);
  const stopping = performance.now();
  await until(async () => engine.working === 0);
  assert.ok(performance.now() - stopping < 3000);
  assert.equal((await taskOf(pid)).state, 'Processing');
  // It has no worker and no job.
  engine.holdsIn = undefined;
  await app.restart();
  assert.equal((await ended(pid)).state, 'Done');
});

test('queued and running tasks have an expected end, based on earlier tasks', async () => {
  const [running, waiting] = [pid, await makeProject(4)];
  engine.holdsIn = 'Think';
  await start(running);
  await until(async () => (await taskOf(running)).stepName === 'Think');
  await start(waiting);
  const first = await taskOf(running);
  const second = await taskOf(waiting);
  assert.equal(first.queueing, null);
  // Earlier tasks took a second a step.
  assert.ok(first.remainingSeconds !== null && first.remainingSeconds > 1 && first.remainingSeconds <= 2.5);
  assert.equal(second.queueing, 0);
  assert.ok(second.expectedStartSeconds !== null && second.expectedStartSeconds <= first.remainingSeconds);
  assert.ok((second.remainingSeconds ?? 0) > second.expectedStartSeconds + 2);
  engine.holdsIn = undefined;
  await ended(running);
  assert.equal((await ended(waiting)).remainingSeconds, null);
});

test('users take turns, and the queue is told in the order of its turns', async () => {
  const other = await signUp(app, 'tamsin');
  const [first, second, theirs] = [await makeProject(3), await makeProject(4), await makeProject(5)];
  await query(
    `update projects set owner_id = (select id from users where username = 'tamsin') where id = $1`,
    [theirs],
  );
  engine.holdsIn = 'Think';
  await start(pid);
  await until(async () => (await taskOf(pid)).stepName === 'Think');
  await start(first);
  await start(second);
  const theirTasks = watchTasks(other.asUser);
  await theirTasks.start(theirs);
  assert.equal((await theirTasks.taskOf(theirs)).queueing, 0);
  assert.equal((await taskOf(first)).queueing, 1);
  assert.equal((await taskOf(second)).queueing, 2);
  engine.holdsIn = undefined;
  await ended(second);
  assert.deepEqual(
    engine.submitted.slice(-3).map(({ photos }) => photos.length),
    [5, 3, 4],
  );
});

test('a stop ends the engine within seconds', async () => {
  engine.holdsIn = 'Think';
  await start(pid);
  await until(async () => engine.working === 1);
  await app.ask('mutation ($id: ID!) { stopReconstruction(id: $id) { state } }', { id: pid });
  const stopping = performance.now();
  await until(async () => engine.working === 0);
  assert.ok(performance.now() - stopping < 3000);
  engine.holdsIn = undefined;
  const told = (await eventsOf(pid)).filter(({ kind }) => kind === 'TaskMoved');
  assert.deepEqual(
    told.slice(-2).map(({ taskState }) => taskState),
    ['Processing', 'Stopped'],
  );
});

test('a task is only for the owner', async () => {
  await start(pid);
  await ended(pid);
  const register =
    'mutation { registerUser(email: "eve@example.org", username: "eve", password: "eve eve eve") }';
  const altitoken = (await app.ask<{ registerUser: string }>(register)).registerUser;
  const query = `query ($pid: ID!) {
    project(id: $pid) { tasks { manifest remainingSeconds log { lastNumber } } } }`;
  assert.deepEqual(await app.ask(query, { pid }, { altitoken }), { project: null });
});

test('a task is found by its id only in its project', async () => {
  const id = await start(pid);
  await ended(pid);
  const find = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { task(id: $id) { id state } } }';
  assert.deepEqual(await app.ask(find, { pid, id }), { project: { task: { id, state: 'Done' } } });
  assert.deepEqual(await app.ask(find, { pid: await createProject(), id }), { project: { task: null } });
});

async function makeProject(count: number): Promise<string> {
  const pid = await createProject();
  for (const [index, bytes] of photos.slice(0, count).entries()) {
    const { url } = await register(pid, `${index}.jpg`);
    await put(url, bytes);
  }
  const query = 'query ($pid: ID!) { project(id: $pid) { imageCounts { state count } } }';
  interface Counts {
    project: { imageCounts: { state: string; count: number }[] };
  }
  await until(async () => {
    const { imageCounts } = (await app.ask<Counts>(query, { pid })).project;
    return imageCounts.some(({ state, count: ready }) => state === 'Ready' && ready === count);
  });
  return pid;
}

/** Accesses the database directly. */
async function query(statement: string, values: unknown[]): Promise<{ rows: object[] }> {
  const client = await connectToDatabase(app);
  try {
    return await client.query(statement, values);
  } finally {
    await client.end();
  }
}

function fileNames(job: EngineJob | undefined): string[] | undefined {
  return job?.photos.map(({ fileName }) => fileName);
}
