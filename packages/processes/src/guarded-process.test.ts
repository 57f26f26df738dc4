import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { getPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { spawnGuarded } from './guarded-process.ts';

/** Prints the process id of a grandchild, then waits with it. */
const PARENT_OF_ONE = 'sleep 60 & echo $!; wait';

test('a guarded process gives its output and its exit code', async () => {
  const child = spawnGuarded('/bin/sh', ['-c', 'echo out; echo err >&2; exit 3'], {
    onParentDeath: 'SIGKILL',
  });
  const [stdout, stderr, exit] = await Promise.all([text(child.stdout), text(child.stderr), child.exit]);
  assert.equal(stdout, 'out\n');
  assert.equal(stderr, 'err\n');
  assert.deepEqual(exit, { code: 3, signal: null });
});

test('a process reads what it is given, and one that does not read to the end harms nobody', async () => {
  const reader = spawnGuarded('/bin/cat', [], { input: 'a line\n', onParentDeath: 'SIGKILL' });
  assert.equal(await text(reader.stdout), 'a line\n');
  const hasty = spawnGuarded('/bin/true', [], { input: 'x'.repeat(1e6), onParentDeath: 'SIGKILL' });
  assert.deepEqual(await hasty.exit, { code: 0, signal: null });
});

test('output goes to a file when one is named, after what is in it already', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'guarded-'));
  t.after(() => rm(folder, { recursive: true }));
  const outputFile = join(folder, 'server.log');
  for (const word of ['one', 'two']) {
    const child = spawnGuarded('/bin/sh', ['-c', `echo ${word} >&2`], {
      outputFile,
      onParentDeath: 'SIGKILL',
    });
    await child.exit;
  }
  assert.equal(await readFile(outputFile, 'utf8'), 'one\ntwo\n');
});

test('a missing program rejects with a message and ENOENT', async () => {
  // A folder on PATH that may not be entered would make it EACCES.
  const env = { PATH: '/usr/bin:/bin' };
  const child = spawnGuarded('no-such-program', [], { env, onParentDeath: 'SIGKILL' });
  await assert.rejects(child.exit, { message: 'The program no-such-program was not found', code: 'ENOENT' });
  assert.equal(child.pid, 0);
  child.kill('SIGKILL');
});

test('a missing working folder is distinguished from a missing program', async () => {
  const child = spawnGuarded('/bin/true', [], { cwd: '/no/such/folder', onParentDeath: 'SIGKILL' });
  await assert.rejects(child.exit, { message: '/bin/true was not started: no folder /no/such/folder' });
});

test('an output file that cannot be opened throws, and leaves no guard behind', async () => {
  const before = await listChildren();
  const start = () => spawnGuarded('true', [], { outputFile: '/no/such/file', onParentDeath: 'SIGKILL' });
  assert.throws(start, { code: 'ENOENT' });
  await assertNoNewChildren(before);
});

test('kill reaches the children of the process too', async () => {
  const child = spawnGuarded('/bin/sh', ['-c', PARENT_OF_ONE], { onParentDeath: 'SIGKILL' });
  const grandchild = Number(await firstLine(child.stdout));
  child.kill('SIGTERM');
  assert.deepEqual(await child.exit, { code: null, signal: 'SIGTERM' });
  await assertGoneWithin(grandchild, 1000);
  child.kill('SIGTERM');
});

test('niceness lowers the priority of the process', async () => {
  const child = spawnGuarded('sleep', ['60'], { niceness: 7, onParentDeath: 'SIGKILL' });
  const priority = getPriority(child.pid);
  child.kill('SIGKILL');
  await child.exit;
  assert.equal(priority, 7);
});

test('a parent that is killed takes the process and its children with it', async () => {
  const module = JSON.stringify(new URL('./guarded-process.ts', import.meta.url).href);
  const script = `import { spawnGuarded } from ${module};
    const child = spawnGuarded('/bin/sh', ['-c', '${PARENT_OF_ONE}'], { onParentDeath: 'SIGTERM' });
    child.stdout.on('data', (line) => console.log(child.pid + ' ' + line));`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const pids = (await firstLine(parent.stdout)).trim().split(' ').map(Number);
  assert.equal(pids.length, 2);
  parent.kill('SIGKILL');
  for (const pid of pids) await assertGoneWithin(pid, 2000);
});

test('a process that has ended leaves no guard behind', async () => {
  const before = await listChildren();
  const child = spawnGuarded('/bin/true', [], { onParentDeath: 'SIGKILL' });
  await child.exit;
  await assertNoNewChildren(before);
});

async function firstLine(stream: NodeJS.ReadableStream): Promise<string> {
  for await (const chunk of stream) return String(chunk);
  throw new Error('the process said nothing');
}

async function listChildren(): Promise<string[]> {
  const children = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean);
}

/** Compares the ids, not their number: a guard of the test before may still be about to end. */
async function assertNoNewChildren(before: readonly string[]): Promise<void> {
  const listNew = async () => (await listChildren()).filter((pid) => !before.includes(pid));
  for (let tries = 0; tries < 200 && (await listNew()).length > 0; tries++) await delay(10);
  assert.deepEqual(await listNew(), []);
}

async function assertGoneWithin(pid: number, ms: number): Promise<void> {
  const deadline = Date.now() + ms;
  while (await isRunning(pid)) {
    assert.ok(Date.now() < deadline, `process ${pid} is still there`);
    await delay(10);
  }
}

/** A killed process whose parent has not asked for its exit code yet counts as gone. */
async function isRunning(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  return status !== '' && !/\) Z /.test(status);
}
