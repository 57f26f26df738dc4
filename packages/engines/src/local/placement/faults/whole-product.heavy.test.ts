import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { generateScene, readLandscapeTruth } from '@tiepoint/samples';
import { createColmapEngine } from '../../../colmap/colmap-engine.ts';
import { COLMAP, needsColmap } from '../../../colmap/installation/installed-colmap.fixture.ts';
import { POSITION_FAULTS } from './position-faults.fixture.ts';
import { judgeWholeProduct } from './whole-product.fixture.ts';

const SCENE = { photos: 24, width: 900, height: 600 };
/** One of each end; the benchmark `placement` tries all that the whole product is tried with. */
const FAULTS = [
  '8 stale positions of 24',
  'no longitude reference west of Greenwich, and attitudes',
  'all positions rounded to one spot',
];

test('a model with wrong positions is right or says why not', needsColmap, async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-faults-'));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const sceneFolder = join(folder, 'scene');
  const { photosFolder } = await generateScene({ ...SCENE, folder: sceneFolder });
  const truth = await readLandscapeTruth(sceneFolder);
  const engine = createColmapEngine({ workFolder: join(folder, 'work'), executable: COLMAP });
  for (const name of FAULTS) {
    await t.test(name, async () => {
      const fault = POSITION_FAULTS.find((each) => each.name === name) ?? assert.fail(name);
      const verdict = await judgeWholeProduct({ engine, photosFolder, truth }, fault);
      assert.match(verdict.end, /^(right|unplaced, told why)$/, JSON.stringify(verdict));
    });
  }
});
