import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { assertModelPage } from './browser/assert-model-page.ts';
import { findProcesses, waitUntilGone } from './machine/find-processes.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './machine/temporary-folder.ts';
import {
  type CommandResult,
  type RunningCommand,
  runTiepoint,
  startDemoScript,
  startTiepoint,
} from './program/run-tiepoint.ts';
import { connectTo, readConnection } from './program/serve.ts';
import { assertTrueModel } from './reconstruction/assert-true-model.ts';

const PHOTOS = 24;

const MODEL_LINK = /^The model of Sample scene: (http:\S+\/projects\/(\w+)#\S+)$/m;

let folder: TemporaryFolder;
let first: CommandResult;

before(async () => {
  folder = await makeTemporaryFolder();
  // The way that a newcomer takes.
  await using command = startDemoScript(['--once', '--data', folder.path, '--port', '0']);
  first = await command.result;
});
after(() => folder[Symbol.asyncDispose]());

test('the demo makes a model of the sample scene, prints its link and ends', () => {
  assert.equal(first.exitCode, 0, first.output);
  assert.match(first.stdout, MODEL_LINK);
  assert.match(first.output, new RegExp(`${PHOTOS} of ${PHOTOS} photos registered`));
});

test('a second run finds the model and makes nothing again', async () => {
  const again = await runTiepoint(['demo', '--once', '--data', folder.path, '--port', '0']);
  assert.equal(again.exitCode, 0, again.output);
  assert.match(again.output, /Earlier projects:\n {2}Sample scene: 24 photos, model made/);
  assert.equal(MODEL_LINK.exec(again.stdout)?.[2], MODEL_LINK.exec(first.stdout)?.[2]);
  assert.doesNotMatch(again.output, /shown only once/);
  assert.ok(again.seconds < 60, `it took ${again.seconds} s`);
});

test('the demo that stays up serves the model until Ctrl-C', async (t) => {
  await using demo = startTiepoint(['demo', '--data', folder.path, '--port', '0']);
  const [, link = '', projectId = ''] = await demo.said(MODEL_LINK);

  await t.test('nothing was registered or reconstructed twice', async () => {
    const client = connectTo(await readConnection(folder.path));
    const { items } = await client.listProjects({});
    assert.deepEqual(
      items.map(({ id, numImage }) => ({ id, numImage })),
      [{ id: projectId, numImage: PHOTOS }],
    );
    assert.equal((await client.listTasks(projectId)).length, 1);
  });
  await t.test('the downloaded model agrees with the ground truth', async () => {
    const target = join(folder.path, 'downloaded');
    const download = await runTiepoint(['download', projectId.slice(0, 20), target, '--data', folder.path]);
    assert.equal(download.exitCode, 0, download.output);
    await assertTrueModel(join(folder.path, 'samples', 'landscape'), target);
  });
  await t.test('the page shows it on a desk', () => assertModelPage(link, 'desk', PHOTOS));
  await t.test('the page shows it on a phone', () => assertModelPage(link, 'phone', PHOTOS));
  await t.test('Ctrl-C ends everything', () => checkEnd(demo));
});

async function checkEnd(demo: RunningCommand): Promise<void> {
  const processes = await findProcesses(demo.pid, folder.path);
  assert.ok(processes.some(({ command }) => command.includes('postgres')));
  demo.kill('SIGINT');
  assert.equal((await demo.result).exitCode, 0);
  assert.deepEqual(await waitUntilGone(processes, folder.path), []);
}
