import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { Unwanted } from '@tiepoint/processes';
import type { EngineJob } from '../port/engine.ts';
import { FakeNodeOdm } from './node/fake-nodeodm.fixture.ts';
import { NodeOdmSetting, PHOTOS, reasonOf } from './nodeodm-setting.fixture.ts';
import { packOdmResults } from './results/odm-results.fixture.ts';

const controlPoints = [1, 2, 3].map((n) => ({
  name: `corner ${n}`,
  place: { type: 'geographic' as const, longitude: 7 + n / 10, latitude: 51, altitude: 90 },
  checkpoint: false,
  observations: [{ fileName: 'p9.jpg', x: 3, y: 4 }],
}));

let setting: NodeOdmSetting;
let node: FakeNodeOdm;
beforeEach(async () => {
  setting = await NodeOdmSetting.start();
  node = setting.node;
});
afterEach(() => setting[Symbol.asyncDispose]());

test('photos are uploaded once each with where they were taken, in the order of their names', async () => {
  const job = setting.newJob({}, controlPoints);
  const { ending, events } = await setting.run(job);
  assert.equal(ending.type, 'done');
  const photos = node.uploadedNames.filter((name) => name.endsWith('.jpg'));
  assert.deepEqual(
    photos.toSorted(),
    [...Array(PHOTOS).keys()].map((n) => `${n}-p${PHOTOS - n}.jpg`),
  );
  const [task] = node.tasks.values();
  assert.match(`${task?.files.get('geo.txt')}`, /^EPSG:4326\n0-p9\.jpg 7\.5 51 100\n/);
  assert.match(`${task?.files.get('gcp_list.txt')}`, /^EPSG:4326\n7\.1 51 90 3 4 0-p9\.jpg corner_1\n/);
  assert.deepEqual(task?.options.slice(0, 2), [
    { name: 'feature-quality', value: 'low' },
    { name: 'pc-quality', value: 'lowest' },
  ]);
  const said = events.flatMap((event) => (event.type === 'log' ? event.lines : []));
  assert.deepEqual(said, ['[INFO] Initializing ODM', '[INFO] Finished dataset stage', '[INFO] Done']);
});

test('what the node made is told with its figures, and what it left out by name', async () => {
  node.pack = (names) => packOdmResults(names.filter((name) => name !== '2-p7.jpg'));
  const { ending } = await setting.run(setting.newJob({ matcher: 'sequential' }));
  assert.equal(ending.type, 'done');
  if (ending.type !== 'done') return;
  const { notes, ...figures } = ending.result;
  assert.deepEqual(figures, {
    photos: PHOTOS,
    registered: PHOTOS - 1,
    leftOut: ['photo 3.JPG'],
    points: 1234,
    reprojectionError: 0.7,
    faces: 2,
    georeferenced: true,
  });
  assert.deepEqual(
    ending.leftOut?.map(({ fileName }) => fileName),
    ['p7.jpg'],
  );
  assert.match(notes.join(' '), /does not support matcher-order = 8/);
  assert.deepEqual(
    ending.outputs.map(({ name }) => name),
    ['model.glb', 'model-web.glb', 'points.laz', 'shots.geojson', 'log.txt'],
  );
});

test('a server that forgets all about its job finds the task at the node, and does not upload anything', async () => {
  const job = setting.newJob();
  await setting.run(job, { stopAt: ({ type }) => type === 'log', reason: new Error('the server dies') });
  await rm(join(setting.folder, job.workKey), { recursive: true });
  const uploads = node.uploadedNames.length;
  assert.equal((await setting.run(job)).ending.type, 'done');
  assert.deepEqual([node.commits.length, node.uploadedNames.length], [1, uploads]);
});

test('a server that dies during the upload goes on with the photos that are missing', async () => {
  const job = setting.newJob();
  await setting.run(job, { stopAt: ({ type }) => type === 'progress', reason: new Error('the server dies') });
  assert.equal((await setting.run(job)).ending.type, 'done');
  assert.equal(node.commits.length, 1);
  assert.equal(node.tasks.values().next().value?.files.size, PHOTOS + 1);
});

test('the node with the shortest queue that is large enough is chosen, and else it is said what is wrong', async () => {
  await using busy = await FakeNodeOdm.start();
  await using small = await FakeNodeOdm.start();
  busy.info.taskQueueCount = 3;
  small.info.maxImages = 5;
  const addresses = [busy.address, small.address, node.address];
  assert.equal(
    (await setting.run(setting.newJob(), { engine: setting.newEngine(addresses) })).ending.type,
    'done',
  );
  assert.deepEqual([busy.commits.length, small.commits.length, node.commits.length], [0, 0, 1]);

  node.info.totalMemory = 2 * 1024 ** 3;
  const { ending } = await setting.run(setting.newJob(), {
    engine: setting.newEngine([small.address, node.address]),
  });
  assert.match(
    reasonOf(ending),
    /accepts at most 5 photos; .* has 2 GB of memory, and 9 photos need about 4 GB\./,
  );
});

test('a task that fails says why in the words of ODM, and starts again at the node when it is submitted again', async () => {
  node.faults.failure = { errorMessage: 'Not enough memory', output: ['[INFO] x', 'MemoryError: 12 GB'] };
  const job = setting.newJob();
  const { ending } = await setting.run(job);
  assert.match(reasonOf(ending), /\(Not enough memory\)\. It said: “MemoryError: 12 GB”\.$/);
  assert.equal(ending.type === 'failed' && ending.code, 'OutOfMemory');
  delete node.faults.failure;
  assert.equal((await setting.run(job)).ending.type, 'done');
  assert.equal(node.commits.length, 1);
});

test('a task that nobody wants any more is cancelled at the node, and goes on when it is wanted again', async () => {
  const job = setting.newJob();
  const began = performance.now();
  await setting.run(job, { stopAt: ({ type }) => type === 'log', reason: new Unwanted() });
  assert.ok(performance.now() - began < 2000);
  assert.deepEqual(node.calls.filter((call) => call.endsWith('/cancel')).length, 1);
  assert.equal((await setting.run(job)).ending.type, 'done');
  assert.equal(node.commits.length, 1);
});

test('the engine tells what answers, and which options it can’t fulfil', async () => {
  assert.deepEqual((await setting.newEngine().describe()).version, 'ODM 3.5.5');
  node.faults.down = Number.POSITIVE_INFINITY;
  assert.match((await setting.newEngine().describe()).problem ?? '', /^No NodeODM node answers/);
  assert.match((await setting.newEngine([]).describe()).problem ?? '', /TIEPOINT_NODEODM/);
  const judge = async (options: Partial<EngineJob['options']>) =>
    (await setting.newEngine().judgeOptions({ ...setting.newJob().options, ...options }))?.option;
  assert.deepEqual(
    [
      await judge({}),
      await judge({ maxImageSize: 2000 }),
      await judge({ cameraSharing: 'single' }),
      await judge({ matcher: 'exhaustive' }),
    ],
    [undefined, 'maxImageSize', 'cameraSharing', 'matcher'],
  );
  assert.equal(await judge({ coordinateSystem: 'EPSG:32633' }), 'coordinateSystem');
  assert.equal(await judge({ altitudesAbove: 'ellipsoid' }), 'altitudesAbove');
});
