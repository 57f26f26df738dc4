import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { IDENTITY, projectPoint } from '@tiepoint/scene';
import sharp from 'sharp';
import { compareShape } from '../comparison/compare-shape.ts';
import { generateScene, type Scene } from '../scene/generate-scene.ts';
import { readSceneTruth, type SceneTruth } from '../scene/read-scene-truth.ts';

const SMALL = { scene: 'courtyard', seed: 7, photos: 3, width: 480, height: 320 } as const;

describe('a small generated courtyard', () => {
  let folder: string;
  let scene: Scene;
  let truth: SceneTruth;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tiepoint-courtyard-'));
    scene = await generateScene({ ...SMALL, folder });
    truth = await readSceneTruth(folder, 'courtyard');
  });
  after(() => rm(folder, { recursive: true }));

  test('has photos full of structure, and is found complete again', async () => {
    assert.equal(scene.photoPaths.length, 3);
    for (const path of scene.photoPaths) {
      const { channels } = await sharp(path).stats();
      assert.ok(channels.every(({ stdev }) => stdev > 30));
    }
    const progress: string[] = [];
    await generateScene({ ...SMALL, folder, onProgress: ({ stage }) => progress.push(stage) });
    assert.deepEqual(progress, []);
  });

  test('has surface points on the true surface that two photos show', () => {
    const { samples, contains, distanceFrom, gsdMetres } = truth.shape;
    assert.ok(samples.length > 3 * 20_000);
    assert.ok(gsdMetres > 0.015 && gsdMetres < 0.05, `${gsdMetres}`);
    for (let index = 0; index < samples.length; index += 3 * 50) {
      const [x = 0, y = 0, z = 0] = samples.subarray(index, index + 3);
      assert.ok(distanceFrom(x, y, z) < 1e-5 && contains(x, y, z - 1e-5));
      const { camera, cameras } = truth.cameras;
      const shown = cameras.filter((pose) => {
        const pixel = projectPoint(camera, pose, [x, y, z]);
        return pixel && pixel.x > -1 && pixel.y > -1 && pixel.x < 481 && pixel.y < 321;
      });
      assert.ok(shown.length >= 2);
    }
  });

  test('is reconstructed perfectly by its own surface points', () => {
    const positions = truth.shape.samples;
    const { coverage, accuracyMetres } = compareShape(
      truth.shape,
      { positions },
      { truthFromModel: IDENTITY },
    );
    assert.ok(accuracyMetres.p90 < 1e-5);
    assert.ok(coverage.every(({ fScore }) => fScore > 0.99));
  });
});
