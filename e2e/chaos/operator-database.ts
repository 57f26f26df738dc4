import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chown, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findFreePorts } from './free-ports.ts';

/** PostgreSQL as an operator runs it, from Debian's package. */
export interface OperatorDatabase {
  readonly url: string;
  readonly folder: string;
  readonly pid: number;
  start(): Promise<void>;
  /** Ends it: SIGINT as an operator would, SIGKILL as a power cut would. */
  end(signal: 'SIGINT' | 'SIGKILL'): Promise<void>;
  /** The rows of a query, as psql prints them. */
  query(statement: string): Promise<string[]>;
}

const PACKAGES = '/usr/lib/postgresql';
const NAME = 'tiepoint';
const RETRY_MS = 200;

/** Creates a cluster in `folder`; its programs run with `environment`. */
export async function createOperatorDatabase(
  folder: string,
  environment: Record<string, string>,
): Promise<OperatorDatabase> {
  const programs = findPrograms();
  const account = findAccount();
  await mkdir(folder, { mode: 0o700 });
  if (account) await chown(folder, account.uid, account.gid);
  const initdb = [
    '-D',
    folder,
    '--auth=trust',
    `--username=${NAME}`,
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C.UTF-8',
  ];
  execFileSync(join(programs, 'initdb'), initdb, { ...account, cwd: '/', stdio: 'pipe' });
  const port = await findFreePorts();
  const url = `postgres://${NAME}@127.0.0.1:${port}/postgres`;
  const flags = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    `port=${port}`,
    '-c',
    `unix_socket_directories=${folder}`,
  ];
  let server: ChildProcess | undefined;
  const query = async (statement: string) => {
    const { stdout } = await promisify(execFile)(join(programs, 'psql'), [url, '-Atqc', statement], {
      cwd: '/',
    });
    return stdout.split('\n').filter((line) => line !== '');
  };
  return {
    url,
    folder,
    query,
    get pid() {
      return server?.pid ?? 0;
    },
    async start() {
      const env = { PATH: '/usr/bin:/bin', LC_ALL: 'C', ...environment };
      server = spawn(join(programs, 'postgres'), ['-D', folder, ...flags], {
        ...account,
        cwd: '/',
        env,
        stdio: 'ignore',
      });
      while (!(await query('select 1').catch(() => undefined))) await wait(RETRY_MS);
    },
    async end(signal) {
      if (!server || server.exitCode !== null || server.signalCode !== null) return;
      const exit = once(server, 'exit');
      server.kill(signal);
      await exit;
    },
  };
}

function findPrograms(): string {
  const versions = existsSync(PACKAGES) ? readdirSync(PACKAGES).map(Number).filter(Number.isInteger) : [];
  const folders = versions.sort((a, b) => b - a).map((version) => join(PACKAGES, String(version), 'bin'));
  const programs = folders.find((folder) => existsSync(join(folder, 'initdb')));
  if (!programs)
    throw new Error("Debian's PostgreSQL is missing. Install it with: apt-get install postgresql");
  return programs;
}

/** PostgreSQL refuses to run as root. */
function findAccount(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const line = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'));
  return { uid: Number(line?.[1]), gid: Number(line?.[2]) };
}
