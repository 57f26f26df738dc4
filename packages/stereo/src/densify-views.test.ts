import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { RigidTransform } from '@tiepoint/scene';
import { readDepthMap, readNormalMap } from '@tiepoint/scene/files';
import sharp from 'sharp';
import { densifyViews } from './densify-views.ts';
import { FIRST_CAMERA, type MadeScene, makeScene } from './made-scene.fixture.ts';
import type { StereoScene, StereoView } from './scene.ts';
import { stereoFilesIn } from './stereo-files.ts';

let folder: string;
let made: MadeScene;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-stereo-'));
  made = await makeScene(join(folder, 'photos'));
  const { width, height } = FIRST_CAMERA;
  const white = { width, height, channels: 3 as const, background: 'white' };
  await sharp({ create: white }).png().toFile(join(folder, 'blank.png'));
});
after(() => rm(folder, { recursive: true, force: true }));

test('a made scene is reconstructed with the right depths', async () => {
  const workspaceFolder = join(folder, 'depths');
  const fractions: number[] = [];
  const views = await densifyViews(made.scene, {
    workspaceFolder,
    onProgress: (fraction) => fractions.push(fraction),
  });
  assert.deepEqual(
    views.map(({ reason }) => reason),
    views.map(() => null),
  );
  for (const view of made.scene.views) {
    const { median, high, coverage } = await judge(workspaceFolder, view);
    assert.ok(coverage > 0.6, `${view.name} is covered to ${coverage}`);
    assert.ok(median < 0.005 && high < 0.02, `${view.name}: median ${median}, 90 % ${high}`);
  }
  assert.ok(Math.abs((fractions.at(-1) ?? 0) - 1) < 1e-9);
  assert.deepEqual(
    fractions,
    [...fractions].sort((a, b) => a - b),
  );
});

test('two cameras of different focal lengths and sizes give depths as good as those of one', async () => {
  const workspaceFolder = join(folder, 'one-camera');
  const { scene } = await makeScene(join(folder, 'one-camera-photos'), [FIRST_CAMERA]);
  await densifyViews(scene, { workspaceFolder });
  for (const index of [0, 2, 4]) {
    const [mixed, single] = [made.scene.views[index], scene.views[index]];
    if (!mixed || !single) assert.fail('the made scene is too small');
    const [withTwo, withOne] = [
      await judge(join(folder, 'depths'), mixed),
      await judge(workspaceFolder, single),
    ];
    assert.ok(withTwo.median < 1.25 * withOne.median, `median ${withTwo.median}, not ${withOne.median}`);
    assert.ok(
      withTwo.coverage > 0.85 * withOne.coverage,
      `coverage ${withTwo.coverage}, not ${withOne.coverage}`,
    );
  }
});

test('normals point to the camera, across the surface', async () => {
  const files = stereoFilesIn(join(folder, 'depths'));
  const { width, height, normals } = (await readNormalMap(files.normalMap('0.png'))) ?? assert.fail();
  const pixels = width * height;
  const expected = [0.3, 0.2, -1].map((part) => part / Math.hypot(0.3, 0.2, 1));
  const angles: number[] = [];
  for (let pixel = 0; pixel < pixels; pixel++) {
    const normal = [0, 1, 2].map((axis) => normals[axis * pixels + pixel]!);
    if (normal.every((part) => part === 0)) continue;
    const cosine = normal.reduce((sum, part, axis) => sum + part * expected[axis]!, 0);
    angles.push((Math.acos(Math.min(1, cosine)) * 180) / Math.PI);
  }
  angles.sort((a, b) => a - b);
  assert.ok(angles[angles.length >> 1]! < 8, `median ${angles[angles.length >> 1]} degrees`);
});

test('the same seed gives the same maps with any number of threads', async () => {
  const workspaceFolder = join(folder, 'one-thread');
  await densifyViews(made.scene, { workspaceFolder, threads: 1 });
  for (const { name } of made.scene.views) {
    const paths = ['depths', 'one-thread'].map((run) => stereoFilesIn(join(folder, run)).depthMap(name));
    const [first, second] = await Promise.all(paths.map((path) => readFile(path)));
    assert.ok(first && second?.equals(first), name);
  }
});

