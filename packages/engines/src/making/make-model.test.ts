import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import type { EngineEvent } from '../port/engine.ts';
import { createFakeEngine, FAKE_STEPS, type FakeEngine } from '../port/fake-engine.fixture.ts';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../port/task-options.ts';
import { type FinishedModel, makeModel } from './make-model.ts';
import type { ModelOrder, OrderedPhoto } from './model-order.ts';
import { openOutputFolder } from './output-folder.ts';

const NOBODY = { byPhoto: new Map(), unknown: [], ambiguous: [] };
const NO_HINTS = { 'pose.txt': NOBODY, 'group.txt': NOBODY, 'camera.txt': NOBODY };

interface Setting {
  folder: string;
  output: string;
  engine: FakeEngine;
  order: ModelOrder;
  make(
    order?: ModelOrder,
    how?: {
      overwrite?: boolean;
      keepWork?: boolean;
      signal?: AbortSignal;
      onEvent?: (event: EngineEvent) => void;
    },
  ): Promise<FinishedModel>;
}

async function prepare(t: TestContext): Promise<Setting> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-making-'));
  t.after(() => rm(folder, { recursive: true }));
  const output = join(folder, 'model');
  const engine = createFakeEngine(join(output, '.tiepoint', 'work'));
  engine.lines = ['It works.'];
  const order = await orderOf(folder, ['a', 'b', 'c', 'd']);
  return {
    folder,
    output,
    engine,
    order,
    async make(asked = order, { overwrite = false, keepWork = false, signal, onEvent } = {}) {
      await using held = await openOutputFolder(output);
      const needs = {
        engines: new Map([[engine.name, engine]]),
        version: '1.2.3',
        now: () => new Date('2026-05-31T12:00:00Z'),
        onEvent: onEvent ?? (() => {}),
        signal: signal ?? new AbortController().signal,
      };
      return await makeModel(needs, asked, { folder: held, overwrite, keepWork });
    },
  };
}

async function orderOf(
  folder: string,
  names: string[],
  options: Partial<TaskOptions> = {},
): Promise<ModelOrder> {
  const photos: OrderedPhoto[] = [];
  for (const name of names) {
    const path = join(folder, name);
    await writeFile(path, name);
    const facts = { type: 'JPEG' as const, width: 30, height: 20, metadata: {} };
    photos.push({ name: `${name}.jpg`, path, bytes: 1, sha1: `sum-of-${name}`, facts });
  }
  const bad = { name: 'bad.jpg', path: join(folder, 'bad'), bytes: 3, sha1: 'sum', fault: 'NotAPhoto' };
  return {
    name: 'The roof',
    photos: [...photos, bad],
    hints: NO_HINTS,
    metaFiles: [],
    options: { ...DEFAULT_TASK_OPTIONS, engine: 'fake', ...options },
  };
}

async function readManifest(output: string) {
  return JSON.parse(await readFile(join(output, 'manifest.json'), 'utf8'));
}

test('the model, what was said and a manifest are left in the folder, and nothing else', async (t) => {
  const { make, output, engine } = await prepare(t);
  const { isNew, result, files } = await make();
  assert.deepEqual([isNew, result.photos, result.registered], [true, 4, 3]);
  assert.deepEqual(
    files.map(({ name, bytes }) => [name, bytes > 0]),
    [
      ['model.glb', true],
      ['log.txt', true],
      ['manifest.json', true],
    ],
  );
  assert.deepEqual((await readdir(output)).sort(), ['log.txt', 'manifest.json', 'model.glb']);
  assert.equal(await readFile(join(output, 'model.glb'), 'utf8'), 'a model');
  assert.equal(await readFile(join(output, 'log.txt'), 'utf8'), 'It works.\n'.repeat(FAKE_STEPS.length));
  assert.deepEqual(engine.submitted[0]?.photos[0]?.fileName, 'sum-of-a.jpg');

  const manifest = await readManifest(output);
  assert.equal(manifest.project.name, 'The roof');
  assert.deepEqual([manifest.task.state, manifest.task.attempts], ['Done', 1]);
  assert.deepEqual([manifest.engine.title, manifest.host.tiepoint], ['Fake', '1.2.3']);
  assert.deepEqual(
    manifest.stages.map(({ name, startedAt, reused }: Record<string, unknown>) => [name, startedAt, reused]),
    FAKE_STEPS.map((name) => [name, '2026-05-31T12:00:00.000Z', false]),
  );
  assert.deepEqual(
    manifest.photos.map(({ name, used, reason }: Record<string, unknown>) => [name, used, reason]),
    [
      ['a.jpg', false, 'It was the first.'],
      ...['b.jpg', 'c.jpg', 'd.jpg'].map((name) => [name, true, null]),
      ['bad.jpg', false, 'NotAPhoto'],
    ],
  );
});

test('a second run of the same order makes nothing, unless a file is gone or it is asked for', async (t) => {
  const { make, output, engine } = await prepare(t);
  await make();
  const again = await make();
  assert.deepEqual([again.isNew, again.result.registered, engine.submitted.length], [false, 3, 1]);
  await rm(join(output, 'model.glb'));
  assert.equal((await make()).isNew, true);
  assert.equal((await make(undefined, { overwrite: true })).isNew, true);
  assert.equal(engine.submitted.length, 3);
});

