import assert from 'node:assert/strict';
import { truncateSync } from 'node:fs';
import { rm, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSparseModel } from '@tiepoint/scene/files';
import sharp from 'sharp';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapWorkspace } from '../commands/colmap-workspace.ts';
import { stereoSceneOf } from '../depth-maps/stereo-scene.ts';
import { randomNumbers, readModelFiles, writeSpoilt } from '../mutate-model.fixture.ts';
import { CAMERA, PHOTOS, photoAt, writeUndistorted } from './dense-scene.fixture.ts';
import { inWorkspace, processesIn, readCloud, walkDense } from './dense-walk.fixture.ts';

/** As few photos as say something. */
const FEW = PHOTOS.slice(0, 3);
/** Models that go through the whole stage; many more are tried without it in `stereo-scene.test.ts`. */
const SPOILT_MODELS = 5;
const SEED = 8;
/** A lens that bends. */
const BENT = { model: 'SIMPLE_RADIAL', params: [160, 80, 60, -0.05] } as const;
const FAILED = 'The model was made from the sparse point cloud, because dense matching failed. ';

const atPlaces = (...places: number[]) => places.map((x, index) => photoAt(x, { name: `${index}.png` }));

async function paintSky(path: string): Promise<void> {
  const { width, height } = CAMERA;
  await sharp({ create: { width, height, channels: 3, background: '#88aaff' } })
    .png()
    .toFile(path);
}

test('photos that are missing, damaged, empty or alone, and a damaged map, cost nothing but themselves', () =>
  inWorkspace(async (workspace) => {
    const photos = [
      ...PHOTOS,
      ...[0.6, 0.7, 0.8].map((x) => photoAt(x, {})),
      photoAt(40, { name: 'alone.png' }),
    ];
    await writeUndistorted(workspace, photos);
    const photo = (name: string) => join(workspace.undistortedPhotosFolder, name);
    await rm(photo('0.6.png'));
    await truncate(photo('0.7.png'), 2000);
    await paintSky(photo('0.8.png'));
    const facts = await walkDense(workspace, {
      photos,
      onLine(line) {
        // The search is done, and the fusion has not begun.
        if (!line.startsWith('alone.png: ')) return;
        truncateSync(join(workspace.stereoFolder, 'depth_maps', '5.png.geometric.bin'), 500);
      },
    });
    const cloud = await readCloud(workspace.densePointsFile);
    assert.equal(facts.densePoints, cloud.length);
    assert.ok(cloud.length > 4000, `${cloud.length} points`);
    assert.ok(cloud.every(({ z }) => Math.abs(z) < 0.3));
    assert.deepEqual(facts.notes, [
      'No depth map could be computed for 4 of 10 photos: DSC 0.6.png, DSC 0.7.png, DSC 0.8.png, DSC alone.png. Most often: Its photo is missing or damaged.',
    ]);
  }));

/** What leaves no dense model, and what the note says. */
const LESSER: Record<
  string,
  { photos?: typeof PHOTOS; spoil?(workspace: ColmapWorkspace): Promise<void>; why: RegExp }
> = {
  'no tie points': {
    spoil: (workspace) => writeFile(join(workspace.undistortedModelFolder, 'points3D.bin'), Buffer.alloc(8)),
    why: /^No depth map could be computed for 3 of 3 photos: DSC 0\.png, .*\. It shows too few of the tie points\.$/,
  },
  'two groups far from one another': {
    photos: atPlaces(-7, -6.5, 6.5, 7),
    why: /^No depth map could be computed for 4 of 4 photos: .* Fewer than two other photos overlap it enough at a suitable angle\.$/,
  },
  'photos from one place': {
    photos: atPlaces(0, 0, 0),
    why: /^No depth map could be computed for 3 of 3 photos: .* Fewer than two other photos overlap it enough at a suitable angle\.$/,
  },
  'photos of the sky': {
    spoil: async (workspace) => {
      for (const { name } of FEW) await paintSky(join(workspace.undistortedPhotosFolder, name));
    },
    why: /^No depth map could be computed for 3 of 3 photos: .* None of its pixels could be matched with other photos\.$/,
  },
  'no photos': {
    spoil: (workspace) => rm(workspace.undistortedPhotosFolder, { recursive: true }),
    why: /^No depth map could be computed for 3 of 3 photos: .* Its photo is missing or damaged\.$/,
  },
  'a model that is cut off': {
    spoil: (workspace) => truncate(join(workspace.undistortedModelFolder, 'images.bin'), 300),
    why: /Its last line: cannot read the sparse model: images\.bin: \d+ records announced, only \d+ bytes left$/,
  },
  'a lens that bends': {
    photos: FEW.map((photo) => ({ ...photo, camera: { ...CAMERA, ...BENT } })),
    why: /Its last line: the camera of 0\.png is no pinhole$/,
  },
};

