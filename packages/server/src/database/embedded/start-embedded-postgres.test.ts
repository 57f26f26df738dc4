import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { findProcesses, isSystemError } from '@tiepoint/processes';
import pg from 'pg';
import { assertReachable } from './assert-reachable.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-embedded-postgres.ts';

const isRoot = process.getuid?.() === 0;
const NOBODY = { uid: 65534, gid: 65534 };

let root: string;
let binariesCacheFolder: string;
/** The cluster shared by most tests, as creating one takes a second. */
let folder: string;
/** Processes that a failed test may leave. */
const owners: ChildProcess[] = [];

before(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'embedded-')));
  // The account that root runs PostgreSQL as must pass through.
  await chmod(root, 0o711);
  binariesCacheFolder = join(root, 'cache');
  folder = join(root, 'data', 'postgres');
});

afterEach(() => {
  for (const owner of owners.splice(0)) owner.kill('SIGKILL');
});

after(async () => {
  killAll(await findPostgres());
  await rm(root, { recursive: true, maxRetries: 10, retryDelay: 100 });
});

test('the first start creates a working database, whatever the umask', async () => {
  const umask = process.umask(0o077);
  const postgres = await startEmbeddedPostgres({ folder, binariesCacheFolder });
  process.umask(umask);
  try {
    assert.deepEqual(await query(postgres, 'CREATE TABLE photos (name text)'), []);
    await query(postgres, "INSERT INTO photos VALUES ('first')");
    const [row] = await query(postgres, 'SHOW server_version_num');
    assert.equal(String(row?.server_version_num).slice(0, 2), '18');
  } finally {
    await postgres.stop();
  }
  assert.deepEqual(await findPostgres(), []);
});

test('data survive a stop and a start, without recovery', async () => {
  await withPostgres(async (postgres) => {
    assert.deepEqual(await query(postgres, 'SELECT name FROM photos'), [{ name: 'first' }]);
  });
  assert.doesNotMatch(await readFile(join(folder, 'server.log'), 'utf8'), /not properly shut down/);
});

test('a killed server is restarted, and the pool reconnects', async () => {
  const messages: string[] = [];
  const postgres = await startEmbeddedPostgres({
    folder,
    binariesCacheFolder,
    onLog: (message) => messages.push(message),
  });
  const pool = new pg.Pool(postgres.connection);
  pool.on('error', () => {});
  try {
    await pool.query("INSERT INTO photos VALUES ('second')");
    const killed = await readPostmasterId();
    process.kill(killed, 'SIGKILL');
    // The killed server's backends still respond for a moment.
    await until(() =>
      readPostmasterId().then(
        (id) => id !== killed,
        () => false,
      ),
    );
    await until(() =>
      pool.query('SELECT 1').then(
        () => true,
        () => false,
      ),
    );
    assert.deepEqual((await pool.query('SELECT count(*)::int FROM photos')).rows, [{ count: 2 }]);
    assert.match(String(messages), /ended unexpectedly.*SIGKILL/);
  } finally {
    await pool.end();
    await postgres.stop();
  }
});

test('killing the owner ends its server, and the next start works', async () => {
  const owner = await startOwner(folder);
  owner.kill('SIGKILL');
  await until(async () => (await findPostgres()).length === 0);
  await assertWorks();
});

test('after everything was killed the next start recovers', async () => {
  const owner = await startOwner(folder);
  killAll([...(await findChildren(owner.pid)), owner.pid, ...(await findPostgres())]);
  await assertWorks();
});

test('a server that survived its owner and guard is ended by the next start', async () => {
  const owner = await startOwner(folder);
  const postmaster = await readPostmasterId();
  const guards = (await findChildren(owner.pid)).filter((pid) => pid !== postmaster);
  assert.equal(guards.length, 1);
  killAll([...guards, owner.pid]);
  await delay(200);
  assert.ok((await findPostgres()).includes(postmaster));
  await assertWorks();
});

test('a stale lock file with the process id of another process is ignored', async () => {
  const account = isRoot ? NOBODY : {};
  const stranger = spawn('sleep', ['60'], account);
  owners.push(stranger);
  await writeFile(join(folder, 'postmaster.pid'), `${stranger.pid}\n${folder}\n0\n5432\n\n\n\nready\n`);
  await assertWorks();
  assert.equal(stranger.exitCode ?? stranger.signalCode, null);
});

