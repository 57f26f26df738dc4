import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';
import { openWatchedPool } from './watched-pool.ts';

let folder: string;
let postgres: EmbeddedPostgres;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watched-pool-'));
  await chmod(folder, 0o711);
  postgres = await startEmbeddedPostgres({ folder: join(folder, 'postgres') });
});
after(async () => {
  await postgres.stop();
  await rm(folder, { recursive: true });
});

test('an account that is refused for a minute is a permanent error; before, it is an outage', async () => {
  let clock = 0;
  const told: string[] = [];
  const pool = openWatchedPool(
    { ...postgres.connection, password: 'changed' },
    { onAway: () => told.push('away'), onRefused: () => told.push('refused') },
    () => clock,
  );
  await assert.rejects(pool.connect(), { name: 'Outage', kind: 'database' });
  clock = 59_000;
  await assert.rejects(pool.connect(), { name: 'Outage' });
  assert.deepEqual(told, ['away']);
  clock = 60_000;
  await assert.rejects(pool.connect(), { name: 'Outage' });
  assert.deepEqual(told, ['away', 'refused']);
  await pool.end();
});

test('a database that returns within three seconds is waited for, and a longer outage is reported once', async () => {
  const told: string[] = [];
  const watch = {
    onAway: () => told.push('away'),
    onBack: (seconds: number) => told.push(`back after ${seconds} s`),
  };
  let clock = 0;
  const settings = { ...postgres.connection, host: join(folder, 'nowhere') };
  const pool = openWatchedPool(settings, watch, () => {
    clock += 1000;
    return clock;
  });
  await assert.rejects(pool.connect(), { name: 'Outage' });
  await assert.rejects(pool.connect(), { name: 'Outage' });
  // The pool reads its settings for each connection.
  Object.assign(pool.options, { host: postgres.connection.host });
  (await pool.connect()).release();
  assert.match(told.join(), /^away,back after \d+ s$/);
  await pool.end();

  Object.assign(settings, { host: join(folder, 'nowhere') });
  told.length = 0;
  const patient = openWatchedPool(settings, watch);
  const waiting = patient.connect();
  await setTimeout(300);
  Object.assign(patient.options, { host: postgres.connection.host });
  (await waiting).release();
  assert.deepEqual(told, []);
  await patient.end();
});
