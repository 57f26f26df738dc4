import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { lockFolder } from './lock-folder.ts';

test('a locked folder is refused, naming the process that holds it, until it is released', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  const lock = await lockFolder(folder);
  const held = { name: 'FolderHeld', message: new RegExp(`\\(${process.pid}\\)`) };
  await assert.rejects(lockFolder(folder), { ...held, holder: { pid: process.pid, ending: false } });
  lock.announceEnd();
  await assert.rejects(lockFolder(folder), { ...held, holder: { pid: process.pid, ending: true } });
  await lock.release();
  const again = await lockFolder(folder);
  await again.release();
  await rm(folder, { recursive: true });
});

test('a killed holder leaves no lock behind', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'lock-'));
  const module = JSON.stringify(new URL('./lock-folder.ts', import.meta.url).href);
  const script = `
    import { lockFolder } from ${module};
    await lockFolder(${JSON.stringify(folder)});
    console.log('held');
    setInterval(() => {}, 1000);`;
  const holder = spawn(process.execPath, ['--input-type=module-typescript', '-e', script]);
  await once(holder.stdout, 'data');
  await assert.rejects(lockFolder(folder), { name: 'FolderHeld' });
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const lock = await lockFolder(folder);
  await lock.release();
  await rm(folder, { recursive: true });
});
