import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Scene } from '@tiepoint/samples';
import { makeTemporaryFolder, type TemporaryFolder } from './machine/temporary-folder.ts';
import { drawBlotches } from './photos/odd-photos.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { type CommandResult, runTiepoint } from './program/run-tiepoint.ts';
import { type Served, serve } from './program/serve.ts';

/** A path as a newcomer would type it wrongly, and nothing there. */
const NO_COLMAP = '/nonexistent/colmap';

let scene: Scene;
let data: TemporaryFolder;
let photos: TemporaryFolder;
let server: Served;

before(async () => {
  scene = await makeSmallScene();
  data = await makeTemporaryFolder();
  photos = await makeTemporaryFolder();
  server = await serve(data.path);
});
after(async () => {
  await server[Symbol.asyncDispose]();
  await data[Symbol.asyncDispose]();
  await photos[Symbol.asyncDispose]();
});

test('an empty folder is refused with a sentence, and makes no project', async () => {
  const folder = await makeFolder('empty');
  const upload = await tiepoint('upload', folder);
  assertRefused(upload, `There are no photos (JPEG, PNG or TIFF) in ${folder}. It is empty.`);
  const demo = await runTiepoint(['demo', '--once', '--photos', folder, '--data', join(folder, 'data')]);
  assertRefused(demo, `There are no photos (JPEG, PNG or TIFF) in ${folder}. It is empty.`);
  assert.equal((await server.client.listProjects({ search: 'empty' })).totalCount, 0);
});

test('a missing folder is named', async () => {
  const folder = join(photos.path, 'missing');
  assertRefused(await tiepoint('upload', folder), `There is no folder ${folder}.`);
});

test('a folder with nothing but texts says what it holds', async () => {
  const folder = await makeFolder('texts');
  await writeFile(join(folder, 'notes.txt'), 'no photo');
  assertRefused(await tiepoint('upload', folder), /There are no photos .*\. It holds notes\.txt\.$/m);
});

test('bad files among good photos are named with the reason, and the good ones go on', async () => {
  const folder = await makeFolder('mixed');
  const [one = '', two = '', three = ''] = scene.photoPaths;
  const bytes = await readFile(one);
  await writeFile(join(folder, 'notes.txt'), 'no photo');
  await writeFile(join(folder, 'empty.jpg'), '');
  await writeFile(join(folder, 'truncated.jpg'), bytes.subarray(0, bytes.length / 2));
  await writeFile(join(folder, 'text.jpg'), '<html>Not found</html>');
  await copyFile(two, join(folder, 'good.jpg'));
  await copyFile(two, join(folder, 'the same.jpg'));
  await copyFile(three, join(folder, 'also good.jpg'));

  const upload = await tiepoint('upload', folder);
  assert.equal(upload.exitCode, 0, upload.output);
  assert.match(upload.output, /^Ignored, not a photo: notes\.txt$/m);
  assert.match(upload.output, /^2 photos uploaded, 1 duplicate skipped, 3 unusable\.$/m);
  assert.match(upload.output, /^Same photo twice: the same\.jpg = good\.jpg$/m);
  assert.match(upload.output, /^Unusable: empty\.jpg: The file is empty \(0 bytes\)/m);
  assert.match(upload.output, /^Unusable: truncated\.jpg: .*(ends|end|cut|truncated|incomplete)/m);
  assert.match(upload.output, /^Unusable: text\.jpg: .*not a/m);
  assert.deepEqual(await imagesOf(upload), [
    'also good.jpg Ready',
    'empty.jpg Invalid',
    'good.jpg Ready',
    'text.jpg Invalid',
    'truncated.jpg Invalid',
  ]);
});

test('meta files beside the photos are sent with them, and their mistakes are named by line', async () => {
  const folder = await makeFolder('described');
  await copyFile(scene.photoPaths[0] ?? '', join(folder, 'a.jpg'));
  await writeFile(join(folder, 'pose.txt'), 'a.jpg 22.5 114.25 100\nb.jpg 22.5 114.25 100\n');
  await writeFile(join(folder, 'camera.txt'), 'a.jpg wide 3000 2500\n');
  await writeFile(join(folder, 'notes.txt'), 'nothing of these');
  const upload = await tiepoint('upload', folder);
  assertRefused(
    upload,
    /^camera\.txt is not used, because it is invalid:\n {2}camera\.txt, line 1: .*\nCorrect it/m,
  );
  assert.match(upload.output, /^Ignored, not a photo: notes\.txt$/m);
  assert.match(upload.output, /^With them: pose\.txt, camera\.txt$/m);
  assert.match(upload.output, /^pose\.txt uploaded\.$/m);
  assert.match(upload.output, /^pose\.txt, line 2: no Ready photo is called "b\.jpg"\.$/m);

  await writeFile(join(folder, 'camera.txt'), 'a.jpg 4000 3000 2500\n');
  const again = await tiepoint('upload', folder, '--project', projectOf(upload));
  assert.equal(again.exitCode, 0, again.output);
  assert.match(again.output, /^pose\.txt is already there\.$/m);
  assert.match(again.output, /^camera\.txt uploaded\.$/m);
});

