import assert from 'node:assert/strict';
import { rename } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { connectToDatabase, startTestApp, type TestApp } from './app.fixture.ts';
import { until } from './upload-road.fixture.ts';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

test('health needs no credentials', async () => {
  assert.deepEqual(await askHealth(), { status: 200, body: { status: 'ok' } });
});

test('a server without working storage is unhealthy', async () => {
  const work = join(app.dataFolder, 'work');
  await rename(work, `${work}.away`);
  await untilHealthIs({ storage: 'The data folder is not writable.' });
  await rename(`${work}.away`, work);
  await untilHealthIs(undefined);
});

test('a server without readable credentials is unhealthy', async () => {
  const path = join(app.dataFolder, 'credentials.json');
  await rename(path, `${path}.away`);
  await untilHealthIs({ credentials: 'The server is still starting.' });
  await rename(`${path}.away`, path);
  await untilHealthIs(undefined);
});

test('a read-only database makes requests fail for the moment, and everything continues afterwards', async () => {
  const client = await connectToDatabase(app);
  const set = async (value: string) => {
    await client.query(`alter database ${client.escapeIdentifier(client.database ?? '')} ${value}`);
    // Settings apply to new connections: end all of them, as in a failover.
    await client.query(
      'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
    );
  };
  await set('set default_transaction_read_only = on');
  await untilHealthIs({ database: 'The database is read-only.' });
  const { errors } = await app.askRaw('mutation { createProject(name: "refused") { id } }');
  assert.deepEqual(errors?.[0]?.extensions, {
    code: 'UNAVAILABLE',
    errorCode: 'Unavailable',
    retryAfterSeconds: 2,
  });
  await client.query('set default_transaction_read_only = off');
  await client.query(
    `alter database ${client.escapeIdentifier(client.database ?? '')} reset default_transaction_read_only`,
  );
  await client.end();
  await untilHealthIs(undefined);
  // Read-only connections are dropped one by one; each request meets at most one.
  await until(async () => !(await app.askRaw('mutation { createProject(name: "made") { id } }')).errors);
});

async function untilHealthIs(problems: object | undefined): Promise<void> {
  const expected = problems
    ? { status: 503, body: { status: 'unavailable', problems } }
    : { status: 200, body: { status: 'ok' } };
  let found: object = {};
  await until(async () => {
    found = await askHealth();
    await setTimeout(50);
    return JSON.stringify(found) === JSON.stringify(expected);
  }).catch(() => {});
  assert.deepEqual(found, expected);
}

async function askHealth(): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${app.endpoint}/healthz`);
  return { status: response.status, body: await response.json() };
}