test('a first start that was killed is repeated', async () => {
  const half = join(root, 'half', 'postgres');
  const owner = spawnOwner(half);
  await until(async () => (await readdir(join(root, 'half')).catch(() => [])).length > 0);
  await delay(50);
  owner.kill('SIGKILL');
  await once(owner, 'exit');
  assert.deepEqual(
    (await readdir(join(root, 'half'))).map((name) => name.slice(0, 13)),
    ['postgres.new-'],
  );

  const postgres = await startEmbeddedPostgres({ folder: half, binariesCacheFolder });
  try {
    assert.deepEqual(await query(postgres, 'SELECT 1 AS one'), [{ one: 1 }]);
    assert.deepEqual((await readdir(join(root, 'half'))).sort(), ['postgres', 'postgres.password']);
  } finally {
    await postgres.stop();
  }
});

test('an ordinary user can run a server', async () => {
  const account = await chooseOrdinaryAccount();
  const home = join(root, 'home');
  await mkdir(home);
  await chown(home, account.uid, account.gid);
  const owner = await startOwner(join(home, 'data', 'postgres'), account);
  owner.kill('SIGTERM');
  const [code] = await once(owner, 'exit');
  assert.equal(code, 0);
  await assert.rejects(readFile(join(home, 'data', 'postgres', 'postmaster.pid')), { code: 'ENOENT' });
});

test('a folder with other files is left alone', async () => {
  const foreign = join(root, 'foreign');
  await mkdir(foreign);
  await writeFile(join(foreign, 'letter.txt'), 'dear');
  await assert.rejects(startEmbeddedPostgres({ folder: foreign, binariesCacheFolder }), {
    name: 'StartupError',
    message: /contains other files/,
  });
  assert.deepEqual(await readdir(foreign), ['letter.txt']);
});

test('a folder that the database account can’t access is reported with the remedy', async () => {
  const closed = join(root, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const start = startEmbeddedPostgres({ folder: join(closed, 'postgres'), binariesCacheFolder });
  if (isRoot) {
    await assert.rejects(start, { name: 'StartupError', message: new RegExp(`chmod o\\+x ${closed}$`) });
  } else {
    // An ordinary user's server runs as the user, who may enter.
    await (await start).stop();
  }
});

async function withPostgres(use: (postgres: EmbeddedPostgres) => Promise<void>): Promise<void> {
  const postgres = await startEmbeddedPostgres({ folder, binariesCacheFolder });
  try {
    await use(postgres);
  } finally {
    await postgres.stop();
  }
}

async function assertWorks(): Promise<void> {
  await withPostgres(async (postgres) => {
    assert.deepEqual(await query(postgres, 'SELECT count(*)::int FROM photos'), [{ count: 2 }]);
  });
}

async function query(postgres: EmbeddedPostgres, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(postgres.connection);
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end();
  }
}

function findPostgres(): Promise<number[]> {
  return findProcesses({ cwd: folder, executableEndsWith: '/postgres' });
}

async function readPostmasterId(): Promise<number> {
  return Number.parseInt(await readFile(join(folder, 'postmaster.pid'), 'utf8'), 10);
}

async function findChildren(pid?: number): Promise<number[]> {
  const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return children.split(' ').filter(Boolean).map(Number);
}

/** Processes that have already ended are skipped. */
function killAll(pids: Array<number | undefined>): void {
  for (const pid of pids) {
    try {
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    } catch (error) {
      if (!isSystemError(error, 'ESRCH')) throw error;
    }
  }
}

/** Another process that owns a server; it stops cleanly on SIGTERM. */
function spawnOwner(owned: string, account: { uid?: number; gid?: number } = {}): ChildProcess {
  const module = new URL('./start-embedded-postgres.ts', import.meta.url).href;
  const options = JSON.stringify({ folder: owned, binariesCacheFolder });
  const script = `import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const postgres = await startEmbeddedPostgres(${options});
    process.on('SIGTERM', () => postgres.stop().then(() => process.exit(0)));
    console.log('started');
    setInterval(() => {}, 1000);`;
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    ...account,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owners.push(owner);
  return owner;
}

async function startOwner(owned: string, account?: { uid: number; gid: number }): Promise<ChildProcess> {
  const owner = spawnOwner(owned, account);
  const [message] = await Promise.race([
    once(owner.stdout ?? assert.fail('no output'), 'data'),
    once(owner, 'exit').then(([code]) => assert.fail(`the owner ended with ${code}`)),
  ]);
  assert.equal(String(message), 'started\n');
  return owner;
}

/** For root an ordinary account that can read this checkout and Node. */
async function chooseOrdinaryAccount(): Promise<{ uid: number; gid: number }> {
  const own = { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
  if (!isRoot) return own;
  const paths = [import.meta.filename, await realpath(process.execPath)];
  return Promise.all(paths.map((path) => assertReachable(path, NOBODY))).then(
    () => NOBODY,
    () => own,
  );
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, 'timed out');
    await delay(10);
  }
}
