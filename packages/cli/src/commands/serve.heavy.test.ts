import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const CHECKOUT = fileURLToPath(new URL('../../../..', import.meta.url));
const PROGRAM = fileURLToPath(new URL('../../bin/tiepoint.mjs', import.meta.url));

let folder: string;
const started: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-serve-'));
  await chmod(folder, 0o711);
});
afterEach(async () => {
  for (const child of started.splice(0)) if (child.pid) killGroup(child.pid);
  await rm(folder, { recursive: true, maxRetries: 20, retryDelay: 200 });
});

test('killing npm stops the server, and the next start gets the data folder', async () => {
  const npx = await serve('npm', ['exec', '--', 'tiepoint']);
  const server = await serverPid();
  assert.notEqual(server, npx.pid);
  process.kill(npx.pid ?? 0, 'SIGKILL');
  // Started at once: it waits for the one that is stopping.
  await setTimeout(1000);
  await serve(process.execPath, [PROGRAM]);
  assert.equal(isRunning(server), false);
});

test('a server survives its killed shell, and the next start names the process that holds the data folder', async () => {
  const shell = await serve('/bin/sh', ['-c', '"$0" "$@"; true', process.execPath, PROGRAM]);
  const server = await serverPid();
  process.kill(shell.pid ?? 0, 'SIGKILL');
  await setTimeout(1500);
  assert.equal(isRunning(server), true);
  const second = spawn(process.execPath, [PROGRAM, ...serveArguments()], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [complaint] = await Promise.all([text(second.stderr), once(second, 'exit')]);
  assert.match(complaint, new RegExp(`\\(process ${server}\\) is using .* Stop it with: kill ${server},`));
  assert.equal(second.exitCode, 1);
});

function serveArguments(): string[] {
  return ['serve', '--data', folder, '--port', '0'];
}

/** Starts a server in its own process group and waits until it is running. */
async function serve(program: string, args: string[]): Promise<ChildProcess> {
  const child = spawn(program, [...args, ...serveArguments()], {
    cwd: CHECKOUT,
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'inherit'],
    detached: true,
  });
  started.push(child);
  // Read to the end: a server exits when its output is closed.
  const runs = new Promise<void>((resolve, reject) => {
    let said = '';
    child.stdout?.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes('Tiepoint runs at')) resolve();
    });
    child.once('exit', () => reject(new Error(`It exited: ${said}`)));
  });
  await runs;
  return child;
}

/** The process that holds the lock of the data folder. */
async function serverPid(): Promise<number> {
  const log = await readFile(join(folder, 'server.log'), 'utf8');
  return (JSON.parse(log.trim().split('\n')[0] ?? '{}') as { pid: number }).pid;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // The whole process group has ended.
  }
}
