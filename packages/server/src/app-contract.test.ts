import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { writeFakeColmap } from '@tiepoint/engines/testing';
import { type GraphqlAnswer, makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { assertGoReads, at, type GoCall } from './go-client.fixture.ts';
import { FILE_CALLS, OPEN_CALLS, USER_CALLS } from './go-client-queries.fixture.ts';
import { listen } from './processes/listen.ts';
import { until } from './upload-road.fixture.ts';

/* The contract with an existing client: every query that it sends, and the responses as it parses them. */

const CALLS: Record<string, GoCall> = { ...OPEN_CALLS, ...USER_CALLS, ...FILE_CALLS };
const RECEIVER = { email: 'receiver@example.org', username: 'Receiver', password: 'a long way home' };

let app: TestApp;
let photos: Server;
let photo: Buffer;
let origin: string;
let pid: string;
let folder: string;
const sent = new Set<string>();

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-contract-'));
  // Stands in for the engine: waits until told to fail.
  const script = `until [ -e "${folder}/go" ]; do sleep 0.05; done; exit 3`;
  const { path } = await writeFakeColmap(folder, script);
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open', TIEPOINT_COLMAP: path });
  photo = await makePhoto(70);
  photos = createServer((_request, response) => response.end(photo));
  origin = `http://127.0.0.1:${await listen(photos, { host: '127.0.0.1', port: 0, flag: '' })}`;
  pid = await create({ name: 'field', type: 'pro', visibility: 'public' });
});
after(async () => {
  photos.close();
  await app.remove();
  await rm(folder, { recursive: true });
});

test('every call with only the app key is answered', async () => {
  const open = async (path: string, name: keyof typeof OPEN_CALLS, variables = {}) =>
    at(await call(name, variables, { altitoken: '' }), path);
  assert.ok(await open('hello', 'hello'));
  assert.ok(await open('versions.api', 'version'));
  assert.equal(await open('support.systemMode', 'systemMode'), 'Normal');
  assert.deepEqual(await open('support.endpoints', 'endpoints'), { api: app.endpoint, web: app.endpoint });
  for (const kind of ['image', 'model', 'meta']) {
    assert.equal(await open('support.supportedCloud.0', 'supportedCloud', { kind }), 'S3');
  }
  assert.equal(await open('support.networkTest', 'networkTest', { url: `${origin}/a` }), 'Success');
  assert.equal(await open('bank.coinsToMoney', 'coinsToMoney', { coins: 1.5, currency: 'USD' }), 0);
  assert.equal(await open('bank.moneyToCoins', 'moneyToCoins', { money: 2, currency: 'USD' }), 0);
  const first = { bucket: 'local', cloud: 's3' };
  assert.deepEqual(await open('getGeoIPInfo.nearestBuckets.0', 'nearestBuckets'), first);
  assert.deepEqual(await open('getGeoIPInfo.nearestModelBuckets.0', 'nearestModelBuckets'), first);
  assert.equal(await open('getUserToken', 'getUserToken', { email: 'a@b.cc', password: 'wrong' }), null);
  assert.equal(await open('requestLoginCode.result', 'requestLoginCode', { phone: '1' }), 'Success');
  const byCode = { phone: '1', code: '2' };
  assert.equal(await open('getUserTokenByLoginCode', 'getUserTokenByLoginCode', byCode), null);
});

