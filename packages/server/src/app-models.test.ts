import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { makeZip } from '@tiepoint/texture/testing';
import sharp from 'sharp';
import { sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { createClock } from './clock.fixture.ts';
import { readLog } from './event-watchers.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* Imported models over the wire: from the first file to the viewer's files. */

interface ModelAnswer {
  isImported: boolean;
  importedState: string;
  error: string | null;
  importedModel: {
    triangles: number | null;
    points: number | null;
    notes: string[];
    files: { name: string; state: string; size: number | null }[];
  } | null;
  downloads: { edges: { node: { name: string; size: number; link: string } }[] };
}

const MODEL = `isImported importedState error importedModel { triangles points notes files { name state size } }
  downloads { edges { node { name size link } } }`;
const FACE = 'v 0 0 0\nv 1 0 0\nv 0 1 0\nf 1 2 3\n';
const MAX_MODEL_BYTES = 2 * 1024 * 1024;

let app: TestApp;
let files: Server;
before(async () => {
  app = await startTestApp({
    TIEPOINT_MAX_MODEL_BYTES: String(MAX_MODEL_BYTES),
    TIEPOINT_REGISTRATION: 'open',
  });
  files = createServer((request, response) => {
    if (request.url === '/model.zip') response.end(objZip());
    else response.writeHead(404).end();
  }).listen(0, '127.0.0.1');
});
after(async () => {
  files.close();
  await app.remove();
});

const { put } = walkUploadRoad(() => app);

/* Conversions mostly wait, so these tests run concurrently. */
describe('an imported model', { concurrency: true }, () => {
  test('a ZIP of OBJ with its texture becomes a GLB without a call to complete the upload', async () => {
    const pid = await createImported('PHOTOGRAMMETRY');
    assert.deepEqual(
      [(await modelOf(pid)).isImported, (await modelOf(pid)).importedState],
      [true, 'Pending'],
    );
    const texture = await sharp({ create: { width: 16, height: 16, channels: 3, background: 'green' } })
      .png()
      .toBuffer();
    const obj = `mtllib m.mtl\nusemtl a\n${FACE.replace('f 1 2 3', 'vt 0 0\nvt 1 0\nvt 0 1\nf 1/1 2/2 3/3')}`;
    const zip = makeZip([
      { name: 'tower/model.obj', content: obj },
      { name: 'tower/m.mtl', content: 'newmtl a\nmap_Kd wall.png\n' },
      { name: 'tower/wall.png', content: texture },
    ]);
    await send(pid, 'tower.zip', zip);
    await until(async () => (await modelOf(pid)).importedState === 'Converting');
    const { importedModel, downloads } = await settled(pid, 'Ready');
    assert.deepEqual([importedModel?.triangles, importedModel?.notes], [1, []]);
    assert.deepEqual(
      downloads.edges.map(({ node }) => node.name),
      ['model-web.glb', 'model.glb'],
    );
    for (const { node } of downloads.edges) {
      const glb = Buffer.from(await (await fetch(node.link)).arrayBuffer());
      assert.equal(glb.toString('latin1', 0, 4), 'glTF');
      assert.equal(glb.length, node.size);
    }
  });

  test('slices are joined on completion, and completing twice converts once', async () => {
    const pid = await createImported();
    const zip = objZip();
    await send(pid, 'm.zip.part.1', zip.subarray(0, 50));
    await send(pid, 'm.zip.part.2', zip.subarray(50));
    assert.equal((await modelOf(pid)).importedState, 'Pending');
    const done = () => finish(pid, true);
    const answers = await Promise.all([done(), done()]);
    assert.deepEqual(
      answers.map(({ id }) => id),
      [pid, pid],
    );
    await settled(pid, 'Ready');
    assert.equal((await done()).importedState, 'Ready');
    const moves = (await readLog(app, pid)).filter(({ kind }) => kind === 'ImportMoved');
    assert.equal(moves.length, 2, 'to Converting and to Ready');
  });

  test('points become a download, and a new upload goes back to Pending while the old model stays', async () => {
    const pid = await createImported('PTCLOUD');
    const ply =
      'ply\nformat ascii 1.0\nelement vertex 2\nproperty float x\nproperty float y\nproperty float z\nend_header\n';
    await send(pid, 'cloud.ply', Buffer.from(`${ply}0 0 0\n1 1 1\n`));
    await finish(pid, false);
    assert.equal((await settled(pid, 'Ready')).importedModel?.points, 2);
    await register(pid, 'broken.glb');
    assert.equal((await modelOf(pid)).importedState, 'Pending');
    await send(pid, 'broken.glb', Buffer.from('glTF but no more'));
    await finish(pid, false);
    const failed = await settled(pid, 'Failed');
    assert.match(failed.error ?? '', /broken\.glb is not a complete GLB.*Export it again/);
    assert.deepEqual(
      failed.downloads.edges.map(({ node }) => node.name),
      ['points.ply'],
    );
    await send(pid, 'good.obj', Buffer.from(FACE));
    await finish(pid, false);
    const ready = await settled(pid, 'Ready');
    assert.equal(ready.error, null);
    assert.deepEqual(
      ready.downloads.edges.map(({ node }) => node.name),
      ['model-web.glb', 'model.glb'],
    );
  });

  test('a model above the size limit is LimitExceeded', async () => {
    const pid = await createImported();
    for (const name of ['m.zip.001', 'm.zip.002']) await send(pid, name, Buffer.alloc(MAX_MODEL_BYTES * 0.6));
    await finish(pid, true);
    assert.match(
      (await settled(pid, 'LimitExceeded')).error ?? '',
      /has 2\.4 MiB; the limit of this server is 2\.0/,
    );
  });

  test('the server fetches a model itself, and reports why it could not', async () => {
    const url = (path: string) => `http://127.0.0.1:${(files.address() as AddressInfo).port}/${path}`;
    const query = `mutation ($pid: ID!, $url: String!, $filename: String, $checksum: String) {
    uploadModelURL(pid: $pid, url: $url, filename: $filename, checksum: $checksum) { id state name filename } }`;
    const pid = await createImported();
    const variables = { pid, url: url('model.zip'), filename: '', checksum: sha1(objZip()) };
    const { uploadModelURL } = await app.ask<{ uploadModelURL: { name: string; state: string } }>(
      query,
      variables,
    );
    assert.deepEqual([uploadModelURL.name, uploadModelURL.state], ['model.zip', 'Pending']);
    await settled(pid, 'Ready');
    await app.ask(query, { ...variables, url: url('missing.zip') });
    assert.match((await settled(pid, 'Failed')).error ?? '', /missing\.zip could not be fetched\. .*404/);
    await app.ask(query, { ...variables, checksum: '0'.repeat(40) });
    assert.match((await settled(pid, 'Failed')).error ?? '', /has the SHA-1 .*; 0000\w+ was announced/);
  });

  test('clients find the upload buckets for models', async () => {
    const { support, getGeoIPInfo, s3, minio } = await app.ask<Record<string, unknown>>(`{
    support { supportedCloud(kind: model) } getGeoIPInfo { nearestModelBuckets { bucket cloud } }
    s3: __type(name: "BucketS3Model") { enumValues { name } } minio: __type(name: "BucketMinioModel") { enumValues { name } }
  }`);
    assert.deepEqual(support, { supportedCloud: ['S3', 'MINIO'] });
    assert.deepEqual(getGeoIPInfo, {
      nearestModelBuckets: [
        { bucket: 'local', cloud: 's3' },
        { bucket: 'local', cloud: 'minio' },
      ],
    });
    assert.deepEqual([s3, minio], Array(2).fill({ enumValues: [{ name: 'local' }] }));
  });

  test('a photo project accepts no model, and other users’ projects do not exist', async () => {
    const { createProject } = await app.ask<{ createProject: { id: string } }>(
      'mutation { createProject(name: "photos") { id } }',
    );
    const refused = await app.askRaw(uploadQuery('S3'), { id: createProject.id, filename: 'a.zip' });
    assert.match(refused.errors?.[0]?.message ?? '', /imported: true/);
    const pid = await createImported();
    const join =
      'mutation { registerUser(email: "eve@example.org", username: "eve", password: "eve eve eve") }';
    const stranger = { altitoken: (await app.ask<{ registerUser: string }>(join)).registerUser };
    const wrong = async (query: string, variables: object) =>
      (await app.askRaw(query, variables, stranger)).errors?.[0]?.extensions.code;
    assert.equal(await wrong(uploadQuery('S3'), { id: pid, filename: 'a.zip' }), 'NOT_FOUND');
    assert.equal(await wrong(uploadQuery('Minio'), { id: pid, filename: 'a.zip' }), 'NOT_FOUND');
    assert.equal(
      await wrong('mutation ($id: ID!) { doneModelUpload(id: $id) { id } }', { id: pid }),
      'NOT_FOUND',
    );
    const byUrl = 'mutation ($id: ID!) { uploadModelURL(pid: $id, url: "http://127.0.0.1:1/") { id } }';
    assert.equal(await wrong(byUrl, { id: pid }), 'NOT_FOUND');
  });
});

test('a restart resumes a conversion, and fails uploads that have waited too long', async () => {
  const [converted, awaited] = [await createImported(), await createImported()];
  const url = await register(awaited, 'late.zip');
  // The URL stays valid over the restart.
  app.config.storagePort = Number(new URL(url).port);
  await createClock().pass(app, 66, 'running');
  await send(converted, 'model.zip', objZip());
  await finish(converted, false);
  await until(async () => (await modelOf(converted)).importedState === 'Converting');
  await app.restart();
  await settled(converted, 'Ready');
  const { error } = await settled(awaited, 'Failed');
  assert.equal(error, 'late.zip did not arrive within 65 minutes. Upload the model again.');
  // What arrives after its deadline is converted all the same.
  await put(url, objZip());
  await until(async () => (await modelOf(awaited)).importedState !== 'Failed');
  await settled(awaited, 'Ready');
});

function objZip(): Buffer {
  return makeZip([{ name: 'model.obj', content: FACE }]);
}

async function createImported(modelType = 'CAD'): Promise<string> {
  const query = `mutation ($modelType: IMPORTED_MODEL_TYPE) {
    createProject(name: "model", imported: true, modelType: $modelType) { id } }`;
  return (await app.ask<{ createProject: { id: string } }>(query, { modelType })).createProject.id;
}

function uploadQuery(cloud: 'S3' | 'Minio'): string {
  return `mutation ($id: ID!, $filename: String!) {
    uploadModel${cloud}(id: $id, bucket: local, filename: $filename) { url file { id state name filename } } }`;
}

async function register(id: string, filename: string): Promise<string> {
  const cloud = filename.endsWith('.glb') ? 'Minio' : 'S3';
  const answer = await app.ask<Record<string, { url: string; file: { state: string; name: string } }>>(
    uploadQuery(cloud),
    { id, filename },
  );
  const { url, file } = answer[`uploadModel${cloud}`] ?? assert.fail();
  assert.deepEqual([file.state, file.name], ['Pending', filename]);
  return url;
}

async function send(pid: string, filename: string, bytes: Uint8Array): Promise<void> {
  await put(await register(pid, filename), bytes);
  await until(async () => {
    const { importedModel } = await modelOf(pid);
    return importedModel?.files.some(({ name, state }) => name === filename && state === 'Uploaded') ?? false;
  });
}

async function finish(id: string, merge: boolean): Promise<{ id: string; importedState: string }> {
  const query = `mutation ($pid: ID!, $merge: Boolean) { doneModelUpload(id: $pid, merge: $merge) { id importedState } }`;
  interface Answer {
    doneModelUpload: { id: string; importedState: string };
  }
  return (await app.ask<Answer>(query, { pid: id, merge })).doneModelUpload;
}

async function modelOf(pid: string): Promise<ModelAnswer> {
  return (
    await app.ask<{ project: ModelAnswer }>(`query ($pid: ID!) { project(id: $pid) { ${MODEL} } }`, { pid })
  ).project;
}

async function settled(pid: string, state: string): Promise<ModelAnswer> {
  for (;;) {
    const model = await modelOf(pid);
    if (!['Pending', 'Converting'].includes(model.importedState)) {
      assert.equal(model.importedState, state, model.error ?? '');
      // Fields of a query are read one after another: those before the state may be older.
      return modelOf(pid);
    }
    await setTimeout(50);
  }
}
