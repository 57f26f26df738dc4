import assert from 'node:assert/strict';
import { test } from 'node:test';
import { makeFolder, runProgram } from '../run-program.fixture.ts';

test('users and apps can be added before the first start of a server, and secrets are shown once', async (t) => {
  const data = await makeFolder(t);
  const user = await runProgram(['user', 'add', 'Mira@example.org', '--data', data]);
  assert.match(user.stdout, /^Added mira@example\.org \(Mira\)\.\nThe password .*: [\w-]{20}\n$/);
  const again = await runProgram(
    ['user', 'add', 'mira@example.org', '--password-stdin', '--data', data],
    'a good one\n',
  );
  assert.deepEqual(again, {
    code: 1,
    stdout: '',
    stderr: 'This email or username is already taken.\n',
  });
  const app = await runProgram([
    'app',
    'add',
    'Map',
    '--redirect-uri',
    'org.example.map:/in',
    '--data',
    data,
  ]);
  assert.match(app.stdout, /^Added Map; its id is [0-9a-f]{24}\.\nThe key .*: [0-9a-f]{40}\n$/);
});
