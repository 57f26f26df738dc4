import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { until } from './upload-road.fixture.ts';

/** A PostgreSQL of an operator: Debian's package, on a port. */
export interface DebianPostgres {
  url: string;
  /** PostgreSQL's data folder, and the folder of its programs. */
  folder: string;
  programs: string;
  /** Stops the server, despite clients, and restarts it with more settings after a pause. */
  restart(settings?: Record<string, string>, pauseMs?: number): Promise<void>;
  /** Ends it. */
  stop(): Promise<void>;
  /** Stops it and removes its folder. */
  remove(): Promise<void>;
}

const PACKAGES = '/usr/lib/postgresql';

/** The folder of the newest PostgreSQL's programs; undefined when Debian's package is not installed. */
export function findDebianPostgres(): string | undefined {
  const versions = existsSync(PACKAGES) ? readdirSync(PACKAGES).map(Number).filter(Number.isInteger) : [];
  const programs = versions.sort((a, b) => b - a).map((version) => join(PACKAGES, String(version), 'bin'));
  return programs.find((folder) => existsSync(join(folder, 'initdb')));
}

/** Creates a cluster, with a superuser and a database of this name, and starts it. */
export async function startDebianPostgres(programs: string, name = 'postgres'): Promise<DebianPostgres> {
  const folder = await mkdtemp(join(tmpdir(), 'debian-postgres-'));
  await chmod(folder, 0o700);
  const account = findAccount();
  if (account) chownSync(folder, account.uid, account.gid);
  const initdb = [
    '-D',
    folder,
    '--auth=trust',
    `--username=${name}`,
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ];
  execFileSync(join(programs, 'initdb'), initdb, { ...account, cwd: '/', stdio: 'pipe' });
  const port = await findFreePort();
  const url = `postgres://${name}@127.0.0.1:${port}/${name}`;
  const maintenance = `postgres://${name}@127.0.0.1:${port}/postgres`;
  const fixed = {
    listen_addresses: '127.0.0.1',
    port: String(port),
    unix_socket_directories: folder,
    fsync: 'off',
  };
  let server: ChildProcess | undefined;

  const start = async (settings: Record<string, string>) => {
    const flags = Object.entries({ ...fixed, ...settings }).flatMap(([name, value]) => [
      '-c',
      `${name}=${value}`,
    ]);
    server = spawn(join(programs, 'postgres'), ['-D', folder, ...flags], {
      ...account,
      cwd: '/',
      stdio: 'ignore',
    });
    await until(() => takesConnections(maintenance));
  };
  const stop = async () => {
    if (!server || server.exitCode !== null || server.signalCode !== null) return;
    server.kill('SIGINT');
    await once(server, 'exit');
  };
  await start({});
  if (name !== 'postgres') await run(maintenance, `create database ${name}`);
  return {
    url,
    folder,
    programs,
    stop,
    async restart(settings = {}, pauseMs = 0) {
      await stop();
      await new Promise((done) => setTimeout(done, pauseMs));
      await start(settings);
    },
    async remove() {
      await stop();
      await rm(folder, { recursive: true });
    },
  };
}

/** PostgreSQL refuses to run as root. */
function findAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(line?.[1]), gid: Number(line?.[2]) };
}

async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

function takesConnections(connectionString: string): Promise<boolean> {
  return run(connectionString, 'select 1').then(
    () => true,
    () => false,
  );
}

async function run(connectionString: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statement);
  await client.end();
}