test('enums are listed by name, and an unknown type is null without an error', async () => {
  const lists: Record<string, string[]> = {
    BucketS3: ['local'],
    BucketOSS: ['local'],
    BucketMinio: ['local'],
    BucketMinioMeta: ['local'],
    BucketS3Model: ['local'],
    BucketMinioModel: ['local'],
    UPLOAD_TYPE: ['image', 'model', 'meta'],
    IMAGE_TYPE: ['JPEG', 'PNG', 'TIFF'],
    PROJECT_TYPE: ['free', 'pro'],
    PROJECT_VISIBILITY: ['public', 'unlisted', 'private'],
    IMPORTED_MODEL_TYPE: ['CAD', 'PHOTOGRAMMETRY', 'PTCLOUD'],
    TASK_TYPE: ['Native'],
    CURRENCY: ['USD'],
    LOCALE_TYPE: ['en'],
  };
  for (const [type, wanted] of Object.entries(lists)) {
    const found = await listEnum('enumValues', { type });
    for (const name of wanted) assert.ok(found.includes(name), `${type} ${name}`);
  }
  assert.equal(at(await call('enumValues', { type: 'NoSuchType' }), '__type'), null);
});

test('every error code is explained, in English and in Chinese', async () => {
  const codes = await listEnum('errorCodes', {});
  for (const type of ['START_ERROR', 'IMAGE_ERROR']) {
    for (const name of await listEnum('enumValues', { type })) assert.ok(codes.includes(name), name);
  }
  for (const lang of ['en', 'zh', 'zh_cn', 'zh_tw']) {
    for (const code of codes) {
      const info = at(
        await call('errorCodeInfo', { code, lang }, { altitoken: '' }),
        'support.errorCodeInfo',
      );
      assert.equal(at(info, 'code'), code);
      for (const text of [at(info, 'description'), at(info, 'solution')]) {
        assert.match(String(text), lang === 'en' ? /^[A-Z][ -~]+\.$/ : /\p{Script=Han}.*。$/u);
      }
    }
  }
});

test('the current user is returned; without one it is null without an error', async () => {
  assert.ok(at(await call('mySelf', {}), 'my.self.email'));
  assert.ok(at(await call('whoami', {}), 'my.self.username'));
  assert.equal(at(await call('whoami', {}, { altitoken: '' }), 'my.self'), null);
});

test('projects are returned, listed from empty cursors, and found by an id prefix', async () => {
  assert.equal(at(await call('project', { id: pid }), 'project.projectType'), 'pro');
  assert.equal(at(await call('project', { id: 'f'.repeat(24) }), 'project'), null);
  await call('myProjects', { first: 50, before: '', after: '', search: '' });
  await call('myProjects', { last: 1, before: '', after: '', search: pid.slice(0, 8) });
  const before = await call('myProjectsBefore', { before: '', after: '' });
  assert.equal(at(before, 'my.projects.edges.0.node.id'), pid);
  const found = await call('searchProject', { id: pid.slice(0, 10), limit: 1, myProj: true });
  assert.equal(at(found, 'search.projectID.0.id'), pid);
});

test('a photo becomes Ready by each upload protocol of the client', async () => {
  const checksum = sha1(photo);
  assert.equal(at(await call('hasImage', { pid, checksum }), 'hasImage'), null);
  const wanted = { pid, bucket: 'local', filename: 'a photo.JPG', type: 'JPEG', checksum };
  const iid = at(await call('uploadImageS3', wanted), 'uploadImageS3.image.id');
  assert.equal(at(await call('uploadImageOSS', wanted), 'uploadImageOSS.image.id'), iid);
  const { uploadImageMinio: minio } = (await call('uploadImageMinio', wanted)) as {
    uploadImageMinio: unknown;
  };
  assert.equal(at(minio, 'image.id'), iid);
  await call('startImageUpload', { iid });
  await put(at(minio, 'url'), photo);
  await call('doneImageUpload', { iid });
  await until(() => isReady(iid));
  assert.deepEqual(at(await call('hasImage', { pid, checksum }), 'hasImage'), { id: iid, state: 'Ready' });

  photo = await makePhoto(71);
  const fetched = { pid, url: `${origin}/b.jpg`, filename: '', checksum: sha1(photo) };
  const second = at(await call('uploadImageURL', fetched), 'uploadImageURL.id');
  await until(() => isReady(second));
  const images = await call('allImages', { id: pid, first: 50, before: '', after: '' });
  assert.equal(at(images, 'project.allImages.totalCount'), 2);
  assert.equal(at(images, 'project.allImages.edges.0.node.grounded'), false);
});

