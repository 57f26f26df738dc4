import assert from 'node:assert/strict';
import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findProcesses } from './find-processes.ts';
import { spawnGuarded } from './guarded-process.ts';

test('a process is found by its working folder and its program', async (t) => {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'find-')));
  t.after(() => rm(folder, { recursive: true }));
  const child = spawnGuarded('sleep', ['60'], { cwd: folder, onParentDeath: 'SIGKILL' });

  assert.deepEqual(await findProcesses({ cwd: folder, executableEndsWith: 'sleep' }), [child.pid]);
  assert.deepEqual(await findProcesses({ cwd: folder, executableEndsWith: '/postgres' }), []);
  assert.deepEqual(await findProcesses({ cwd: `${folder}/..`, executableEndsWith: 'sleep' }), []);

  child.kill('SIGKILL');
  await child.exit;
  assert.deepEqual(await findProcesses({ cwd: folder, executableEndsWith: 'sleep' }), []);
});
