import assert from 'node:assert/strict';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { writeFakeColmap } from '@tiepoint/engines/testing';
import { makeFolder, runProgram } from '../run-program.fixture.ts';

/** A folder with files that are named like photos, and a COLMAP that is never run. */
async function prepare(t: TestContext) {
  const folder = await makeFolder(t);
  const photos = join(folder, 'photos');
  const output = join(folder, 'model');
  await mkdir(photos);
  for (const name of ['a.jpg', 'b.jpg', 'c.jpg']) await writeFile(join(photos, name), `no photo: ${name}`);
  const { path: colmap } = await writeFakeColmap(join(folder, 'bin'), '');
  const make = (args: string[], settings: Record<string, string> = { TIEPOINT_COLMAP: colmap }) =>
    runProgram(['make', ...args], '', settings);
  return { folder, photos, output, make };
}

test('unusable photos are listed with the reason, and with too few left no model is made', async (t) => {
  const { photos, output, make } = await prepare(t);
  const { code, stdout, stderr } = await make([photos, output]);
  assert.deepEqual([code, stdout], [1, '']);
  for (const name of ['a.jpg', 'b.jpg', 'c.jpg'])
    assert.match(stderr, new RegExp(`^Not used: ${name}: .+ \\(`, 'm'));
  assert.match(
    stderr,
    /\nNone of the photos can be used; a model needs at least 3, taken from different positions\.\n$/,
  );
  assert.deepEqual((await readdir(join(output, '..'))).sort(), ['bin', 'photos'], 'no empty folder is left');
});

test('a missing COLMAP is reported with the command that installs it, before photos are checked', async (t) => {
  const { photos, output, make } = await prepare(t);
  const { code, stderr } = await make([photos, output], { TIEPOINT_COLMAP: '/nowhere/colmap' });
  assert.equal(code, 1);
  assert.match(stderr, /not found at \/nowhere\/colmap\. Install it with "sudo apt-get install .* colmap"/);
  assert.doesNotMatch(stderr, /Hashing/);
});

test('unknown engines and options are refused by the name of their flag', async (t) => {
  const { photos, output, make } = await prepare(t);
  const [engine, nodes, system] = await Promise.all([
    make([photos, `${output}1`, '--engine', 'metashape']),
    make([photos, `${output}2`, '--engine', 'nodeodm']),
    make([photos, `${output}3`, '--coordinate-system', 'EPSG:1']),
  ]);
  assert.match(engine.stderr, /\n--engine: There is no engine “metashape” here: choose colmap\b/);
  assert.match(
    nodes.stderr,
    /\n--engine: .* NodeODM needs the addresses of its nodes in TIEPOINT_NODEODM\.\n$/,
  );
  assert.match(system.stderr, /\n--coordinate-system: .+EPSG:32633/);
});

test('an input folder without photos and an output folder with other files are refused in one sentence', async (t) => {
  const { folder, photos, output, make } = await prepare(t);
  const [none, same, taken] = await Promise.all([
    make([join(folder, 'bin'), output]),
    make([photos, photos]),
    make([photos, join(folder, 'bin')]),
  ]);
  assert.match(none.stderr, /^There are no photos \(JPEG, PNG or TIFF\)/);
  assert.match(same.stderr, /^The output folder must not be the photo folder/);
  assert.match(taken.stderr, /\/bin contains other files .*Choose an empty or new folder/);
});

test('mistakes in a pose.txt are reported by file and line', async (t) => {
  const { photos, output, make } = await prepare(t);
  await writeFile(join(photos, 'pose.txt'), 'a.jpg 22.5 114.25\nb.jpg 95 114 100\n');
  const { code, stderr } = await make([photos, output]);
  assert.equal(code, 1);
  assert.match(
    stderr,
    /pose\.txt is invalid:\n {2}pose\.txt, line 1: .+\n {2}pose\.txt, line 2: the latitude 95 .+\nCorrect it/,
  );
  assert.doesNotMatch(stderr, /not a photo: pose\.txt/);
});
