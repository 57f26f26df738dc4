import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { sql } from 'kysely';
import { type Database, openDatabase } from '../database/database.ts';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../database/embedded/start-embedded-postgres.ts';
import { createLogger } from '../observability/logger.ts';
import { type JobKind, openQueue, type Queue } from './queue.ts';

const HOLDER = fileURLToPath(new URL('hold-job.fixture.ts', import.meta.url));

let folder: string;
let postgres: EmbeddedPostgres;
let database: Database;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-queue-'));
  await chmod(folder, 0o711);
  postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
  database = openDatabase(postgres.connection);
});
after(async () => {
  await database.destroy();
  await postgres.stop();
  await rm(folder, { recursive: true });
});

test('a job that waits already is not doubled, is picked up at once, and is tried again when it fails', async () => {
  const kind = kindCalled('test');
  await using queue = await open(kind, true);
  await queue.send(database, kind, { id: 'a' });
  await queue.send(database, kind, { id: 'a' });
  await queue.sendAll(database, kind, [{ id: 'a' }, { id: 'b' }, { id: 'b' }]);
  const handled: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await queue.work(kind, 1, async ({ id }, attempt) => {
    handled.push(`${id} ${attempt.last}`);
    if (id === 'b' && handled.length === 2) throw new Error('try again');
    if (handled.length === 3) resolve();
  });
  await promise;
  assert.deepEqual(handled, ['a false', 'b false', 'b false']);
});

test('the job of a worker that was killed is taken over, and not doubled while it is waited for', async () => {
  const kind = kindCalled('held');
  await using queue = await open(kind, false);
  await queue.send(database, kind, { id: 'a' });
  const argument = JSON.stringify({ connection: postgres.connection, name: kind.name });
  const worker = spawn(process.execPath, [HOLDER, argument], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(worker.stdout, 'data');
  worker.kill('SIGKILL');
  await once(worker, 'exit');
  await queue.send(database, kind, { id: 'a' });
  const taken: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await queue.work(kind, 1, async ({ id }) => {
    taken.push(id);
    resolve();
  });
  // Ten seconds without a sign of life: the test waits for what follows.
  await sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '10 s' where state = 'active'`.execute(
    database,
  );
  await promise;
  assert.deepEqual(taken, ['a']);
});

test('a job that waits for its next try has it as soon as a server of its own starts', async () => {
  const kind = kindCalled('waiting');
  const interrupted = await open(kind, true);
  await interrupted.send(database, kind, { id: 'a' });
  await new Promise<void>((begun) =>
    interrupted.work(kind, 1, async () => {
      begun();
      throw new Error('interrupted');
    }),
  );
  await interrupted.stop();
  await sql`update pgboss.job set start_after = now() + interval '1 h' where state = 'retry'`.execute(
    database,
  );
  await using restarted = await open(kind, true);
  const taken = await new Promise<string>((take) => restarted.work(kind, 1, async ({ id }) => take(id)));
  assert.equal(taken, 'a');
});

function kindCalled(name: string): JobKind<{ id: string }> {
  return { name, retryLimit: 3, expireInSeconds: 60, uniqueKey: ({ id }) => id };
}

async function open(kind: JobKind<{ id: string }>, soleWorker: boolean): Promise<Queue & AsyncDisposable> {
  const { connection } = postgres;
  const logger = createLogger({ level: 'silent' });
  const queue = await openQueue({ connection, kinds: [kind], soleWorker, logger });
  return { ...queue, [Symbol.asyncDispose]: () => queue.stop() };
}
