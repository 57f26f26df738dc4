import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { readModel } from '@tiepoint/samples';
import { CHECKOUT, runTiepoint } from './run-tiepoint.ts';
import { serve } from './serve.ts';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** Photos of real things, beside the checkout where somebody has put them. */
const BANANA = join(CHECKOUT, '..', 'shared', 'photos', 'banana');
/** Of 16; the rest show too little to be placed for sure. */
const MIN_PLACED = 14;
const MIN_TRIANGLES = 5000;

test('sixteen hand-held photos become a model', {
  skip: existsSync(BANANA) ? false : `no ${BANANA}`,
}, async () => {
  await using folder = await makeTemporaryFolder();
  const demo = await runTiepoint([
    'demo',
    '--once',
    '--photos',
    BANANA,
    '--data',
    folder.path,
    '--port',
    '0',
  ]);
  assert.equal(demo.exitCode, 0, demo.output);
  const [, placed, projectId = ''] =
    /(\d+) of 16 photos placed[\s\S]*\/projects\/(\w+)#/.exec(`${demo.stderr}${demo.stdout}`) ??
    assert.fail(demo.output);
  assert.ok(Number(placed) >= MIN_PLACED, `${placed} photos placed`);

  await using _server = await serve(folder.path);
  const target = join(folder.path, 'downloaded');
  const download = await runTiepoint(['download', projectId, target, '--data', folder.path]);
  assert.equal(download.exitCode, 0, download.output);
  const model = await readModel(join(target, 'model.glb'));
  assert.ok(model.triangles.length / 3 > MIN_TRIANGLES, `${model.triangles.length / 3} triangles`);
  assert.ok(model.textures.length > 0);
});
