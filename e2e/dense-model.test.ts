import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import {
  comparePoses,
  compareShape,
  namePhotosByChecksum,
  readModel,
  readSceneTruth,
} from '@tiepoint/samples';
import type { CamerasJson } from '@tiepoint/scene';
import { makeTemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { runTiepoint } from './program/run-tiepoint.ts';
import { serve } from './program/serve.ts';

test('a dense model is much closer to the truth than one through the tie points', async (t) => {
  const scene = await makeSmallScene();
  const sceneFolder = dirname(scene.truthPath);
  await using folder = await makeTemporaryFolder();
  const data = ['--data', join(folder.path, 'data')];
  await using server = await serve(join(folder.path, 'data'));
  const projectId = (await server.client.createProject('Dense')).id;
  const upload = await runTiepoint(['upload', scene.photosFolder, '--project', projectId, ...data]);
  assert.equal(upload.exitCode, 0, upload.output);

  const { cameras: truth, shape } = await readSceneTruth(sceneFolder, 'landscape');
  const nameOfPhoto = await namePhotosByChecksum(scene.photoPaths);
  const medians: number[] = [];
  for (const quality of ['preview', 'standard']) {
    const made = await runTiepoint(['reconstruct', projectId, '--quality', quality, ...data]);
    assert.equal(made.exitCode, 0, made.output);
    const target = join(folder.path, quality);
    const download = await runTiepoint(['download', projectId, target, ...data]);
    assert.equal(download.exitCode, 0, download.output);
    const cameras = JSON.parse(await readFile(join(target, 'cameras.json'), 'utf8')) as CamerasJson;
    const { truthFromModel } = comparePoses(truth, cameras, nameOfPhoto).fitted;
    const model = await readModel(join(target, 'model.glb'));
    const { accuracyMetres, coverage } = compareShape(shape, model, { truthFromModel });
    t.diagnostic(
      `${quality}, ${Math.round(made.seconds)} s: ${JSON.stringify({ accuracyMetres, coverage })}`,
    );
    medians.push(accuracyMetres.median);
  }
  const [sparse = 0, dense = 1] = medians;
  // Measured: 0.022 and 0.197 m.
  assert.ok(dense < sparse / 3, `median ${dense} m, through the tie points ${sparse} m`);
  const points = await readFile(join(folder.path, 'standard', 'dense-points.ply'), 'latin1');
  assert.match(points, /^ply\nformat binary_little_endian 1.0\n/);
});
