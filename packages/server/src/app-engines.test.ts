import assert from 'node:assert/strict';
import { mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeFakeColmap, writeFakeOpenMvs } from '@tiepoint/engines/testing';
import { startTestApp, type TestApp } from './app.fixture.ts';

const ENGINES = '{ support { engines { name title version abilities problem default } } }';

interface Answer {
  support: { engines: { name: string; version: string | null; problem: string | null; default: boolean }[] };
}

let app: TestApp;
let folder: string;
let now = Date.now();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-engines-'));
  const colmap = await writeFakeColmap(folder, 'exit 1');
  const openMvs = await writeFakeOpenMvs(join(folder, 'openmvs'));
  app = await startTestApp({
    TIEPOINT_COLMAP: colmap.path,
    TIEPOINT_OPENMVS: openMvs.folder,
    TIEPOINT_NODEODM: 'http://127.0.0.1:9?token=s3cret',
    TIEPOINT_ENGINE: 'openmvs',
  });
});

after(async () => {
  await app.remove();
  await rm(folder, { recursive: true });
});

test('an app without a user gets the installed engines, the default first', async () => {
  const { support } = await app.ask<Answer>(ENGINES, {}, { altitoken: '' });
  assert.deepEqual(
    support.engines.map(({ name, version, default: isDefault }) => [name, version, isDefault]),
    [
      ['openmvs', '2.4.0 with COLMAP 3.8', true],
      ['colmap', '3.8', false],
      ['nodeodm', null, false],
    ],
  );
  assert.match(support.engines[2]?.problem ?? '', /No NodeODM node answers \(127\.0\.0\.1:9\)/);
});

test('engines are not listed without a key', async () => {
  const { errors } = await app.askRaw(ENGINES, {}, { key: 'unknown', altitoken: '' });
  assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
});

test('installed engines are logged, once each, without secrets', async () => {
  const log = await readFile(join(app.dataFolder, 'server.log'), 'utf8');
  const told = log.split('\n').filter((line) => line.includes('"msg":"engine"'));
  assert.deepEqual(told.map((line) => JSON.parse(line).engine).sort(), ['colmap', 'nodeodm', 'openmvs']);
  assert.ok(!log.includes('s3cret'));
});

test('a program installed while the server is running is found a minute later', async () => {
  const path = join(folder, 'colmap');
  await rename(path, `${path}.away`);
  await app.restart(() => new Date(now));
  const problemOf = async () =>
    (await app.ask<Answer>(ENGINES)).support.engines.find(({ name }) => name === 'colmap')?.problem;
  assert.match((await problemOf()) ?? '', /apt-get install/);
  await rename(`${path}.away`, path);
  assert.match((await problemOf()) ?? '', /apt-get install/);
  now += 60_000;
  assert.equal(await problemOf(), null);
});