test('aborted dense matching ends within a second and resumes later, without doing a view twice', async () => {
  const workspaceFolder = join(folder, 'aborted');
  const stop = new AbortController();
  const reason = new Error('enough');
  let abortedAt = 0;
  const aborted = densifyViews(made.scene, {
    workspaceFolder,
    threads: 1,
    signal: stop.signal,
    onProgress(fraction) {
      if (fraction < 0.3 || stop.signal.aborted) return;
      abortedAt = performance.now();
      stop.abort(reason);
    },
  });
  await assert.rejects(aborted, reason);
  assert.ok(performance.now() - abortedAt < 1000);
  const files = stereoFilesIn(workspaceFolder);
  const [first] = made.scene.views;
  const before = await stat(files.photometric(first?.name ?? ''));
  const views = await densifyViews(made.scene, { workspaceFolder });
  assert.ok(views.every(({ reason }) => reason === null));
  assert.equal((await stat(files.photometric(first?.name ?? ''))).mtimeMs, before.mtimeMs);
  assert.ok(
    (await readFile(files.depthMap('0.png'))).equals(
      await readFile(stereoFilesIn(join(folder, 'depths')).depthMap('0.png')),
    ),
  );
});

test('files that a power loss has truncated are made again', async () => {
  const workspaceFolder = join(folder, 'one-thread');
  const files = stereoFilesIn(workspaceFolder);
  const whole = await readFile(files.depthMap('0.png'));
  await truncate(files.depthMap('0.png'), 0);
  await truncate(files.geometric('0.png'), 100);
  await truncate(files.grey('1.png'), 0);
  const views = await densifyViews(made.scene, { workspaceFolder });
  assert.ok(views.every(({ reason }) => reason === null));
  assert.ok((await readFile(files.depthMap('0.png'))).equals(whole));
});

test('other options discard earlier work', async () => {
  const workspaceFolder = join(folder, 'aborted');
  const views = await densifyViews(made.scene, { workspaceFolder, maxSize: 80 });
  const map = await readDepthMap(stereoFilesIn(workspaceFolder).depthMap('0.png'));
  assert.equal(map?.width, 80);
  assert.ok(views.every(({ coverage }) => coverage > 0));
});

test('photos that are missing, damaged, blank or without overlap are left out with a reason', async () => {
  const [first, second, third, fourth] = made.scene.views;
  if (!first || !second || !third || !fourth) assert.fail('the made scene is too small');
  const damaged = join(folder, 'damaged.png');
  await writeFile(damaged, (await readFile(second.photoPath)).subarray(0, 3000));
  const strange = [
    first,
    { ...second, name: 'damaged', photoPath: damaged },
    { ...third, name: 'blank', photoPath: join(folder, 'blank.png') },
    { ...fourth, name: 'missing', photoPath: join(folder, 'none.png') },
    { ...fourth, name: 'alone' },
    { ...first, name: 'twin' },
  ];
  const points = made.scene.points.map((point) => ({ ...point, views: [0, 1, 2, 3, 5] }));
  const views = await densifyViews({ views: strange, points }, { workspaceFolder: join(folder, 'strange') });
  const found = new Map(views.map(({ name, reason, coverage }) => [name, { reason, coverage }]));
  assert.match(found.get('damaged')?.reason ?? '', /./);
  assert.match(found.get('missing')?.reason ?? '', /missing/i);
  assert.match(found.get('alone')?.reason ?? '', /too few of the tie points/);
  assert.match(found.get('blank')?.reason ?? '', /None of its pixels/);
  assert.equal(found.size, strange.length);
});

