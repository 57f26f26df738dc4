import assert from 'node:assert/strict';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeFakeColmap } from '@tiepoint/engines/testing';
import sharp from 'sharp';
import { makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { startApp } from './app.ts';
import { loadConfig } from './config/config.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* How servers start, and how reconstructions do. */

interface StartAnswer {
  error: { code: number; name: string; message: string; option: string | null } | null;
  task: { id: string; state: string; startReason: string | null } | null;
}

interface ProjectAnswer {
  preStarted: boolean;
  waitingStart: { minReadyPercent: number | null; startAt: string | null; options: object } | null;
  tasks: { id: string; state: string; error: string | null; startReason: string | null }[];
}

const START = '{ error { code name message option } task { id state startReason } }';
const MAX_PHOTOS = 5;

let app: TestApp;
let folder: string;
/** Each test adds photos to it. */
let pid: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-start-'));
  // Stands in for the engine: waits until told to fail.
  const script = `until [ -e "${folder}/go" ]; do sleep 0.05; done; exit 3`;
  const { path } = await writeFakeColmap(folder, script);
  app = await startTestApp({ TIEPOINT_COLMAP: path, TIEPOINT_MAX_TASK_PHOTOS: `${MAX_PHOTOS}` });
  pid = await createProject();
  await Promise.all([0, 1, 2].map(async (n) => upload(pid, `${n}.jpg`, await makePhoto(90 + n))));
});
after(async () => {
  await app.remove();
  await rm(folder, { recursive: true });
});

const { createProject, register, put, upload, settled } = walkUploadRoad(() => app);

test('credentials are readable only by their owner, and stay the same across a restart', async () => {
  const before = app.credentials;
  assert.equal((await stat(join(app.dataFolder, 'credentials.json'))).mode & 0o777, 0o600);
  await app.restart();
  assert.equal(app.firstStart, false);
  assert.equal(app.credentials.token, before.token);
});

test('a second server on the same data folder is refused', async () => {
  const config = loadConfig({}, { dataFolder: app.dataFolder, port: 0, storagePort: 0 });
  await assert.rejects(startApp(config), /Another Tiepoint server \(process \d+\) is using/);
});

test('a port in use is reported, and nothing is left running', async () => {
  const other = await startTestApp();
  await other.stop();
  const port = Number(new URL(app.endpoint).port);
  const config = loadConfig({}, { dataFolder: other.dataFolder, port, storagePort: 0 });
  await assert.rejects(startApp(config), { message: new RegExp(`Port ${port} is used`) });
  await other.restart();
  await other.remove();
});

test('concurrent requests start one reconstruction, and all get the same task', async () => {
  for (const [index, begin] of [start, preStart].entries()) {
    const answers = await Promise.all(Array.from({ length: 20 }, () => begin(pid)));
    assert.equal(new Set(answers.map(({ task }) => task?.id)).size, 1);
    assert.equal(answers.filter(({ error }) => error === null).length, 1);
    assert.equal(answers.filter(({ error }) => error?.name === 'AlreadyRunning').length, 19);
    assert.equal((await projectOf(pid)).tasks.length, index + 1);
    assert.equal(await stop(pid), 'Stopped');
  }
});

test('each refusal has its code and a message, and starts nothing', async () => {
  await upload(pid, 'other size.jpg', await photoOfOtherSize());
  const create = 'mutation { createProject(name: "bought", imported: true) { id } }';
  const bought = (await app.ask<{ createProject: { id: string } }>(create)).createProject.id;
  await assertRefused(bought, {}, [1009, 'ImportedProject', null]);
  for (const [option, value] of Object.entries({
    engine: 'magic',
    maxImageSize: 100,
    targetFaces: 1,
    coordinateSystem: 'EPSG:4326',
    matcher: 'spatial',
    cameraSharing: 'single',
  })) {
    await assertRefused(pid, { [option]: value }, [1006, 'InvalidOptions', option]);
  }
  const withoutPositions = { coordinateSystem: 'EPSG:32633' };
  await assertRefused(pid, withoutPositions, [1006, 'InvalidOptions', 'coordinateSystem']);
  const { error } = await preStart(pid, { policy: { minReadyPercent: 0 } });
  assert.deepEqual([error?.name, error?.option], ['InvalidOptions', 'minReadyPercent']);
});