test('a folder with nothing usable ends with a sentence', async () => {
  const folder = await makeFolder('unusable');
  await writeFile(join(folder, 'empty.jpg'), '');
  assertRefused(await tiepoint('upload', folder), 'None of the photos is usable.');
});

test('one photo is too few for a model', async () => {
  const folder = await makeFolder('single');
  await copyFile(scene.photoPaths[0] ?? '', join(folder, 'only.jpg'));
  const upload = await tiepoint('upload', folder);
  assert.equal(upload.exitCode, 0, upload.output);
  const reconstruct = await tiepoint('reconstruct', projectOf(upload));
  assertRefused(reconstruct, /^Nothing was reconstructed: Only 1 photo is Ready; .* at least 3/m);
  const demo = await runTiepoint(['demo', '--once', '--photos', folder, ...ownData()]);
  assertRefused(demo, /^Nothing was reconstructed: Only 1 photo is Ready/m);
});

test('photos that show nothing in common fail with advice', async () => {
  const folder = await makeFolder('unrelated');
  for (const seed of [1, 2, 3]) await writeFile(join(folder, `${seed}.png`), drawBlotches(seed));
  const upload = await tiepoint('upload', folder);
  assert.equal(upload.exitCode, 0, upload.output);
  const reconstruct = await tiepoint('reconstruct', projectOf(upload), '--quality', 'preview');
  // Now and then the mapper makes something of a pair of them, and the sentence says that two are too few.
  assertRefused(reconstruct, /^The reconstruction failed: .* two thirds\b.*\.$/m);
  const download = await tiepoint('download', projectOf(upload), join(folder, 'model'));
  assertRefused(download, /^unrelated has no model yet\. To make it: tiepoint reconstruct/m);
});

test('a missing COLMAP is named with the command that installs it', async () => {
  const folder = await makeFolder('no colmap');
  for (const path of scene.photoPaths.slice(0, 3)) await copyFile(path, join(folder, path.slice(-7)));
  const environment = { TIEPOINT_COLMAP: NO_COLMAP };
  const args = ['demo', '--once', '--photos', folder, ...ownData()];
  const demo = await runTiepoint(args, { environment });
  assertRefused(
    demo,
    /is not found at \/nonexistent\/colmap\. Install it with "sudo apt-get install .*colmap"/,
  );
});

test('a taken port is named, and nothing is left running', async () => {
  const port = new URL(server.connection.endpoint).port;
  const [flag, folder = ''] = ownData();
  const second = await runTiepoint(['serve', flag ?? '', folder, '--port', port]);
  assertRefused(
    second,
    new RegExp(`^Port ${port} is used by another program\\. Choose another with --port`, 'm'),
  );
});

test('a second server on the same data folder is refused, and the first goes on', async () => {
  const second = await runTiepoint(['serve', '--data', data.path, '--port', '0']);
  assertRefused(second, `Another Tiepoint server (process ${server.command.pid}) is using ${data.path}.`);
  assert.equal((await server.client.greet()).username, 'local');
});

test('a wrong token is refused without a stack', async () => {
  const { endpoint, key } = server.connection;
  const args = ['upload', scene.photosFolder, '--endpoint', endpoint, '--key', key, '--token', 'wrong'];
  assertRefused(await runTiepoint(args), `The server at ${endpoint} rejects this key and token.`);
});

test('where no server runs, the command that starts one is named', async () => {
  const args = [
    'upload',
    scene.photosFolder,
    '--endpoint',
    'http://127.0.0.1:9',
    '--key',
    'a',
    '--token',
    'b',
  ];
  assertRefused(await runTiepoint(args), /No server answers at http:\/\/127\.0\.0\.1:9\. .*tiepoint serve/);
});

async function makeFolder(name: string): Promise<string> {
  const folder = join(photos.path, name);
  await mkdir(folder);
  return folder;
}

/** Options for a server of its own beside the one that runs. */
function ownData(): string[] {
  return ['--data', join(data.path, 'another'), '--port', '0'];
}

function tiepoint(...args: string[]): Promise<CommandResult> {
  return runTiepoint([...args, '--data', data.path]);
}

function assertRefused({ exitCode, stderr, output }: CommandResult, sentence: string | RegExp): void {
  assert.equal(exitCode, 1, output);
  if (typeof sentence === 'string') assert.ok(stderr.includes(sentence), output);
  else assert.match(stderr, sentence);
  assert.doesNotMatch(output, /^\s+at .*:\d+:\d+\)?$/m, 'people are shown no stack');
}

function projectOf({ stdout }: CommandResult): string {
  return /^Project (\w+) /m.exec(stdout)?.[1] ?? assert.fail(`no project in ${stdout}`);
}

async function imagesOf(upload: CommandResult): Promise<string[]> {
  const page = await server.client.listImages({ projectId: projectOf(upload), filter: 'All', first: 100 });
  return page.items.map(({ name, state }) => `${name} ${state}`).sort();
}