test('views with impossible cameras are left out, and do not affect the others', async () => {
  const [first, second, third] = made.scene.views;
  if (!first || !second || !third) assert.fail('the made scene is too small');
  const posed = (wrong: Partial<RigidTransform>) => ({
    cameraFromWorld: { ...second.cameraFromWorld, ...wrong },
  });
  const impossible: [StereoView, RegExp][] = [
    [{ ...second, name: 'lens', fx: 1e-9 }, /focal lengths of 1e-9/],
    [{ ...second, name: 'far lens', fy: Number.POSITIVE_INFINITY }, /focal lengths/],
    [{ ...second, name: 'no size', width: 0 }, /size of 0 × /],
    [{ ...second, name: 'thread', width: 1, height: 4000 }, /too small/],
    [{ ...second, name: 'nowhere', ...posed({ translation: [Number.NaN, 0, 0] }) }, /pose is not valid/],
    [{ ...second, name: 'flat', ...posed({ rotation: [0, 0, 0, 0, 0, 0, 0, 0, 0] }) }, /pose is not valid/],
    [
      { ...first, name: 'other photo', photoPath: second.photoPath },
      /210 × 150 pixels, its camera 160 × 120/,
    ],
  ];
  const all = [first, second, third, ...impossible.map(([view]) => view)];
  const points = made.scene.points.map((point, index) => ({
    ...point,
    position: index % 10 === 0 ? ([Number.NaN, 0, 1] as const) : point.position,
    views: all.map((_, view) => view),
  }));
  const views = await densifyViews({ views: all, points }, { workspaceFolder: join(folder, 'impossible') });
  const reasons = new Map(views.map(({ name, reason }) => [name, reason]));
  for (const [{ name }, expected] of impossible) assert.match(reasons.get(name) ?? '', expected);
  const { median, coverage } = await judge(join(folder, 'impossible'), first);
  assert.ok(median < 0.005 && coverage > 0.4, `median ${median}, coverage ${coverage}`);
});

const BAD_SCENES: Record<string, [(scene: StereoScene) => StereoScene, RegExp]> = {
  'one photo alone': [
    ({ views, points }) => ({ views: views.slice(0, 1), points: points.map((p) => ({ ...p, views: [0] })) }),
    /Fewer than two other photos/,
  ],
  'photos from one place': [
    ({ views: [first], points }) => ({
      views: ['a', 'b', 'c'].flatMap((name) => (first ? [{ ...first, name }] : [])),
      points: points.map((point) => ({ ...point, views: [0, 1, 2] })),
    }),
    /Fewer than two other photos/,
  ],
  'nothing but sky': [
    ({ views: [first, , third, , fifth], points }) => ({
      views: [first, third, fifth].flatMap((view) =>
        view ? [{ ...view, photoPath: join(folder, 'blank.png') }] : [],
      ),
      points: points.map((point) => ({ ...point, views: [0, 1, 2] })),
    }),
    /None of its pixels/,
  ],
  'points behind the cameras': [
    ({ views, points }) => ({
      views,
      points: points.map((point) => ({ ...point, position: [0, 0, -4] as const })),
    }),
    /too few of the tie points/,
  ],
};
for (const [what, [spoil, expected]] of Object.entries(BAD_SCENES)) {
  test(`${what}: each view is left out with a reason`, async () => {
    const views = await densifyViews(spoil(made.scene), { workspaceFolder: join(folder, what) });
    assert.ok(views.length > 0);
    for (const { reason } of views) assert.match(reason ?? '', expected);
  });
}

test('a scene without views gives no result', async () => {
  const workspaceFolder = join(folder, 'nothing');
  assert.deepEqual(await densifyViews({ views: [], points: [] }, { workspaceFolder }), []);
});

async function judge(workspaceFolder: string, view: StereoView) {
  const path = stereoFilesIn(workspaceFolder).depthMap(view.name);
  const { width, height, depths } = (await readDepthMap(path)) ?? assert.fail();
  const errors: number[] = [];
  for (const [pixel, depth] of depths.entries()) {
    if (depth === 0) continue;
    const truth = made.depthAt(view, pixel % width, Math.floor(pixel / width));
    errors.push(Math.abs(depth - truth) / truth);
  }
  errors.sort((a, b) => a - b);
  const at = (share: number) => errors[Math.floor(share * (errors.length - 1))]!;
  return { median: at(0.5), high: at(0.9), coverage: errors.length / (width * height) };
}