test('positions in pose.txt are used like those of EXIF', async () => {
  const options = { matcher: 'spatial', engine: '', coordinateSystem: '' };
  assert.equal((await start(pid, { options })).error?.option, 'matcher');
  await uploadPoses(pid, '0.jpg 46.97 7.46 550\n1.jpg 46.98 7.46 550\n');
  assert.equal((await start(pid, { options })).error, null);
  await stop(pid);
});

test('a pending start waits for its percentage of Ready photos, can be read, replaced and cancelled', async () => {
  const coming = await register(pid, 'a.jpg');
  const missing = await register(pid, 'b.jpg');
  assert.deepEqual(await preStart(pid, { policy: { minReadyPercent: 80 } }), { error: null, task: null });
  const startAt = new Date(Date.now() + 3_600_000).toISOString();
  await preStart(pid, { policy: { minReadyPercent: 75, startAt }, options: { quality: 'preview' } });
  const waiting = await projectOf(pid);
  assert.equal(waiting.preStarted, true);
  assert.deepEqual(waiting.waitingStart, {
    minReadyPercent: 75,
    startAt,
    options: { quality: 'preview', engine: 'colmap' },
  });
  assert.deepEqual(await takeBack(pid), {
    taskType: 'Native',
    state: 'Stopped',
    startDate: null,
    options: { quality: 'preview' },
  });
  const after = await projectOf(pid);
  assert.equal(after.waitingStart, null);
  assert.equal(after.tasks[0]?.state, 'Stopped');
  assert.equal(await stop(pid), undefined, 'nothing waits any more');

  await preStart(pid, { policy: { minReadyPercent: 80 } });
  await put(coming.url, await makePhoto(93));
  const [task] = await whenStarted(pid);
  assert.equal(
    task?.startReason,
    '5 of 6 photos are Ready (83 %); the requested share is 80 %; 1 is still being uploaded or checked, and left out.',
  );
  assert.equal((await projectOf(pid)).preStarted, false);
  assert.equal(await stop(pid), 'Stopped');

  await preStart(pid, { policy: { minReadyPercent: 90 } });
  await put(missing.url, Buffer.from('no photo'));
  const [refused] = await whenStarted(pid);
  assert.equal(refused?.state, 'Failed');
  assert.match(
    `${refused?.error}`,
    /^5 of 6 photos are Ready \(83 %\); the requested share is 90 %, and all photos are checked/,
  );
});

test('with nothing Ready at the moment to start at, a Failed task says so', async () => {
  const empty = await createProject();
  await register(empty, 'late.jpg');
  const startAt = new Date(Date.now() + 300).toISOString();
  assert.deepEqual(await preStart(empty, { policy: { startAt } }), { error: null, task: null });
  const [task] = await whenStarted(empty);
  assert.equal(task?.state, 'Failed');
  assert.match(`${task?.error}`, /^No photo is Ready/);
  assert.match(`${task?.startReason}`, /^At the requested time, .*, 0 of 1 photos are Ready; 1 is still/);
  assert.equal((await preStart(empty, { policy: { startAt } })).error?.name, 'NothingReady');
});

test('a pending start begins after the end of a running task', async () => {
  await start(pid);
  const late = await register(pid, 'late.jpg');
  assert.deepEqual(await preStart(pid), { error: null, task: null });
  await put(late.url, Buffer.from('no photo either'));
  await settled(pid, late.image.id);
  const before = (await projectOf(pid)).tasks;
  await writeFile(join(folder, 'go'), '');
  await until(async () => (await projectOf(pid)).tasks.length > before.length);
  await rm(join(folder, 'go'));
  const [task] = (await projectOf(pid)).tasks;
  assert.equal(task?.startReason, 'All photos are checked: 5 of 7 are Ready; 2 are Invalid.');
  await stop(pid);
});

test('more photos than the operator allows are refused', async () => {
  const { id } = await upload(pid, 'one too many.jpg', await makePhoto(94));
  await assertRefused(pid, {}, [1008, 'QuotaExceeded', null]);
  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id });
});