test('what can not be measured costs the dense model, not the task, and a note says why', {
  concurrency: true,
}, async (t) => {
  const tests = Object.entries(LESSER).map(([what, { photos = FEW, spoil, why }]) =>
    t.test(what, () =>
      inWorkspace(async (workspace) => {
        await writeUndistorted(workspace, photos);
        await spoil?.(workspace);
        const { densePoints, notes } = await walkDense(workspace, { photos });
        assert.equal(densePoints, undefined);
        assert.equal(notes?.length, 1);
        const [note = ''] = notes ?? [];
        assert.ok(note.startsWith(FAILED), note);
        assert.match(note.slice(FAILED.length), why);
        assert.ok(!note.includes(workspace.folder), 'where the server keeps its work is nobody’s business');
      }),
    ),
  );
  await Promise.all(tests);
});

test('a damaged model fails at the surface, and says so instead of asking for more photos', () =>
  inWorkspace(async (workspace) => {
    await writeUndistorted(workspace, FEW);
    await truncate(join(workspace.undistortedModelFolder, 'images.bin'), 300);
    await assert.rejects(walkDense(workspace, { photos: FEW, stages: ['surface'] }), (error) => {
      assert.ok(error instanceof ReconstructionFailure && error.code === 'EngineFailed');
      assert.match(error.message, /: cannot read the sparse model: images\.bin: \d+ records announced/);
      return true;
    });
  }));

test('a disk that becomes full in the search is the failure', () =>
  inWorkspace(async (workspace) => {
    await writeUndistorted(workspace, FEW);
    await symlink('/dev/full', join(workspace.stereoFolder, 'depth_maps', '1.png.geometric.bin.tmp'));
    await assert.rejects(walkDense(workspace, { photos: FEW }), (error) => {
      return error instanceof ReconstructionFailure && error.code === 'DiskFull';
    });
  }));

test('a search that is killed, as by a system without memory, costs the dense model', () =>
  inWorkspace(async (workspace) => {
    await writeUndistorted(workspace, FEW);
    let kill: Promise<void> | undefined;
    const { densePoints, notes } = await walkDense(workspace, {
      photos: FEW,
      onLine(line) {
        if (line.startsWith('Depths')) kill ??= killAll(workspace);
      },
    });
    await kill;
    assert.equal(densePoints, undefined);
    assert.match(notes?.join() ?? '', /Dense matching was stopped .*, most likely for lack of memory/);
  }));

test('spoilt models that can be read all the same end well too', { concurrency: true }, async (t) => {
  const rounds = Array.from({ length: SPOILT_MODELS }, (_, round) =>
    t.test(`round ${round}`, () =>
      inWorkspace(async (workspace) => {
        const { undistortedModelFolder: folder } = workspace;
        await writeUndistorted(workspace, FEW);
        const files = await readModelFiles(folder);
        const random = randomNumbers(SEED + round);
        do await writeSpoilt(folder, files, random);
        while (!(await isReadable(folder)));
        const { densePoints, notes } = await walkDense(workspace, { photos: FEW });
        assert.ok(densePoints !== undefined || notes?.[0]?.startsWith(FAILED));
      }),
    ),
  );
  await Promise.all(rounds);
});

async function isReadable(folder: string): Promise<boolean> {
  try {
    stereoSceneOf(await readSparseModel(folder), folder);
    return true;
  } catch {
    return false;
  }
}

async function killAll(workspace: ColmapWorkspace): Promise<void> {
  for (const pid of await processesIn(workspace)) process.kill(pid, 'SIGKILL');
}
