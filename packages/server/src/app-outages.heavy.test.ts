import assert from 'node:assert/strict';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { connectToDatabase, startTestApp, type TestApp } from './app.fixture.ts';
import { overStream } from './event-watchers.fixture.ts';
import { startTraffic } from './traffic.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

const KILLED_POSTMASTERS = 3;
const CUTS = 20;
/** Error codes of requests during an outage. */
const RETRYABLE = ['UNAVAILABLE'];

let app: TestApp;
before(async () => {
  app = await startTestApp();
  // Ending the test would hide why the server failed.
  app.failed.catch((error) => assert.fail(error));
});
after(() => app.remove());

const { createProject, settled } = walkUploadRoad(() => app);

test('killing the database under load causes a short outage, without losing a photo or an event', {
  skip: process.env.TIEPOINT_DATABASE_URL && 'it is not the embedded database',
}, async () => {
  const projectId = await createProject();
  await using told = await followReady(projectId);
  const traffic = await startTraffic(app, projectId);
  await traffic.goesOn();
  for (let kills = 0; kills < KILLED_POSTMASTERS; kills++) {
    process.kill(await postmasterId(app), 'SIGKILL');
    await traffic.goesOn();
  }
  await assertWhole(projectId, await traffic.stop(), told);
});

test('cutting connections under load causes a short outage, without losing a photo or an event', async () => {
  const projectId = await createProject();
  await using told = await followReady(projectId);
  const traffic = await startTraffic(app, projectId);
  const client = await connectToDatabase(app);
  for (let kills = 0; kills < CUTS; kills++) {
    // All connections of Tiepoint, including the one for notifications, except this one.
    const statement = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() order by random() limit $1`;
    await client.query(statement, [1 + (kills % 5)]);
    await setTimeout(100 * Math.random());
  }
  await client.end();
  await traffic.goesOn();
  await assertWhole(projectId, await traffic.stop(), told);
});

test('a database whose folder is gone stops the server with a message', {
  skip: process.env.TIEPOINT_DATABASE_URL && 'it is not the embedded database',
}, async (t) => {
  const doomed = await startTestApp();
  t.after(() => doomed.remove());
  const failed = doomed.failed.catch((error: Error) => error);
  const id = await postmasterId(doomed);
  await rm(join(doomed.dataFolder, 'postgres'), { recursive: true, maxRetries: 10, retryDelay: 50 });
  // PostgreSQL would notice within a minute.
  process.kill(id, 'SIGKILL');
  const error = await failed;
  assert.deepEqual(
    [error.name, /The database in .*\/postgres is gone/.test(error.message)],
    ['StartupError', true],
  );
});

/** Every photo with a successful PUT is Ready and has its event; no request failed with an internal error. */
async function assertWhole(
  projectId: string,
  { photoIds, codes }: { photoIds: string[]; codes: string[] },
  told: ReadonlySet<string>,
): Promise<void> {
  assert.deepEqual(
    codes.filter((code) => !RETRYABLE.includes(code)),
    [],
  );
  await until(async () => (await countReady(projectId)) >= photoIds.length);
  const states = await Promise.all(photoIds.map(async (id) => (await settled(projectId, id)).state));
  assert.deepEqual([...new Set(states)], ['Ready']);
  await until(async () => photoIds.every((id) => told.has(id)));
}

/** The photos that become Ready in the project's event stream, over one connection. */
async function followReady(projectId: string): Promise<Set<string> & AsyncDisposable> {
  const query = 'query ($id: ID!) { project(id: $id) { eventCursor } }';
  interface Answer {
    project: { eventCursor: string };
  }
  const { project } = await app.ask<Answer>(query, { id: projectId });
  const events = overStream(app, projectId, { after: project.eventCursor });
  const told = new Set<string>();
  const follow = async () => {
    for await (const { imageState, subjectId } of events) if (imageState === 'Ready') told.add(subjectId);
  };
  const following = follow();
  following.catch(() => {});
  return Object.assign(told, { [Symbol.asyncDispose]: async () => void events.return() });
}

async function countReady(id: string): Promise<number> {
  const query = 'query ($id: ID!) { project(id: $id) { allImages(filter: Ready) { totalCount } } }';
  const { data } = await app.askRaw(query, { id });
  return (data?.project as { allImages: { totalCount: number } } | null)?.allImages.totalCount ?? 0;
}

async function postmasterId({ dataFolder }: TestApp): Promise<number> {
  const path = join(dataFolder, 'postgres', 'postmaster.pid');
  let id = Number.NaN;
  await until(async () => {
    const lines = (await readFile(path, 'utf8').catch(() => '')).split('\n');
    id = Number(lines[0]);
    return lines[7]?.trim() === 'ready';
  });
  return id;
}