test('a meta file becomes Ready', async () => {
  const wanted = { pid, bucket: 'local', filename: 'group.txt' };
  const s3 = await call('uploadMetaFileS3', wanted);
  await call('uploadMetaFileMinio', wanted);
  const text = Buffer.from('a photo.JPG 1\n');
  await put(at(s3, 'uploadMetaFileS3.url'), text);
  const iid = at(s3, 'uploadMetaFileS3.file.id');
  await until(async () => at(await call('metaFile', { pid, iid }), 'project.metaFile.state') === 'Ready');
  const has = await call('hasMetaFile', { pid, checksum: sha1(text) });
  assert.equal(at(has, 'project.hasMetaFile.id'), iid);
  await call('uploadMetaURL', { pid, url: `${origin}/pose.txt`, filename: 'pose.txt', checksum: '' });
});

test('a model is registered, uploaded and completed', async () => {
  const id = await create({
    name: 'imported',
    visibility: 'public',
    imported: true,
    modelType: 'PHOTOGRAMMETRY',
  });
  const shown = await call('project', { id });
  assert.equal(at(shown, 'project.isImported'), true);
  assert.equal(at(shown, 'project.importedState'), 'Pending');
  const wanted = { id, bucket: 'local', filename: 'model.zip' };
  await call('uploadModelS3', wanted);
  await put(at(await call('uploadModelMinio', wanted), 'uploadModelMinio.url'), Buffer.from('no zip'));
  await call('uploadModelURL', { pid: id, url: `${origin}/part.zip`, filename: 'part.zip', checksum: '' });
  assert.equal(at(await call('doneModelUpload', { pid: id, merge: false }), 'doneModelUpload.id'), id);
});

test('a refused start has an error code and a message', async () => {
  const refused = at(await call('startReconstruction', { id: pid }), 'startReconstructionWithError');
  assert.equal(at(refused, 'error.code'), 1003);
  assert.match(String(at(refused, 'error.message')), /Only 2 photos are Ready/);
  assert.equal(at(refused, 'task'), null);
});

const STOP = 'mutation ($id: ID!) { stopReconstruction(id: $id) { id } }';

test("a project with a running task can't be transferred; stopped and restarted, the task says why it failed", async () => {
  photo = await makePhoto(72);
  const source = { url: `${origin}/c.jpg`, filename: 'c.jpg', checksum: '' };
  const third = await call('uploadImageURL', { pid, ...source });
  await until(() => isReady(at(third, 'uploadImageURL.id')));
  const started = at(await call('startReconstruction', { id: pid }), 'startReconstructionWithError');
  assert.equal(at(started, 'error'), null);
  assert.equal(at(started, 'task.taskType'), 'Native');
  const again = at(await call('startReconstruction', { id: pid }), 'startReconstructionWithError');
  assert.equal(at(again, 'error.code'), 1005);
  const given = await call('transferProject', { id: pid, email: RECEIVER.email, message: null });
  assert.match(String(at(given, 'transferProject.error.message')), /is waiting or running/);
  const stopped = at(await call('stopReconstruction', { id: pid }), 'stopReconstruction');
  assert.equal(at(stopped, 'state'), 'Stopped');
  assert.equal(at(await app.ask(STOP, { id: pid }), 'stopReconstruction'), null);
  await call('startReconstruction', { id: pid });
  await writeFile(join(folder, 'go'), '');
  const query = 'query ($pid: ID!) { project(id: $pid) { taskState error errorCode } }';
  await until(async () => at(await app.ask(query, { pid }), 'project.taskState') === 'Failed');
  const failed = at(await app.ask(query, { pid }), 'project');
  assert.match(String(at(failed, 'error')), /exit code 3/);
  assert.equal(at(failed, 'errorCode'), 'EngineFailed');
});

