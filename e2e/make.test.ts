import assert from 'node:assert/strict';
import { cp, mkdir, readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { test } from 'node:test';
import { readLandscapeTruth, readModel, type TrueCamera } from '@tiepoint/samples';
import { type CamerasJson, lengthOf, subtract, type Vector3 } from '@tiepoint/scene';
import { findProcesses, waitUntilGone } from './machine/find-processes.ts';
import { makeTemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { runTiepoint, startTiepoint } from './program/run-tiepoint.ts';

/** What a project's downloads are called too. */
const FILES = ['cameras.json', 'log.txt', 'manifest.json', 'model-web.glb', 'model.glb', 'points.ply'];

interface Stage {
  name: string;
  startedAt: string;
}

/** The true positions are exact: what remains is the error of the reconstruction. */
const MAX_ERROR_METRES = 0.3;
const MAX_SCALE_ERROR = 0.005;

/** Where a point of the scene (metres east, north and up) lies in a local frame whose x points north. */
function toLocalFrame([east, north, up]: Vector3): Vector3 {
  return [2_600_050 + north, 700 - east, 300 + up];
}

function poseFileOf(cameras: readonly TrueCamera[]): string {
  const lines = cameras.map(({ name, centre }) => `${name} ${toLocalFrame(centre).join(' ')}`);
  return ['coordinatesystem local', ...lines, ''].join('\n');
}

function assertInLocalFrame({ frame, cameras }: CamerasJson, truth: readonly TrueCamera[]): void {
  assert.ok(frame.type === 'model' && frame.offset);
  const [offset = 0, ...others] = frame.offset;
  assert.deepEqual(others, [0, 0]);
  const pairs = cameras.map(({ photo, position: [x, y, z] }): [Vector3, Vector3] => {
    const camera = truth.find(({ name }) => name === photo) ?? assert.fail(photo);
    return [[x + offset, y, z], toLocalFrame(camera.centre)];
  });
  const errors = pairs.map(([at, wanted]) => lengthOf(subtract(at, wanted)));
  assert.ok(Math.max(...errors) < MAX_ERROR_METRES, `${Math.max(...errors)} m`);
  const [first, last] = [pairs[0]!, pairs.at(-1)!];
  const scale = lengthOf(subtract(first[0], last[0])) / lengthOf(subtract(first[1], last[1]));
  assert.ok(Math.abs(scale - 1) < MAX_SCALE_ERROR, `scale ${scale}`);
}

test('a model is made without a server; killed and interrupted, it goes on where it was', async (t) => {
  const scene = await makeSmallScene();
  await using folder = await makeTemporaryFolder();
  const photos = join(folder.path, 'photos');
  const output = join(folder.path, 'model');
  await mkdir(photos);
  for (const path of scene.photoPaths) await cp(path, join(photos, basename(path)));
  await cp(scene.photoPaths[0] ?? '', join(photos, 'broken.jpg'));
  await truncate(join(photos, 'broken.jpg'), 100_000);
  const names = scene.photoPaths.map((path) => basename(path));
  await writeFile(join(photos, 'group.txt'), names.map((name) => `${name} drone\n`).join(''));
  const { cameras: trueCameras } = await readLandscapeTruth(dirname(scene.truthPath));
  await writeFile(join(photos, 'pose.txt'), poseFileOf(trueCameras));
  const args = ['make', photos, output, '--quality', 'preview'];

  await t.test('killed after its first step, it leaves no process behind', async () => {
    await using killed = startTiepoint(args);
    await killed.said(/1\/7 Feature extraction: done/);
    const processes = await findProcesses(killed.pid, output);
    killed.kill('SIGKILL');
    await killed.result;
    assert.deepEqual(await waitUntilGone(processes, output), []);
    assert.match(killed.output(), /Not used: broken\.jpg: .+/);
  });

  await t.test('run again it does not find features twice, and Ctrl-C ends it with what to do', async () => {
    await using stopped = startTiepoint(args);
    await stopped.said(/2\/7 Image matching: done/);
    const second = await runTiepoint(args);
    assert.match(second.stderr, /Another process is making a model in .*model\. Wait until it ends/);
    stopped.kill('SIGINT');
    const { exitCode, stderr } = await stopped.result;
    assert.equal(exitCode, 130, stderr);
    assert.match(stderr, /run the same command to resume/);
  });

  await t.test('at last the files are there, and nothing else', async () => {
    const { exitCode, output: said, stdout } = await runTiepoint(args);
    assert.equal(exitCode, 0, said);
    assert.match(said, new RegExp(`${names.length} of ${names.length} photos registered`));
    assert.match(said, new RegExp(`${names.length} photos share cameras as in group\\.txt\\.`));
    assert.match(
      said,
      new RegExp(`Positions of ${names.length} photos come from pose\\.txt, in its local frame`),
    );
    assert.match(said, new RegExp(`GPS positions of ${names.length} photos are not used`));
    assert.match(said, /in the local frame of pose\.txt, in metres; it has no place on earth/);
    assert.deepEqual((await readdir(output)).sort(), FILES);
    for (const name of FILES) assert.match(stdout, new RegExp(`^${join(output, name)} {2}\\d`, 'm'));
    const cameras = JSON.parse(await readFile(join(output, 'cameras.json'), 'utf8')) as CamerasJson;
    assert.equal(cameras.cameras.length, names.length);
    assertInLocalFrame(cameras, trueCameras);
    const points = await readFile(join(output, 'points.ply'), 'latin1');
    assert.match(points, /^comment offset 26\d{5} 0 0$/m);
    const model = await readFile(join(output, 'model.glb'), 'latin1');
    assert.match(model, /"extras":\{"offset":\[26\d{5},0,0\]\}/);
    const { triangles, texturedShare } = await readModel(join(output, 'model.glb'));
    assert.ok(triangles.length / 3 > 5000 && texturedShare > 0.99, `${triangles.length / 3} triangles`);
  });

  await t.test('the manifest tells of one work in three attempts, each step done once', async () => {
    const manifest = JSON.parse(await readFile(join(output, 'manifest.json'), 'utf8'));
    assert.deepEqual([manifest.result.georeferenced, manifest.result.inLocalFrame], [false, true]);
    assert.deepEqual([manifest.task.state, manifest.task.attempts, manifest.stages.length], ['Done', 3, 7]);
    const starts = manifest.stages.map(({ startedAt }: Stage) => startedAt);
    assert.deepEqual(starts, starts.toSorted());
    const broken = manifest.photos.find(({ name }: { name: string }) => name === 'broken.jpg');
    assert.deepEqual([broken.given, broken.used], [false, false]);
    const log = await readFile(join(output, 'log.txt'), 'utf8');
    assert.equal(log.match(/^\$ colmap feature_extractor/gm)?.length, 1);
  });

  await t.test('once more it is done at once, and other options are not mixed in', async () => {
    const again = await runTiepoint(args);
    assert.equal(again.exitCode, 0, again.output);
    assert.match(again.stderr, /An earlier run already made this model/);
    const other = await runTiepoint([...args.slice(0, 3), '--quality', 'high']);
    assert.equal(other.exitCode, 1);
    assert.match(other.stderr, /quality was preview and is high now.*--overwrite\.\n$/);
  });
});
