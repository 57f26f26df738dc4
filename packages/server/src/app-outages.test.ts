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
/** What requests may be told in the meantime, beside nothing. */
const RETRYABLE = ['UNAVAILABLE'];

let app: TestApp;
before(async () => {
  app = await startTestApp();
  // The end of a test that is done would cover up what a server dies of.
  app.failed.catch((error) => assert.fail(error));
});
after(() => app.remove());

const { createProject, settled } = walkUploadRoad(() => app);

test('a database that is killed under load costs a moment, no photo and no event', {
  skip: process.env.TIEPOINT_DATABASE_URL && 'it is not ours to kill',
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

test('connections that are cut under load cost a moment, no photo and no event', async () => {
  const projectId = await createProject();
  await using told = await followReady(projectId);
  const traffic = await startTraffic(app, projectId);
  const client = await connectToDatabase(app);
  for (let kills = 0; kills < CUTS; kills++) {
    // All that any program of ours has, the one that waits for notifications included, but the killer's own.
    const statement = `select pg_terminate_backend(pid) from pg_stat_activity
      where datname = current_database() and pid <> pg_backend_pid() order by random() limit $1`;
    await client.query(statement, [1 + (kills % 5)]);
    await setTimeout(100 * Math.random());
  }
  await client.end();
  await traffic.goesOn();
  await assertWhole(projectId, await traffic.stop(), told);
});

test('a database whose folder is gone ends the server, with a sentence', {
  skip: process.env.TIEPOINT_DATABASE_URL && 'it is not ours to remove',
}, async () => {
  const doomed = await startTestApp();
  const failed = doomed.failed.catch((error: Error) => error);
  const id = await postmasterId(doomed);
  await rm(join(doomed.dataFolder, 'postgres'), { recursive: true, maxRetries: 10, retryDelay: 50 });
  // It would notice by itself within a minute.
  process.kill(id, 'SIGKILL');
  const error = await failed;
  assert.deepEqual(
    [error.name, /there is none in .*\/postgres any more/.test(error.message)],
    ['StartupError', true],
  );
  await doomed.remove();
});

/** Every photo whose PUT was answered is Ready, and told of; nobody was told of a fault of the server. */
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

/** The photos that the project's event stream calls Ready, over one connection. */
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