test('a project is reported, transferred and removed', async () => {
  assert.equal(at(await call('reportProject', { pid, desc: 'A hole.' }), 'reportProject.id'), pid);
  const register = `mutation ($email: String!, $username: String!, $password: String!) {
    registerUser(email: $email, username: $username, password: $password) }`;
  const receiver = { altitoken: String(at(await app.ask(register, RECEIVER), 'registerUser')) };
  const give = async (email: string) =>
    at(await call('transferProject', { id: pid, email, message: '' }), 'transferProject');
  assert.deepEqual(await give('nobody@example.org'), {
    error: { message: 'No other user of this server has this email.' },
    result: 'Fail',
  });
  assert.deepEqual(await give(RECEIVER.email.toUpperCase()), { error: null, result: 'Success' });
  assert.equal(at(await call('project', { id: pid }), 'project'), null);
  assert.equal(at(await call('project', { id: pid }, receiver), 'project.name'), 'field');
  assert.equal(at(await give(RECEIVER.email), 'result'), 'Fail');
  assert.equal(at(await call('removeProject', { id: pid }), 'removeProject'), null);
  assert.equal(at(await call('removeProject', { id: pid }, receiver), 'removeProject.id'), pid);
});

test('forms carry queries with literals and with variables', async () => {
  const post = async (form: Record<string, string>) => {
    const { key, token } = app.credentials;
    const headers = { key, altitoken: token };
    const response = await fetch(`${app.endpoint}/graphql`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(form),
    });
    assert.equal(response.status, 200);
    return (await response.json()) as GraphqlAnswer;
  };
  assert.ok(
    (await post({ query: 'mutation { createProject(name: "form \\"1\\"") { id } }' })).data?.createProject,
  );
  const query = 'query Kind($kind: UPLOAD_TYPE) { support { supportedCloud(kind: $kind) } }';
  const variables = JSON.stringify({ kind: 'image' });
  assert.ok((await post({ query, variables, operationName: 'Kind' })).data?.support);
  assert.equal((await post({ query, variables: '{' })).errors?.[0]?.extensions.code, 'BAD_INPUT');
});

test('no query of the client was left out', () => {
  assert.deepEqual(
    Object.keys(CALLS).filter((name) => !sent.has(name)),
    [],
  );
});

async function isReady(image: unknown): Promise<boolean> {
  return at(await call('projectImage', { pid, iid: image }), 'project.image.state') === 'Ready';
}

async function create(wanted: object): Promise<string> {
  return String(at(await call('createProject', { type: 'free', ...wanted }), 'createProject.id'));
}

async function listEnum(name: string, variables: object): Promise<string[]> {
  const values = at(await call(name, variables, { altitoken: '' }), '__type.enumValues');
  return (values as { name: string }[]).map((value) => value.name);
}

async function put(url: unknown, body: Buffer): Promise<void> {
  const headers = { 'content-type': 'JPEG' };
  const response = await fetch(String(url), { method: 'PUT', headers, body: new Uint8Array(body) });
  assert.equal(response.status, 200);
}

/** Sends a query and parses the response like the client; errors end the call. */
async function call(name: string, variables: object, headers = {}): Promise<unknown> {
  const { text, data } = CALLS[name] ?? assert.fail(name);
  sent.add(name);
  const response = await fetch(`${app.endpoint}/graphql`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json; charset=utf-8',
      accept: 'application/json; charset=utf-8',
      key: app.credentials.key,
      altitoken: app.credentials.token,
      ...headers,
    },
    body: JSON.stringify({ query: text, variables }),
  });
  assert.equal(response.status, 200);
  const answer = (await response.json()) as GraphqlAnswer;
  assert.equal(answer.errors, undefined, `${name}: ${JSON.stringify(answer.errors)}`);
  assertGoReads(answer.data, data, name);
  return answer.data;
}
