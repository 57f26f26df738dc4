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
import { type Attempt, type JobKind, openQueue, type Queue } from './queue.ts';

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
  await queue.work(kind, { all: 1 }, async ({ id }, attempt) => {
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
  await queue.work(kind, { all: 1 }, async ({ id }) => {
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
    interrupted.work(kind, { all: 1 }, async () => {
      begun();
      throw new Error('interrupted');
    }),
  );
  await interrupted.stop();
  await sql`update pgboss.job set start_after = now() + interval '1 h' where state = 'retry'`.execute(
    database,
  );
  await using restarted = await open(kind, true);
  const taken = await new Promise<string>((take) =>
    restarted.work(kind, { all: 1 }, async ({ id }) => take(id)),
  );
  assert.equal(taken, 'a');
});

test('owners take turns, and what follows from a job has its turn', async () => {
  const kind = { ...ownedKind('turns'), priority: ({ id }: TestJob) => (id.endsWith('then') ? 1 : 0) };
  await using queue = await open(kind, true);
  await queue.sendAll(database, kind, jobsOf('a', 5));
  await queue.sendAll(database, kind, jobsOf('b', 3));
  const order = await takeAll(queue, kind, 9, async ({ id }, { turn }) => {
    if (id === 'a 2') await queue.sendNext(database, kind, { data: { id: 'a 2, then' }, turn });
  });
  assert.deepEqual(order, ['a 1', 'b 1', 'a 2', 'a 2, then', 'b 2', 'a 3', 'b 3', 'a 4', 'a 5']);
});

test('no backlog of others stands in front of a job, and nobody saves up turns', async () => {
  const kind = ownedKind('late');
  await using queue = await open(kind, true);
  await queue.sendAll(database, kind, jobsOf('a', 10));
  const order = await takeAll(queue, kind, 14, async ({ id }) => {
    if (id === 'a 4') await queue.sendAll(database, kind, jobsOf('b', 3));
    if (id === 'b 3') await queue.sendAll(database, kind, jobsOf('c', 3));
  });
  assert.equal(order.join(', '), 'a 1, a 2, a 3, a 4, b 1, a 5, b 2, a 6, b 3, c 1, a 7, c 2, a 8, c 3');
});

test('an owner of weight 2 gets twice as many turns', async () => {
  const kind = ownedKind('weights');
  await using queue = await open(kind, true, new Map([['twice', 2]]));
  await queue.sendAll(database, kind, jobsOf('a', 4));
  await queue.sendAll(database, kind, jobsOf('twice', 6));
  const order = await takeAll(queue, kind, 10);
  assert.equal(ownersOf(order.slice(0, 9)), 'a twice twice a twice twice a twice twice');
});

test('jobs of transactions under way have turns of their own', async () => {
  const kind = ownedKind('transactions');
  await using queue = await open(kind, true);
  await queue.sendAll(database, kind, jobsOf('a', 1));
  const { promise: allSent, resolve: endAll } = Promise.withResolvers<void>();
  let sent = 0;
  const enqueue = (id: string) =>
    database.transaction().execute(async (trx) => {
      await queue.send(trx, kind, { id });
      if (++sent === 4) endAll();
      await allSent;
    });
  await Promise.all(['a 2', 'a 3', 'a 4', 'a 5'].map(enqueue));
  await queue.sendAll(database, kind, jobsOf('b', 4));
  const order = await takeAll(queue, kind, 9);
  assert.equal(ownersOf(order), 'a b a b a b a b a');
});

test('an owner whose jobs have all been done starts where the others are', async () => {
  const kind = ownedKind('steady');
  await using queue = await open(kind, true);
  for (const job of jobsOf('a', 5)) {
    await database.transaction().execute((trx) => queue.send(trx, kind, job));
    await sql`update pgboss.job set state = 'completed' where name = ${kind.name}`.execute(database);
  }
  await queue.sendAll(database, kind, jobsOf('b', 5));
  await queue.send(database, kind, { id: 'a 6' });
  assert.deepEqual((await takeAll(queue, kind, 6)).slice(0, 2), ['b 1', 'a 6']);
});

test('a job that has failed waits behind its owner’s others', async () => {
  const kind = ownedKind('failing');
  await using queue = await open(kind, true);
  await queue.sendAll(database, kind, jobsOf('a', 3));
  let tries = 0;
  const order = await takeAll(queue, kind, 4, async ({ id }) => {
    if (id !== 'a 1' || tries++ > 0) return;
    // Due at once, so that its place alone decides.
    await sql`update pgboss.job set retry_delay_max = 0 where name = ${kind.name}`.execute(database);
    throw new Error('try again');
  });
  assert.deepEqual(order, ['a 1', 'a 2', 'a 3', 'a 1']);
});

test('one owner holds no more places than allowed, and the rest is for the others', async () => {
  const kind = ownedKind('places');
  await using queue = await open(kind, true);
  await queue.sendAll(database, kind, jobsOf('a', 6));
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const { promise: second, resolve: taken } = Promise.withResolvers<void>();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const order: string[] = [];
  let running = 0;
  let most = 0;
  await queue.work(kind, { all: 4, perOwner: 2 }, async ({ id }) => {
    order.push(id);
    if (order.length === 2) taken();
    if (order.length === 7) end();
    if (!id.startsWith('a')) return release();
    most = Math.max(most, ++running);
    await released;
    running--;
  });
  await second;
  await queue.send(database, kind, { id: 'b 1' });
  await ended;
  assert.equal(ownersOf(order.slice(0, 3)), 'a a b');
  assert.equal(most, 2);
});

interface TestJob {
  id: string;
}

function jobsOf(owner: string, count: number): TestJob[] {
  return Array.from({ length: count }, (_, index) => ({ id: `${owner} ${index + 1}` }));
}

function ownersOf(order: readonly string[]): string {
  return order.map((id) => id.split(' ')[0]).join(' ');
}

/** Works on jobs, one at a time, and gives the first `count` in the order in which they were taken. */
async function takeAll(
  queue: Queue,
  kind: JobKind<TestJob>,
  count: number,
  handler: (job: TestJob, attempt: Attempt) => Promise<void> = async () => {},
): Promise<string[]> {
  const order: string[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  await queue.work(kind, { all: 1 }, async (job, attempt) => {
    order.push(job.id);
    if (order.length === count) resolve();
    await handler(job, attempt);
  });
  await promise;
  return order;
}

/** Jobs that are their owner's and a number. */
function ownedKind(name: string): JobKind<TestJob> {
  const query = `select id, split_part(id, ' ', 1) as owner_id, split_part(id, ' ', 1) as owner_name
    from unnest($1::text[]) as id`;
  return { ...kindCalled(name), ownership: { idOf: ({ id }) => id, query } };
}

function kindCalled(name: string): JobKind<{ id: string }> {
  return { name, retryLimit: 3, expireInSeconds: 60, uniqueKey: ({ id }) => id };
}

async function open(
  kind: JobKind<TestJob>,
  soleWorker: boolean,
  weights?: ReadonlyMap<string, number>,
): Promise<Queue & AsyncDisposable> {
  const { connection } = postgres;
  const logger = createLogger({ level: 'silent' });
  const queue = await openQueue({ connection, kinds: [kind], soleWorker, weights, logger });
  return { ...queue, [Symbol.asyncDispose]: () => queue.stop() };
}