test('an interrupted run goes on after its last step, and its manifest tells of both', async (t) => {
  const { make, output, order } = await prepare(t);
  const stop = new AbortController();
  const reason = new Error('Ctrl-C');
  const onEvent = ({ type }: EngineEvent) => {
    if (type === 'stepDone') stop.abort(reason);
  };
  await assert.rejects(make(order, { signal: stop.signal, onEvent }), reason);
  assert.deepEqual((await readdir(output)).sort(), ['.tiepoint', 'log.txt']);

  const events: EngineEvent[] = [];
  await make(order, { onEvent: (event) => events.push(event) });
  assert.deepEqual(events[0], { type: 'stepDone', name: FAKE_STEPS[0], seconds: 1, reused: true });
  const { task, stages } = await readManifest(output);
  assert.equal(task.attempts, 2);
  assert.ok(
    stages.every(({ reused }: { reused: boolean }) => !reused),
    'the same order has done all of them',
  );
});

test('a model of other photos or options is replaced only where that is asked for', async (t) => {
  const { make, output, folder, order } = await prepare(t);
  await make();
  await writeFile(join(output, 'notes.txt'), 'mine');
  const other = await orderOf(folder, ['a', 'b', 'c', 'e', 'f'], { quality: 'high', targetFaces: 5000 });
  await assert.rejects(make(other), {
    code: 'OUTPUT_FOLDER',
    message: new RegExp(
      'contains a model of other photos or options: quality was standard and is high now; ' +
        'targetFaces was not set and is 5000 now; 2 photos are new \\(e\\.jpg, f\\.jpg\\); ' +
        'the photo d\\.jpg is no longer used\\. Choose another folder, or replace it with --overwrite\\.$',
    ),
  });
  assert.equal((await make(order)).isNew, false, 'the refusal has changed nothing');
  await make(other, { overwrite: true });
  assert.equal((await readManifest(output)).options.quality, 'high');
  assert.equal(await readFile(join(output, 'notes.txt'), 'utf8'), 'mine');
});

test('work that was begun on something else is refused too, and discarded where it may be', async (t) => {
  const { make, engine, order, output } = await prepare(t);
  engine.holdsIn = FAKE_STEPS[1];
  const stop = new AbortController();
  const onEvent = ({ type }: EngineEvent) => type === 'stepDone' && stop.abort(new Error('Ctrl-C'));
  await assert.rejects(make(order, { signal: stop.signal, onEvent }), /Ctrl-C/);
  engine.holdsIn = undefined;
  const withPoses = { ...order, metaFiles: [{ name: 'pose.txt', sha1: 'sum' }] };
  await assert.rejects(make(withPoses), /contains an unfinished model.*the file pose\.txt is new/);
  assert.equal((await make(withPoses, { overwrite: true, keepWork: true })).isNew, true);
  const [first, second] = engine.submitted;
  assert.deepEqual(await readdir(join(output, '.tiepoint', 'work')), [second?.workKey]);
  assert.notEqual(first?.workKey, second?.workKey);
});

test('where no model can be made, the reason is thrown, and what was said stays', async (t) => {
  const { make, folder, output, engine } = await prepare(t);
  const lonely = await orderOf(folder, ['a']);
  await assert.rejects(make(lonely), { name: 'ReconstructionFailure', code: 'TooFewPhotos' });
  assert.deepEqual(await readdir(output), ['.tiepoint']);
  await engine.discard({ engine: 'fake', work: engine.submitted[0]?.workKey ?? '' });
  await assert.rejects(make(lonely), { code: 'TooFewPhotos' }, 'lost work is submitted again');
});

test('a folder that can not be used is refused with what to do, and left as it was', async (t) => {
  const { folder, output, make } = await prepare(t);
  await mkdir(output);
  await writeFile(join(output, 'diary.txt'), 'dear diary');
  await assert.rejects(openOutputFolder(output), /contains other files \(diary\.txt\)\. Choose an empty/);
  await assert.rejects(openOutputFolder(join(output, 'diary.txt')), /is a file\. Choose a folder\.$/);
  await assert.rejects(openOutputFolder(join(output, 'diary.txt', 'x')), /a part of the path is a file/);
  assert.deepEqual(await readdir(output), ['diary.txt']);

  const fresh = join(folder, 'fresh');
  const held = await openOutputFolder(fresh);
  await assert.rejects(openOutputFolder(fresh), /Another process is making a model in .*Wait until it ends/);
  await held[Symbol.asyncDispose]();
  await assert.rejects(readdir(fresh), { code: 'ENOENT' }, 'nothing is left of a folder that was not needed');

  await rm(output, { recursive: true });
  await mkdir(output);
  await writeFile(join(output, 'manifest.json'), '{"manifestVersion": 7}');
  await assert.rejects(make(), /manifest\.json in .* can't be read/);
});
