import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { ColmapStage } from '../colmap/commands/colmap-stage.ts';
import { colmapWorkspaceIn } from '../colmap/commands/colmap-workspace.ts';
import { type ColmapWalkNeeds, walkColmapStages } from '../colmap/stages/walk-colmap-stages.ts';
import type { EngineEvent } from '../port/engine.ts';
import { DEFAULT_TASK_OPTIONS, type TaskOptions } from '../port/task-options.ts';
import { type FakeOpenMvs, writeFakeOpenMvs, writePicture } from './fake-openmvs.fixture.ts';
import { findOpenMvs, type OpenMvsProgram } from './find-openmvs.ts';
import { openMvsStages } from './openmvs-stages.ts';

interface Walk {
  openMvs: FakeOpenMvs;
  needs: ColmapWalkNeeds;
  events: EngineEvent[];
  stages: readonly ColmapStage[];
}

/** What the stages before have told. */
const PLACED: ColmapStage = {
  id: 'placing',
  name: 'Georeferencing',
  startsWithout: () => [],
  run: async () => ({ frame: { type: 'enu', origin: { latitude: 47, longitude: 8, altitude: 400 } } }),
};

async function withFake(
  lines: Partial<Record<OpenMvsProgram, string>>,
  use: (walk: Walk) => Promise<void>,
  options: Partial<TaskOptions> = {},
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-openmvs-'));
  try {
    const openMvs = await writeFakeOpenMvs(join(folder, 'bin'), lines);
    const { installed } = await findOpenMvs(openMvs.folder);
    assert.ok(installed);
    const workspace = colmapWorkspaceIn(join(folder, 'job'));
    await mkdir(workspace.undistortedPhotosFolder, { recursive: true });
    await mkdir(workspace.outputsFolder);
    const events: EngineEvent[] = [];
    const needs: ColmapWalkNeeds = {
      installed: { path: '/usr/bin/colmap', version: '3.8', cuda: false, gpu: false, options: new Map() },
      workspace,
      job: {
        workKey: 'a',
        seriesKey: 's',
        options: { ...DEFAULT_TASK_OPTIONS, engine: 'openmvs', quality: 'preview', ...options },
        photos: [],
      },
      threads: 2,
      prepareFeatures: async () => 0,
      emit: (event) => events.push(event),
      signal: new AbortController().signal,
      now: Date.now,
    };
    await use({ openMvs, needs, events, stages: [PLACED, ...openMvsStages(installed)] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('depths, surface and texture come one after another, and the model is one whole file', async () => {
  const options = { targetFaces: 5000 };
  const use = async ({ openMvs, needs, events, stages }: Walk) => {
    const facts = await walkColmapStages(needs, stages);
    assert.deepEqual([facts.densePoints, facts.faces, facts.webModel, facts.notes], [3, 1, true, []]);
    const calls = await openMvs.calls();
    const { folder } = needs.workspace;
    // Only a word of its own: the name of the temporary folder may have a W as well.
    const within = (line: string) => line.replaceAll(/(?<= )W(?=[ /])/g, `${folder}/openmvs`);
    assert.deepEqual(calls, [
      within(
        `InterfaceCOLMAP --working-folder W --input-file ${folder}/undistorted --output-file W/scene.mvs --max-threads 2`,
      ),
      within(
        'DensifyPointCloud --working-folder W --input-file W/scene.mvs --output-file W/dense.mvs --resolution-level 0 --max-resolution 1000 --number-views 4 --iters 3 --geometric-iters 1 --remove-dmaps 1 --max-threads 2',
      ),
      within(
        'ReconstructMesh --working-folder W --input-file W/dense.mvs --pointcloud-file W/dense.ply --output-file W/mesh.ply --target-face-num 5000 --max-threads 2',
      ),
      within(
        'TextureMesh --working-folder W --input-file W/dense.mvs --mesh-file W/mesh.ply --output-file W/textured/model.mvs --export-type glb --empty-color 8421504 --max-texture-size 8192 --global-seam-leveling 1 --local-seam-leveling 1 --max-threads 2',
      ),
    ]);
    const percents = events.flatMap((event) => (event.type === 'progress' ? [event.percent] : []));
    assert.deepEqual(percents, [20, 40, 92, 100]);
    for (const file of [needs.workspace.modelFile, needs.workspace.webModelFile]) {
      const glb = await readFile(file);
      assert.equal(glb.readUInt32LE(8), glb.length);
    }
  };
  await withFake({}, use, options);
});

test('what is finished is not done again', async () => {
  const ReconstructMesh = '[ -e "$here/mended" ] || exit 1; cp "$here/mesh.ply" "$out"';
  await withFake({ ReconstructMesh }, async ({ openMvs, needs, stages }) => {
    await assert.rejects(walkColmapStages(needs, stages), /OpenMVS failed at "Meshing" with exit code 1/);
    await mkdir(join(openMvs.folder, 'mended'));
    await walkColmapStages(needs, stages);
    const programs = (await openMvs.calls()).map((call) => call.split(' ')[0]);
    assert.deepEqual(programs, [
      'InterfaceCOLMAP',
      'DensifyPointCloud',
      'ReconstructMesh',
      'ReconstructMesh',
      'TextureMesh',
    ]);
  });
});

test('a program that exits with 0 and writes nothing fails with what to do', async () => {
  await withFake({ DensifyPointCloud: 'exit 0' }, async ({ needs, stages }) => {
    await assert.rejects(
      walkColmapStages(needs, stages),
      /found no point with geometric consistency\. Take more photos/,
    );
  });
  await withFake({ TextureMesh: 'exit 0' }, async ({ needs, stages }) => {
    await assert.rejects(walkColmapStages(needs, stages), /The output of OpenMVS can't be read/);
  });
});

test("the reason of a failure is the program's last word on its work, not on its memory", async () => {
  const DensifyPointCloud = `echo "error: empty initial point-cloud"; echo "MEMORYINFO: {"; echo "} ENDINFO"; exit 1`;
  await withFake({ DensifyPointCloud }, async ({ needs, stages }) => {
    await assert.rejects(walkColmapStages(needs, stages), /Its last line: error: empty initial point-cloud$/);
  });
});

test('a texture that the levelling of seams has blackened is made again without it', async () => {
  await withFake({}, async ({ openMvs, needs, stages }) => {
    await writePicture(openMvs.folder, 'black');
    await walkColmapStages(needs, stages);
    const [first, second, ...more] = (await openMvs.calls()).filter((call) => call.startsWith('TextureMesh'));
    assert.match(first ?? '', /--global-seam-leveling 1 --local-seam-leveling 1/);
    assert.match(second ?? '', /--global-seam-leveling 0 --local-seam-leveling 0/);
    assert.deepEqual(more, []);
  });
});
