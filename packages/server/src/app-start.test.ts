import assert from 'node:assert/strict';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from './app.fixture.ts';
import { startApp } from './app.ts';
import { loadConfig } from './config/config.ts';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

test('credentials are for their owner only, and stay the same over a restart', async () => {
  const before = app.credentials;
  assert.equal((await stat(join(app.dataFolder, 'credentials.json'))).mode & 0o777, 0o600);
  await app.restart();
  assert.equal(app.firstStart, false);
  assert.equal(app.credentials.token, before.token);
});

test('a second server on the same data folder is refused', async () => {
  const config = loadConfig({}, { dataFolder: app.dataFolder, port: 0, storagePort: 0 });
  await assert.rejects(startApp(config), /Another Tiepoint server works in/);
});

test('a taken port is named, and nothing is left running', async () => {
  const other = await startTestApp();
  await other.stop();
  const port = Number(new URL(app.endpoint).port);
  const config = loadConfig({}, { dataFolder: other.dataFolder, port, storagePort: 0 });
  await assert.rejects(startApp(config), { message: new RegExp(`Port ${port} is taken`) });
  await other.restart();
  await other.remove();
});
