import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createFakeEngine, type FakeEngine } from '@tiepoint/engines/testing';
import { connectToDatabase, makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { type DebianPostgres, findDebianPostgres, startDebianPostgres } from './debian-postgres.fixture.ts';
import { watchTasks } from './task-watch.fixture.ts';
import { startTraffic } from './traffic.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

const programs = findDebianPostgres();
const ENGINE = 'colmap';
/** Longer than a request waits. */
const AWAY_MS = 4000;
const BACK_WITHIN_MS = 10_000;
/** The server uses up to 18 connections: 10 of its pool, 7 of its queue, and one for health checks. */
const FEW_CONNECTIONS = 12;

describe("an operator's PostgreSQL", {
  skip: programs ? false : "Debian's postgresql is not installed",
}, () => {
  let postgres: DebianPostgres;
  let app: TestApp;
  let engine: FakeEngine;
  let work: string;
  before(async () => {
    postgres = await startDebianPostgres(programs ?? '');
    work = await mkdtemp(join(tmpdir(), 'tiepoint-operator-'));
    engine = createFakeEngine(work, ENGINE);
    const openEngines = async () => ({ engines: new Map([[ENGINE, engine]]), defaultEngine: ENGINE });
    app = await startTestApp({ TIEPOINT_DATABASE_URL: postgres.url }, { openEngines });
    app.failed.catch((error) => assert.fail(error));
  });
  after(async () => {
    await app?.remove();
    await postgres?.remove();
    if (work) await rm(work, { recursive: true });
  });

  const { createProject, settled, upload } = walkUploadRoad(() => app);
  const { start, taskOf, ended } = watchTasks(() => app);

  test('may be restarted under load: everything continues within 10 seconds, and no photo is lost', async () => {
    const projectId = await createProject();
    const traffic = await startTraffic(app, projectId);
    await traffic.goesOn();
    await postgres.restart({}, AWAY_MS);
    const backAt = performance.now();
    await traffic.goesOn();
    await untilHealthy();
    const { photoIds, codes } = await traffic.stop();
    assert.deepEqual(codes, ['UNAVAILABLE']);
    await Promise.all(photoIds.map((id) => settled(projectId, id)));
    const took = performance.now() - backAt;
    assert.ok(took < BACK_WITHIN_MS, `it took ${Math.round(took)} ms`);
    const states = await Promise.all(photoIds.map(async (id) => (await settled(projectId, id)).state));
    assert.deepEqual([...new Set(states)], ['Ready']);
  });

  test('may be restarted during a reconstruction, which continues', async () => {
    const projectId = await createProject();
    for (const seed of [1, 2, 3]) await upload(projectId, `${seed}.jpg`, await makePhoto(seed));
    engine.holdsIn = 'Think';
    await start(projectId);
    await until(async () => (await taskOf(projectId)).stepName === 'Think');
    await postgres.restart({}, AWAY_MS);
    engine.holdsIn = undefined;
    await untilHealthy();
    assert.equal((await ended(projectId)).state, 'Done');
    const client = await connectToDatabase(app);
    const { rows } = await client.query('select fence from tasks where project_id = $1', [projectId]);
    await client.end();
    assert.deepEqual(rows, [{ fence: 1 }]);
  });

  test('may have too few connections: the available ones are shared', async () => {
    await postgres.restart({ max_connections: String(FEW_CONNECTIONS), superuser_reserved_connections: '0' });
    await untilHealthy();
    const projectId = await createProject();
    const traffic = await startTraffic(app, projectId);
    await traffic.goesOn();
    const { photoIds, codes } = await traffic.stop();
    assert.deepEqual(
      codes.filter((code) => code !== 'UNAVAILABLE'),
      [],
    );
    for (const id of photoIds) assert.equal((await settled(projectId, id)).state, 'Ready');
    await postgres.restart();
    await untilHealthy();
  });

  test('is waited for while it starts, and reported when it stays unreachable', async () => {
    await app.stop();
    await postgres.stop();
    await assert.rejects(app.restart(), {
      name: 'StartupError',
      message: /The database can't be used: connect ECONNREFUSED .*TIEPOINT_DATABASE_URL/,
    });
    const [restarted] = await Promise.all([app.restart(), setTimeout(500).then(() => postgres.restart())]);
    assert.equal(restarted, undefined);
    await untilHealthy();
  });

  async function untilHealthy(): Promise<void> {
    await until(async () => (await fetch(`${app.endpoint}/healthz`)).status === 200);
  }
});