test('a start time survives a restart; an engine that is gone by then is reported', async () => {
  const startAt = new Date(Date.now() + 3_600_000).toISOString();
  assert.deepEqual(await preStart(pid, { policy: { startAt } }), { error: null, task: null });
  await rm(join(folder, 'colmap'));
  await app.restart(() => new Date(Date.now() + 7_200_000));
  const [task] = await whenStarted(pid);
  assert.match(
    `${task?.startReason}`,
    /^At the requested time, .*, 5 of 7 photos are Ready; 2 are Invalid\.$/,
  );
  await until(async () => (await projectOf(pid)).tasks[0]?.state === 'Failed');
  const { error } = await start(pid);
  assert.deepEqual([error?.code, error?.name], [1007, 'EngineUnavailable']);
  assert.match(error?.message ?? '', /COLMAP/);
});

async function assertRefused(
  id: string,
  options: object,
  expected: [code: number, name: string, option: string | null],
): Promise<void> {
  for (const begin of [start, preStart]) {
    const { error, task } = await begin(id, { options });
    assert.deepEqual([error?.code, error?.name, error?.option], expected);
    assert.match(error?.message ?? '', /^\w.{20,}\.$/);
    assert.equal(task, null);
  }
}

/** Waits until no start is pending; returns the tasks, newest first. */
async function whenStarted(id: string): Promise<ProjectAnswer['tasks']> {
  await until(async () => !(await projectOf(id)).preStarted);
  return (await projectOf(id)).tasks;
}

async function photoOfOtherSize(): Promise<Buffer> {
  const background = { r: 90, g: 90, b: 120 };
  const noise = { type: 'gaussian', mean: 128, sigma: 10 } as const;
  return sharp({ create: { width: 900, height: 1200, channels: 3, background, noise } })
    .jpeg()
    .toBuffer();
}

async function uploadPoses(pid: string, text: string): Promise<void> {
  const query = `mutation ($pid: ID!) {
    uploadMetaFileS3(pid: $pid, bucket: local, filename: "pose.txt") { url file { id } } }`;
  interface Answer {
    uploadMetaFileS3: { url: string; file: { id: string } };
  }
  const { url, file } = (await app.ask<Answer>(query, { pid })).uploadMetaFileS3;
  await put(url, Buffer.from(text));
  const state = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { metaFile(id: $id) { state } } }';
  interface State {
    project: { metaFile: { state: string } };
  }
  await until(
    async () => (await app.ask<State>(state, { pid, id: file.id })).project.metaFile.state === 'Ready',
  );
}

async function start(id: string, { options = {} }: { options?: object } = {}): Promise<StartAnswer> {
  const query = `mutation ($id: ID!, $options: ReconstructionOptions) {
    start: startReconstructionWithError(id: $id, options: $options) ${START} }`;
  return (await app.ask<{ start: StartAnswer }>(query, { id, options })).start;
}

async function preStart(id: string, asked: { options?: object; policy?: object } = {}): Promise<StartAnswer> {
  const query = `mutation ($id: ID!, $options: ReconstructionOptions, $policy: StartPolicy) {
    start: preStartReconstruction(id: $id, options: $options, policy: $policy) ${START} }`;
  return (await app.ask<{ start: StartAnswer }>(query, { id, ...asked })).start;
}

async function stop(id: string): Promise<string | undefined> {
  const query = 'mutation ($id: ID!) { stopReconstruction(id: $id) { state } }';
  interface Answer {
    stopReconstruction: { state: string } | null;
  }
  return (await app.ask<Answer>(query, { id })).stopReconstruction?.state;
}

/** What a client is shown of a start that it takes back. */
async function takeBack(id: string): Promise<object | null> {
  const query = `mutation ($id: ID!) {
    stopReconstruction(id: $id) { id taskType state startDate endDate options { quality } } }`;
  interface Answer {
    stopReconstruction: { id: string; endDate: string };
  }
  const { id: task, endDate, ...rest } = (await app.ask<Answer>(query, { id })).stopReconstruction;
  assert.match(task, /^[0-9a-f]{24}$/);
  assert.ok(Math.abs(Date.parse(endDate) - Date.now()) < 60_000);
  return rest;
}

async function projectOf(id: string): Promise<ProjectAnswer> {
  const query = `query ($id: ID!) { project(id: $id) { preStarted
    waitingStart { minReadyPercent startAt options { quality engine } }
    tasks { id state error startReason } } }`;
  return (await app.ask<{ project: ProjectAnswer }>(query, { id })).project;
}
