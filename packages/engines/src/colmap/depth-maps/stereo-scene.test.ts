import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pinholeOf } from '@tiepoint/scene';
import { readSparseModel } from '@tiepoint/scene/files';
import type { StereoScene } from '@tiepoint/stereo';
import { type ColmapWorkspace, colmapWorkspaceIn } from '../commands/colmap-workspace.ts';
import { randomNumbers, readModelFiles, writeSpoilt } from '../mutate-model.fixture.ts';
import { CAMERA, PHOTOS, writeUndistorted } from '../stages/dense-scene.fixture.ts';
import { stereoSceneOf } from './stereo-scene.ts';

const SPOILT_MODELS = 500;

async function withModel(
  photos: typeof PHOTOS,
  use: (workspace: ColmapWorkspace) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-scene-'));
  try {
    const workspace = colmapWorkspaceIn(folder);
    await writeUndistorted(workspace, photos);
    await use(workspace);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readScene({
  undistortedModelFolder,
  undistortedPhotosFolder,
}: ColmapWorkspace): Promise<StereoScene> {
  return stereoSceneOf(await readSparseModel(undistortedModelFolder), undistortedPhotosFolder);
}

test('an undistorted model is told as views and points', () =>
  withModel(PHOTOS, async (workspace) => {
    const { views, points } = await readScene(workspace);
    assert.deepEqual(
      views.map(({ name }) => name),
      PHOTOS.map(({ name }) => name),
    );
    const { cameraFromWorld, centre, ...view } = views[0] ?? assert.fail();
    assert.deepEqual(view, { name: '0.png', photoPath: view.photoPath, ...pinholeOf(CAMERA) });
    const [x, y, z] = cameraFromWorld.translation;
    assert.ok(Math.hypot(x - 1.5, y, z - 10) < 1e-9);
    assert.ok(Math.hypot(centre[0] + 1.5, centre[1], centre[2] - 10) < 1e-9);
    assert.ok(points.length > 100 && points.every((point) => point.views.length <= PHOTOS.length));
  }));

const [first, ...others] = PHOTOS;
for (const [what, name, problem] of [
  ['leads out of its folder', '../../a.png', /outside of its folder: \.\.\/\.\.\/a\.png/],
  ['begins at the root', '/a.png', /outside of its folder: \/a\.png/],
  ['names no file', './', /outside of its folder/],
  ['two photos have', others[0]?.name ?? '', /two photos of the sparse model are called 1\.png/],
] as const) {
  test(`a photo's name that ${what} is refused`, () =>
    withModel(first ? [{ ...first, name: 'a.png' }, ...others] : [], async (workspace) => {
      const model = await readSparseModel(workspace.undistortedModelFolder);
      const [image, ...images] = model.images;
      const renamed = { ...model, images: image ? [{ ...image, name }, ...images] : [] };
      assert.throws(() => stereoSceneOf(renamed, 'photos'), problem);
    }));
}

test('a spoilt model is refused with a reason, or all of its numbers are numbers', () =>
  withModel(PHOTOS, async (workspace) => {
    const folder = workspace.undistortedModelFolder;
    const files = await readModelFiles(folder);
    const random = randomNumbers(2026);
    let refused = 0;
    for (let round = 0; round < SPOILT_MODELS; round++) {
      await writeSpoilt(folder, files, random);
      try {
        const { views, points } = await readScene(workspace);
        const numbers = [...views.flatMap(numbersOf), ...points.flatMap(({ position }) => position)];
        assert.ok(numbers.every(Number.isFinite), `round ${round}`);
      } catch (error) {
        if (error instanceof assert.AssertionError) throw error;
        refused++;
        assert.match(String(error), /^Error: .*(sparse model|camera)/, `round ${round}`);
      }
    }
    // Mutations that spoil nothing, or everything, would try nothing.
    assert.ok(refused > SPOILT_MODELS / 5 && refused < SPOILT_MODELS, `${refused} are refused`);
  }));

function numbersOf(view: StereoScene['views'][number]): number[] {
  const { width, height, fx, fy, cx, cy, cameraFromWorld } = view;
  return [width, height, fx, fy, cx, cy, ...cameraFromWorld.rotation, ...cameraFromWorld.translation];
}
