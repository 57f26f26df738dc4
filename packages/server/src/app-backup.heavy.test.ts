import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod, cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makePhoto, startTestApp, type TestApp } from './app.fixture.ts';
import { type RunningServer, startApp } from './app.ts';
import { backUp } from './backups/back-up.ts';
import { restore } from './backups/restore.ts';
import { upgradeDatabase } from './backups/upgrade-database.ts';
import { type Config, loadConfig } from './config/config.ts';
import { findDebianPostgres, startDebianPostgres } from './debian-postgres.fixture.ts';
import { overStream, takeUntil } from './event-watchers.fixture.ts';
import { jobs } from './start-work.ts';
import { startTraffic } from './traffic.fixture.ts';
import { walkUploadRoad } from './upload-road.fixture.ts';

let folder: string;
let app: TestApp;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-backup-'));
  await chmod(folder, 0o711);
  app = await startTestApp();
});
after(async () => {
  await app.remove();
  await rm(folder, { recursive: true });
});

const { createProject, upload } = walkUploadRoad(() => app);
const signal = new AbortController().signal;
const options = { kinds: jobs, signal };

test('a backup made under load is restored with every photo, and clients go on with their keys and cursors', async () => {
  const projectId = await createProject('kept');
  const photo = await makePhoto(3);
  const image = await upload(projectId, 'kept.jpg', photo);
  const { eventCursor } = await cursorOf(app, projectId);
  const traffic = await startTraffic(app, await createProject('busy'));
  await traffic.goesOn();
  const backup = join(folder, 'backup');
  const report = await backUp(app.config, backup, signal);
  await traffic.stop();
  assert.deepEqual(report.damaged, []);

  const config = configOf(join(folder, 'restored'));
  await restore(config, backup, options);
  const restored = await startApp(config);
  try {
    assert.equal(restored.credentials.token, app.credentials.token);
    assert.equal((await fetch(`${restored.endpoint}/healthz`)).status, 200);
    assert.deepEqual(await bytesOf(restored, projectId, image.id), photo);
    // Everything that was Ready at the time of the snapshot, whatever arrived meanwhile.
    const images = await readyImages(restored);
    assert.ok(images.length > 1);
    for (const url of images) assert.equal((await fetch(url)).status, 200);
    // New events come after those from before the backup.
    const register = `mutation ($pid: ID!) {
      uploadImageS3(pid: $pid, bucket: local, filename: "later.jpg") { image { id } } }`;
    await ask(restored, register, { pid: projectId });
    const events = overStream({ ...app, ...restored }, projectId, { after: eventCursor });
    const [later] = await takeUntil(events, ({ kind }) => kind === 'ImageRegistered');
    assert.equal(later?.kind, 'ImageRegistered');
  } finally {
    await restored.stop();
  }
});

test('an interrupted backup leaves nothing that looks like a backup, and does not delete an existing folder', async () => {
  const aborted = AbortSignal.abort(new Error('broken off'));
  await assert.rejects(backUp(app.config, join(folder, 'half'), aborted), { message: 'broken off' });
  assert.deepEqual(
    (await readdir(folder)).filter((name) => name.includes('half')),
    [],
  );
  const full = join(folder, 'full');
  await mkdir(full);
  await writeFile(join(full, 'letter.txt'), 'dear');
  await assert.rejects(backUp(app.config, full, signal), { name: 'StartupError', message: /is not empty/ });
  await assert.rejects(restore(configOf(join(folder, 'never')), full, options), {
    name: 'StartupError',
    message: /is not a backup that can be restored: it has no backup.json/,
  });
  assert.deepEqual(await readdir(full), ['letter.txt']);
});

const programs = findDebianPostgres();
const older = programs && Number(/(\d+)\/bin$/.exec(programs)?.[1]) < 18;

test('a database of an older PostgreSQL is reported at the start, and upgraded with one command', {
  skip: older ? false : 'no older PostgreSQL is installed',
}, async () => {
  const postgres = await startDebianPostgres(programs ?? '', 'tiepoint');
  const old = await startTestApp({ TIEPOINT_DATABASE_URL: postgres.url });
  const road = walkUploadRoad(() => old);
  const projectId = await road.createProject('old');
  const photo = await makePhoto(4);
  const image = await road.upload(projectId, 'old.jpg', photo);
  const { eventCursor } = await cursorOf(old, projectId);
  await old.stop();
  await postgres.stop();
  const config = configOf(old.dataFolder);
  await cp(postgres.folder, join(old.dataFolder, 'postgres'), { recursive: true });
  if (process.getuid?.() === 0)
    execFileSync('chown', ['-R', '65534:65534', join(old.dataFolder, 'postgres')]);

  await assert.rejects(startApp(config), {
    name: 'StartupError',
    message:
      /the format of PostgreSQL \d+, but this Tiepoint uses PostgreSQL 18. .* upgrade-database --data /,
  });
  const { kept } = await upgradeDatabase(config, options);
  assert.match(kept ?? '', /postgres-\d+$/);
  assert.deepEqual(await upgradeDatabase(config, options), { from: 18, to: 18 });
  const upgraded = await startApp(config);
  try {
    assert.equal(upgraded.credentials.token, old.credentials.token);
    assert.deepEqual(await bytesOf(upgraded, projectId, image.id), photo);
    assert.equal((await cursorOf(upgraded, projectId)).eventCursor >= eventCursor, true);
  } finally {
    await upgraded.stop();
    await old.remove();
    await postgres.remove();
  }
});

function configOf(dataFolder: string): Config {
  return loadConfig({}, { dataFolder, port: 0, storagePort: 0 });
}

async function ask<Data>(
  { endpoint, credentials: { key, token } }: RunningServer,
  query: string,
  variables: object,
): Promise<Data> {
  const response = await fetch(`${endpoint}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', key, altitoken: token },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors } = (await response.json()) as { data: Data; errors?: object };
  assert.equal(errors, undefined, JSON.stringify(errors));
  return data;
}

async function cursorOf(server: RunningServer, id: string): Promise<{ eventCursor: string }> {
  interface Answer {
    project: { eventCursor: string };
  }
  return (await ask<Answer>(server, 'query ($id: ID!) { project(id: $id) { eventCursor } }', { id })).project;
}

async function bytesOf(server: RunningServer, pid: string, id: string): Promise<Buffer> {
  const query = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { state url } } }';
  interface Answer {
    project: { image: { state: string; url: string } };
  }
  const { image } = (await ask<Answer>(server, query, { pid, id })).project;
  assert.equal(image.state, 'Ready');
  return Buffer.from(await (await fetch(image.url)).arrayBuffer());
}

/** Links to all photos of all projects that are Ready. */
async function readyImages(server: RunningServer): Promise<string[]> {
  const query = `{ my { allProjects(first: 5) { edges { node {
    allImages(first: 300, filter: Ready) { edges { node { url } } } } } } } }`;
  interface Edges<Node> {
    edges: { node: Node }[];
  }
  interface Answer {
    my: { allProjects: Edges<{ allImages: Edges<{ url: string }> }> };
  }
  const { my } = await ask<Answer>(server, query, {});
  return my.allProjects.edges.flatMap(({ node }) => node.allImages.edges.map((edge) => edge.node.url));
}
