import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { enuFromGeodetic, projectPoint, type Vector3 } from '@tiepoint/scene';
import exifr from 'exifr';
import sharp from 'sharp';
import { type LandscapeTruth, readLandscapeTruth, surfaceHeight } from '../landscape/landscape-truth.ts';
import { Random } from '../random/random.ts';
import type { TrueCamera } from '../truth/camera-truth.ts';
import { generateScene, type Scene } from './generate-scene.ts';

const SMALL = { seed: 7, photos: 3, width: 300, height: 200 };

describe('a small generated scene', () => {
  let folder: string;
  let scene: Scene;
  let truth: LandscapeTruth;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tiepoint-scene-'));
    scene = await generateScene({ ...SMALL, folder });
    truth = await readLandscapeTruth(folder);
  });
  after(() => rm(folder, { recursive: true }));

  test('has the photos that were asked for', async () => {
    assert.equal(scene.photoPaths.length, 3);
    for (const path of scene.photoPaths) {
      const { width, height, format } = await sharp(path).metadata();
      assert.deepEqual([width, height, format], [300, 200, 'jpeg']);
    }
  });

  test('shows a ground point in two photos where the truth projects it', async () => {
    const [first, second] = truth.cameras;
    assert.ok(first && second);
    const points = pointsSeenBy(truth, [first, second]);
    const greysIn = (camera: TrueCamera, shift: number) => readGreys(scene, truth, camera, points, shift);
    const reference = await greysIn(first, 0);
    const there = correlation(reference, await greysIn(second, 0));
    assert.ok(there > 0.75, `correlation ${there} at the projected places`);
    for (const shift of [-4, 4]) {
      const beside = correlation(reference, await greysIn(second, shift));
      assert.ok(beside < there - 0.1, `correlation ${beside} beside them, ${there} there`);
    }
  });

  test('carries EXIF that reconstruction reads', async () => {
    for (const [index, path] of scene.photoPaths.entries()) {
      const exif = await exifr.parse(path, { reviveValues: false });
      assert.equal(exif.Make, 'Tiepoint');
      assert.equal(exif.Model, 'Virtual Drone');
      assert.equal(exif.FocalLength, 8.8);
      assert.equal(exif.FocalLengthIn35mmFormat, 24);
      assert.match(exif.DateTimeOriginal, /^2024:07:06 14:32:\d\d$/);
      const place = { latitude: exif.latitude, longitude: exif.longitude, altitude: exif.GPSAltitude };
      const [x, y, z] = enuFromGeodetic(place, truth.origin);
      const centre = truth.cameras[index]?.centre ?? [0, 0, 0];
      const off = Math.hypot(x - centre[0], y - centre[1], z - centre[2]);
      assert.ok(off > 0.01 && off < 4 * truth.gpsNoiseMetres.vertical, `GPS is ${off} m off`);
    }
  });

  test('is found complete by a second call', async () => {
    const [path = ''] = scene.photoPaths;
    const before = await stat(path);
    const progress: string[] = [];
    await generateScene({ ...SMALL, folder, onProgress: ({ stage }) => progress.push(stage) });
    assert.deepEqual(progress, []);
    assert.equal((await stat(path)).mtimeMs, before.mtimeMs);
  });

  test('is the same again from the same seed, and completed after an interruption', async (t) => {
    const other = await mkdtemp(join(tmpdir(), 'tiepoint-scene-'));
    t.after(() => rm(other, { recursive: true }));
    const abort = new AbortController();
    const interrupted = generateScene({
      ...SMALL,
      folder: other,
      signal: abort.signal,
      onProgress: ({ stage, done }) => {
        if (stage === 'photos' && done === 1) abort.abort(new Error('interrupted'));
      },
    });
    await assert.rejects(interrupted, /interrupted/);
    const completed = await generateScene({ ...SMALL, folder: other });
    assert.deepEqual(await hashesOf(completed), await hashesOf(scene));
    assert.deepEqual(await readLandscapeTruth(other), truth);
  });

  test('is replaced when another seed is asked for, and leaves foreign files alone', async (t) => {
    const other = await mkdtemp(join(tmpdir(), 'tiepoint-scene-'));
    t.after(() => rm(other, { recursive: true }));
    const first = await generateScene({ ...SMALL, width: 96, height: 64, photos: 2, folder: other });
    const foreign = join(first.photosFolder, 'mine.jpg');
    await writeFile(foreign, 'mine');
    const hashes = await hashesOf(first);
    const second = await generateScene({
      ...SMALL,
      width: 96,
      height: 64,
      photos: 2,
      seed: 8,
      folder: other,
    });
    assert.notDeepEqual(await hashesOf(second), hashes);
    assert.equal(await readFile(foreign, 'utf8'), 'mine');
  });
});

test('impossible settings are refused', async () => {
  const folder = join(tmpdir(), 'tiepoint-never-made');
  await assert.rejects(generateScene({ folder, photos: 0 }), RangeError);
  await assert.rejects(generateScene({ folder, photos: 2.5 }), RangeError);
  await assert.rejects(generateScene({ folder, width: 10 }), RangeError);
  await assert.rejects(stat(folder), { code: 'ENOENT' });
});

/** Points on open ground, far from steps in height, that fall into the middle of all given photos. */
function pointsSeenBy(truth: LandscapeTruth, cameras: TrueCamera[]): Vector3[] {
  const random = new Random(1);
  const points: Vector3[] = [];
  while (points.length < 400) {
    const [x, y] = [random.between(-40, 40), random.between(-30, 30)];
    const z = surfaceHeight(truth, x, y);
    const level = [-1, 1].every(
      (side) =>
        Math.abs(surfaceHeight(truth, x + side, y) - z) < 0.5 &&
        Math.abs(surfaceHeight(truth, x, y + side) - z) < 0.5,
    );
    const seen = cameras.every((pose) => {
      const pixel = projectPoint(truth.camera, pose, [x, y, z]);
      return pixel && pixel.x > 10 && pixel.x < 290 && pixel.y > 10 && pixel.y < 190;
    });
    if (level && seen) points.push([x, y, z]);
  }
  return points;
}

/** Grey values of the photo where the points project, or a few pixels beside. */
async function readGreys(
  scene: Scene,
  truth: LandscapeTruth,
  pose: TrueCamera,
  points: Vector3[],
  shift: number,
): Promise<number[]> {
  const { data, info } = await sharp(join(scene.photosFolder, pose.name))
    .greyscale()
    .blur(1)
    .raw()
    .toBuffer({ resolveWithObject: true });
  return points.map((point) => {
    const pixel = projectPoint(truth.camera, pose, point);
    assert.ok(pixel);
    const column = Math.floor(pixel.x) + shift;
    return data[(Math.floor(pixel.y) * info.width + column) * info.channels] ?? Number.NaN;
  });
}

function correlation(a: number[], b: number[]): number {
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [meanA, meanB] = [mean(a), mean(b)];
  let [product, squaresA, squaresB] = [0, 0, 0];
  for (const [index, value] of a.entries()) {
    const other = (b[index] ?? Number.NaN) - meanB;
    product += (value - meanA) * other;
    squaresA += (value - meanA) ** 2;
    squaresB += other ** 2;
  }
  return product / Math.sqrt(squaresA * squaresB);
}

async function hashesOf(scene: Scene): Promise<string[]> {
  return Promise.all(
    scene.photoPaths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ),
  );
}
