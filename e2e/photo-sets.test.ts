import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readModel } from '@tiepoint/samples';
import { makeTemporaryFolder } from './machine/temporary-folder.ts';
import { CHECKOUT, runTiepoint } from './program/run-tiepoint.ts';
import { serve } from './program/serve.ts';

/** Photos of real things, beside the checkout where somebody has put them. */
const FOLDER = join(CHECKOUT, '..', 'shared', 'photos');
/** The photos that may stay without a place show too little to be placed for sure. */
const SETS = [
  {
    name: 'banana',
    what: 'sixteen hand-held photos of a thing on a table',
    photos: 16,
    minPlaced: 14,
    onEarth: false,
  },
  {
    name: 'brighton-beach',
    what: 'eighteen photos of a drone',
    photos: 18,
    minPlaced: 17,
    onEarth: true,
  },
];
const MIN_TRIANGLES = 5000;

for (const { name, what, photos, minPlaced, onEarth } of SETS) {
  const source = join(FOLDER, name);
  const skip = existsSync(source) ? false : `no ${source}`;
  test(`${what} become a model`, { skip }, async (t) => {
    await using folder = await makeTemporaryFolder();
    const data = ['--data', folder.path];
    const demo = await runTiepoint(['demo', '--once', '--photos', source, '--port', '0', ...data]);
    assert.equal(demo.exitCode, 0, demo.output);
    const [, projectId = ''] = /\/projects\/(\w+)#/.exec(demo.output) ?? assert.fail(demo.output);

    await using _server = await serve(folder.path);
    const target = join(folder.path, 'downloaded');
    const download = await runTiepoint(['download', projectId, target, ...data]);
    assert.equal(download.exitCode, 0, download.output);
    const manifest = JSON.parse(await readFile(join(target, 'manifest.json'), 'utf8'));
    const { registered, georeferenced } = manifest.result;
    t.diagnostic(`${registered} of ${photos} photos registered, in ${Math.round(demo.seconds)} s`);
    assert.equal(manifest.photos.length, photos);
    assert.ok(registered >= minPlaced, `${registered} photos registered`);
    assert.equal(georeferenced, onEarth);
    const model = await readModel(join(target, 'model.glb'));
    assert.ok(model.triangles.length / 3 > MIN_TRIANGLES, `${model.triangles.length / 3} triangles`);
    assert.ok(model.textures.length > 0);
  });
}
