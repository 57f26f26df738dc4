import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, open } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { makeFolder, runProgram } from '../run-program.fixture.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/tiepoint.mjs', import.meta.url));

test('verify exits with 1 where something was damaged, says what it has done, with 0 after that, and says where a database is missing', async (t) => {
  const data = await makeFolder(t);
  await chmod(data, 0o711);
  const verify = () => runProgram(['verify', '--data', data]);
  await serveOnce(data);
  await flipFirstByte(join(data, 'objects', 'keys', 'private', 'sorted-keys'));
  const damaged = await verify();
  assert.match(damaged.stdout, /^Rebuilt the damaged lists of keys: private\.$/m);
  assert.match(damaged.stderr, /^Some files were damaged\.$/m);
  assert.equal(damaged.code, 1);
  const { code, stdout } = await verify();
  assert.deepEqual([code, stdout], [0, 'Verified 0 files (0 B): 0 damaged, 0 to be made again.\n']);

  const unreachable = await runProgram([
    'verify',
    '--data',
    data,
    '--database',
    'postgres://nobody@127.0.0.1:9/none',
  ]);
  assert.equal(unreachable.code, 1);
  assert.match(unreachable.stderr, /The database can't be used: .*ECONNREFUSED/);
});

/** Starts a server and stops it. */
async function serveOnce(data: string): Promise<void> {
  const child = spawn(process.execPath, [PROGRAM, 'serve', '--data', data, '--port', '0'], {
    env: { PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let said = '';
  for await (const chunk of child.stdout) {
    said += String(chunk);
    if (said.includes('Tiepoint runs at')) child.kill('SIGTERM');
  }
  await exited;
}

async function flipFirstByte(path: string): Promise<void> {
  await using file = await open(path, 'r+');
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 0);
  await file.write(Buffer.from([(buffer[0] ?? 0) ^ 1]), 0, 1, 0);
}
