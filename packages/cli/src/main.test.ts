import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { makeFolder, runProgram } from './run-program.fixture.ts';

const NOWHERE = ['--endpoint', 'http://127.0.0.1:1', '--key', 'k', '--token', 't'];

test('the program runs without the source condition and lists its commands', async () => {
  const { code, stdout } = await run('--help');
  assert.equal(code, 0);
  for (const command of [
    'serve',
    'check',
    'make',
    'upload',
    'reconstruct',
    'stop',
    'download',
    'demo',
    'user',
    'app',
    'backup',
    'restore',
    'upgrade-database',
  ]) {
    assert.match(stdout, new RegExp(`^  ${command} `, 'm'));
  }
});

test('an unusable folder is reported in one sentence', async (t) => {
  const folder = await makeFolder(t);
  await mkdir(join(folder, 'empty'));
  await mkdir(join(folder, 'texts'));
  await writeFile(join(folder, 'texts', 'notes.txt'), 'no photo');
  const [missing, empty, texts] = await Promise.all(
    ['gone', 'empty', 'texts'].map((name) => run('upload', join(folder, name), ...NOWHERE)),
  );
  assert.deepEqual(missing, { code: 1, stdout: '', stderr: `There is no folder ${join(folder, 'gone')}.\n` });
  assert.equal(empty?.code, 1);
  assert.match(empty?.stderr ?? '', /^There are no photos .* It is empty\.\n$/);
  assert.equal(texts?.code, 1);
  assert.match(texts?.stderr ?? '', /^There are no photos .* It holds notes\.txt\.\n$/);
});

test('an unreachable server is reported in one sentence', async (t) => {
  const folder = await makeFolder(t);
  const [down, never] = await Promise.all([
    run('reconstruct', 'abc', ...NOWHERE),
    run('reconstruct', 'abc', '--data', folder),
  ]);
  assert.deepEqual(down, {
    code: 1,
    stdout: '',
    stderr: 'No server answers at http://127.0.0.1:1. Start one with: tiepoint serve\n',
  });
  assert.equal(never.code, 1);
  assert.match(never.stderr, /^No server has been started on .*tiepoint serve.*\n$/);
});

test("an address without key and token does not get the data folder's", async (t) => {
  const folder = await makeFolder(t);
  const { code, stderr } = await run(
    'reconstruct',
    'abc',
    '--endpoint',
    'http://127.0.0.1:1',
    '--data',
    folder,
  );
  assert.equal(code, 1);
  assert.match(stderr, /needs a key and a token/);
});

function run(...args: string[]) {
  return runProgram(args);
}
