import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { countInPly } from '@tiepoint/scene/files';
import { outputsOf } from '../../local/stages/result.ts';
import type { EngineEvent } from '../../port/engine.ts';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../../port/task-options.ts';
import type { ColmapStage } from '../commands/colmap-stage.ts';
import { type ColmapWorkspace, colmapWorkspaceIn } from '../commands/colmap-workspace.ts';
import { type FakeColmap, writeFakeColmap } from '../fake-colmap.fixture.ts';
import { fusedPly, GROUND_FACES, groundPly, SCENE_FACTS, writeUndistorted } from './dense-scene.fixture.ts';
import { stagesFor } from './stages.ts';
import { type ColmapWalkNeeds, walkColmapStages } from './walk-colmap-stages.ts';

/** Plays COLMAP on a GPU: the products lie beside it. */
const PLAYED = `here="$(dirname "$0")"
case "$1" in
patch_match_stereo) for pass in 1 2; do for n in 1 2 3 4; do echo "Processing view $n / 4 for $n.png"; done; done;;
stereo_fusion) echo "Fusing image [4/4]"; for part in fused fused-lenient; do cp "$here/fused.ply" undistorted/$part.ply; done;;
poisson_mesher) mkdir -p surface; cp "$here/ground.ply" surface/mesh.ply;;
esac`;

interface Walk {
  needs: ColmapWalkNeeds;
  events: EngineEvent[];
  workspace: ColmapWorkspace;
  colmap: FakeColmap;
  /** The stages from the depths on. */
  stages: readonly ColmapStage[];
}

async function withScene(
  shellLines: string,
  use: (walk: Walk) => Promise<void>,
  more: Partial<TaskOptions> = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-dense-'));
  try {
    const workspace = colmapWorkspaceIn(folder);
    await writeUndistorted(workspace);
    // Without tie points: all that these tests see comes from what the fake COLMAP has made.
    await writeFile(join(workspace.undistortedModelFolder, 'points3D.bin'), Buffer.alloc(8));
    await mkdir(workspace.outputsFolder, { recursive: true });
    const colmap = await writeFakeColmap(join(folder, 'bin'), shellLines);
    await writeFile(join(folder, 'bin', 'fused.ply'), fusedPly(2500));
    await writeFile(join(folder, 'bin', 'ground.ply'), groundPly());
    const events: EngineEvent[] = [];
    const options = { ...DEFAULT_TASK_OPTIONS, engine: 'colmap', ...more };
    const installed = { path: colmap.path, version: '3.9', cuda: true, gpu: true, options: new Map() };
    const needs: ColmapWalkNeeds = {
      installed,
      workspace,
      job: { workKey: 'a', seriesKey: 's', options, photos: [] },
      threads: 1,
      prepareFeatures: async () => 0,
      emit: (event) => events.push(event),
      signal: new AbortController().signal,
      now: Date.now,
    };
    const before: ColmapStage = {
      id: 'before',
      name: 'Before',
      startsWithout: () => [],
      run: async () => SCENE_FACTS,
    };
    const all = stagesFor(needs.job);
    const stages = [before, ...all.slice(all.findIndex(({ id }) => id === 'depths'))];
    await use({ needs, events, workspace, colmap, stages });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('depths are measured for standard and high quality, not for a preview', () => {
  const idsOf = (quality: TaskOptions['quality']) =>
    stagesFor({ options: { ...DEFAULT_TASK_OPTIONS, engine: 'colmap', quality } }).map(({ id }) => id);
  assert.ok(!idsOf('preview').includes('depths'));
  assert.ok(idsOf('standard').includes('depths'));
  assert.ok(idsOf('high').includes('depths'));
});

test('depths become a dense cloud, which becomes the textured model', async () => {
  await withScene(PLAYED, async ({ needs, events, workspace, colmap, stages }) => {
    const facts = await walkColmapStages(needs, stages);
    assert.deepEqual(await colmap.calls(), [
      'patch_match_stereo',
      'stereo_fusion',
      'stereo_fusion',
      'poisson_mesher',
    ]);
    assert.deepEqual([facts.densePoints, facts.surface], [2500, 'dense']);
    assert.ok((facts.faces ?? 0) > GROUND_FACES / 2, `${facts.faces} faces`);
    assert.equal(countInPly(workspace.densePointsFile, 'vertex'), 2500);
    // Without tie points there are none to fill gaps with.
    assert.equal(countInPly(workspace.orientedPointsFile, 'vertex'), 2500);
    assert.ok(outputsOf(workspace, facts).some(({ name }) => name === 'dense-points.ply'));
    const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []));
    assert.deepEqual(percents.slice(0, 9), [11, 22, 33, 45, 56, 67, 78, 95, 100]);
  });
});

test('a model has about as many faces as were asked for, after all that no photo saw is gone', async () => {
  await withScene(
    PLAYED,
    async ({ needs, stages }) => {
      const { faces = 0 } = await walkColmapStages(needs, stages);
      assert.ok(Math.abs(faces / 400 - 1) <= 0.1, `${faces} faces`);
    },
    { targetFaces: 400 },
  );
});

const FAILURES = {
  'a GPU that fails': 'patch_match_stereo) echo "CUDA error at patch_match_cuda.cu: out of memory"; exit 1;;',
  'a fusion that makes nothing': 'stereo_fusion) exit 0;;',
};
for (const [what, failing] of Object.entries(FAILURES)) {
  test(`${what} costs the dense model, not the task`, async () => {
    const shell = PLAYED.replace('case "$1" in', `case "$1" in\n${failing}`);
    await withScene(shell, async ({ needs, stages }) => {
      const depths = stages.filter(({ id }) => id === 'before' || id === 'depths');
      const facts = await walkColmapStages(needs, depths);
      assert.equal(facts.densePoints, undefined);
      assert.match(
        facts.notes?.join() ?? '',
        /made from the sparse point cloud, because dense matching failed\. \S/,
      );
    });
  });
}

test('where no surface can be laid through the dense points, and there are no sparse ones, the failure says so', async () => {
  const failing = PLAYED.replace('case "$1" in', 'case "$1" in\npoisson_mesher) exit 0;;');
  await withScene(failing, async ({ needs, colmap, stages }) => {
    await assert.rejects(walkColmapStages(needs, stages), /No mesh could be built/);
    assert.deepEqual(await colmap.calls(), [
      'patch_match_stereo',
      'stereo_fusion',
      'stereo_fusion',
      'poisson_mesher',
    ]);
  });
});

test('a full disk is a failure, also of the dense model', async () => {
  const shell = 'echo "terminate: No space left on device"; exit 1';
  await withScene(shell, ({ needs, stages }) =>
    assert.rejects(walkColmapStages(needs, stages), /disk is full/),
  );
});

test('maps that a stop has cut off are made again, and whole ones are not', async () => {
  await withScene('exit 1', async ({ needs, workspace, stages }) => {
    const maps = join(workspace.stereoFolder, 'depth_maps');
    await mkdir(maps, { recursive: true });
    const whole = Buffer.concat([Buffer.from('2&3&1&'), Buffer.alloc(24)]);
    await writeFile(join(maps, 'a.png.geometric.bin'), whole);
    await writeFile(join(maps, 'b.png.geometric.bin'), whole.subarray(0, 20));
    await writeFile(join(maps, 'c.png.geometric.bin'), '');
    await walkColmapStages(needs, stages.slice(0, 2));
    assert.deepEqual(await readdir(maps), ['a.png.geometric.bin']);
  });
});
