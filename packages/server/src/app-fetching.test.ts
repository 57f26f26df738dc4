import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { createClock } from './clock.fixture.ts';
import { listen } from './processes/listen.ts';
import { type ImageAnswer, until, walkUploadRoad } from './upload-road.fixture.ts';

/** The files of the origin servers, by path. */
const pages = new Map<string, (request: IncomingMessage, response: ServerResponse) => void>();
let app: TestApp;
let origin: string;
let other: string;
const origins: Server[] = [];

before(async () => {
  app = await startTestApp({ TIEPOINT_MAX_PHOTO_BYTES: '2000000', TIEPOINT_REGISTRATION: 'open' });
  [origin, other] = await Promise.all([startOrigin(), startOrigin()]);
});
after(async () => {
  for (const server of origins) server.closeAllConnections();
  for (const server of origins) server.close();
  await app.remove();
});

const { createProject, imageOf, settled, upload } = walkUploadRoad(() => app);

const NONE = { altitoken: '' };
const MUTATION = `mutation ($pid: ID!, $url: String!, $filename: String, $checksum: String, $token: String) {
  uploadImageURL(pid: $pid, url: $url, filename: $filename, checksum: $checksum, token: $token) {
    id state name filename error errorCodes } }`;

async function startOrigin(): Promise<string> {
  const server = createServer((request, response) => {
    const page = pages.get(decodeURI(request.url ?? ''));
    if (page) page(request, response);
    else response.writeHead(404).end();
  });
  origins.push(server);
  return `http://127.0.0.1:${await listen(server, { host: '127.0.0.1', port: 0, flag: '' })}`;
}

function uploadFrom(variables: {
  pid: string;
  url: string;
  filename?: string;
  checksum?: string;
  token?: string;
}) {
  interface Answer {
    uploadImageURL: ImageAnswer & { name: string };
  }
  return app.ask<Answer>(MUTATION, variables).then((answer) => answer.uploadImageURL);
}

function networkTest(url: string, headers?: Record<string, string>) {
  return app.askRaw('query ($url: String) { support { networkTest(url: $url) } }', { url }, headers);
}

test('the server fetches a photo through redirects, by a URL in raw UTF-8, with the token for its first host alone', async () => {
  const photo = await makePhoto(30);
  const seen: (string | undefined)[] = [];
  pages.set('/geschützt//Foto 1.jpg', ({ headers }, response) => {
    seen.push(headers.authorization);
    response.writeHead(302, { location: `${other}/cdn.jpg` }).end();
  });
  pages.set('/cdn.jpg', ({ headers }, response) => {
    seen.push(headers.authorization);
    response.end(photo);
  });
  const pid = await createProject();
  const source = { pid, url: `${origin}/geschützt//Foto 1.jpg`, filename: '', token: 'opensesame' };
  const image = await uploadFrom({ ...source, checksum: sha1(photo) });
  assert.equal(image.state, 'Pending');
  assert.equal(image.name, 'Foto 1.jpg');
  assert.equal((await settled(pid, image.id)).state, 'Ready');
  assert.deepEqual(seen, ['Bearer opensesame', undefined]);
  const again = await uploadFrom({ ...source, checksum: sha1(photo) });
  assert.equal(again.id, image.id);
  assert.equal(again.state, 'Ready');
  assert.equal(seen.length, 2);
  const log = await readFile(join(app.dataFolder, 'server.log'), 'utf8');
  assert.doesNotMatch(log, /opensesame/);
});

test('a missing photo is Invalid, and can be fetched again under the same record', async () => {
  const photo = await makePhoto(31);
  const pid = await createProject();
  const source = { pid, url: `${origin}/late.jpg`, checksum: sha1(photo) };
  const { id } = await uploadFrom(source);
  const missing = await settled(pid, id);
  assert.deepEqual(missing.errorCodes, ['FetchFailed']);
  assert.match(missing.error?.[0] ?? '', /HTTP status 404/);
  pages.set('/late.jpg', (_, response) => response.end(photo));
  assert.equal((await uploadFrom(source)).id, id);
  assert.equal((await settled(pid, id)).state, 'Ready');
});

test('transient errors are retried', async () => {
  const photos = await Promise.all([makePhoto(32), makePhoto(36)]);
  const answers = [
    (response: ServerResponse) => response.writeHead(500).end(),
    (response: ServerResponse) =>
      response.writeHead(200, { 'content-length': 9999 }).write('half', () => response.destroy()),
  ];
  const pid = await createProject();
  const images = await Promise.all(
    answers.map(async (fail, n) => {
      let asked = 0;
      pages.set(`/flaky${n}.jpg`, (_, response) => (asked++ ? response.end(photos[n]) : fail(response)));
      return uploadFrom({ pid, url: `${origin}/flaky${n}.jpg` });
    }),
  );
  for (const { id } of images) assert.equal((await settled(pid, id)).state, 'Ready');
});

test('files that are too large, differ from their checksum, or are web pages are Invalid', async () => {
  const pid = await createProject();
  pages.set('/large.jpg', (_, response) =>
    response.writeHead(200, { 'content-length': 2_000_001 }).write('x'),
  );
  pages.set('/endless.jpg', (_, response) => {
    const megabyte = Buffer.alloc(1_000_000);
    response.on('drain', () => response.write(megabyte)).write(megabyte);
  });
  pages.set('/page.html', (_, response) => response.end('<html>'));
  const codesOf = async (path: string, checksum?: string) => {
    const { id } = await uploadFrom({ pid, url: `${origin}${path}`, checksum });
    return (await settled(pid, id)).errorCodes;
  };
  assert.deepEqual(await codesOf('/large.jpg'), ['TooLarge']);
  assert.deepEqual(await codesOf('/endless.jpg'), ['TooLarge']);
  assert.deepEqual(await codesOf('/page.html'), ['NotAnImage']);
  assert.deepEqual(await codesOf('/page.html', sha1(Buffer.from('other'))), ['ChecksumMismatch']);
});

test('a forbidden address is refused without a record, a redirect to one makes the photo Invalid', async () => {
  const pid = await createProject();
  const refused = [
    'http://10.0.0.1/a.jpg',
    'http://[fd00::1]/',
    'ftp://example.com/a',
    'http://u:p@example.com/',
    'http://example.com/a\0.jpg',
    '',
  ];
  for (const url of refused) {
    const { errors } = await app.askRaw(MUTATION, { pid, url });
    assert.equal(errors?.[0]?.extensions.code, 'BAD_INPUT', url);
  }
  const injected = await app.askRaw(MUTATION, { pid, url: `${origin}/`, token: 'a\r\nx: y' });
  assert.equal(injected.errors?.[0]?.extensions.code, 'BAD_INPUT');
  const count = 'query ($pid: ID!) { project(id: $pid) { numImage } }';
  assert.deepEqual(await app.ask(count, { pid }), { project: { numImage: 0 } });
  pages.set('/inside', (_, response) =>
    response.writeHead(302, { location: 'http://169.254.169.254/x' }).end(),
  );
  const { id } = await uploadFrom({ pid, url: `${origin}/inside` });
  const image = await settled(pid, id);
  assert.deepEqual(image.errorCodes, ['FetchFailed']);
  assert.match(image.error?.[0] ?? '', /not a public address/);
});

test('a fetch interrupted by a stop is restarted, with its token', async () => {
  const photo = await makePhoto(33);
  const tokens: (string | undefined)[] = [];
  pages.set('/slow.jpg', ({ headers }, response) => {
    tokens.push(headers.authorization);
    if (tokens.length > 1) response.end(photo);
    else response.writeHead(200, { 'content-length': photo.length }).write(photo.subarray(0, 1000));
  });
  const pid = await createProject();
  const { id } = await uploadFrom({ pid, url: `${origin}/slow.jpg`, checksum: sha1(photo), token: 'kept' });
  await until(async () => tokens.length === 1);
  assert.equal((await imageOf(pid, id)).state, 'Uploading');
  await app.restart();
  assert.equal((await settled(pid, id)).state, 'Ready');
  assert.deepEqual(tokens, ['Bearer kept', 'Bearer kept']);
});

test('a fetch ends when its image is removed, and uses a newer URL of the same photo', async () => {
  const photo = await makePhoto(34);
  const open = new Set<string>();
  const hang = (path: string) =>
    pages.set(path, (_, response) => {
      open.add(path);
      response.on('close', () => open.delete(path)).write('begun');
    });
  hang('/removed.jpg');
  hang('/gone.jpg');
  pages.set('/moved.jpg', (_, response) => response.end(photo));
  const pid = await createProject();
  const removed = await uploadFrom({ pid, url: `${origin}/removed.jpg` });
  const moved = await uploadFrom({ pid, url: `${origin}/gone.jpg`, checksum: sha1(photo) });
  await until(async () => open.size === 2);
  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id: removed.id });
  await uploadFrom({ pid, url: `${origin}/moved.jpg`, checksum: sha1(photo) });
  await until(async () => open.size === 0);
  assert.equal((await settled(pid, moved.id)).state, 'Ready');
});

test('a fetch ends when its project is transferred: its bytes would still be those of the giver', async () => {
  const begun = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  pages.set('/given.jpg', (_, response) => {
    response.on('close', ended.resolve).write('begun');
    begun.resolve();
  });
  const pid = await createProject();
  await uploadFrom({ pid, url: `${origin}/given.jpg` });
  await begun.promise;
  await app.ask(
    'mutation { registerUser(email: "ada@example.com", username: "ada", password: "ada ada ada") }',
  );
  const transfer = `mutation ($pid: ID!) {
    transferProject(id: $pid, options: { email: "ada@example.com" }) { result } }`;
  assert.deepEqual(await app.ask(transfer, { pid }), { transferProject: { result: 'Success' } });
  await ended.promise;
});

test('a photo that has arrived another way is not fetched', async () => {
  const photo = await makePhoto(35);
  const pid = await createProject();
  const image = await upload(pid, 'a.jpg', photo);
  const same = await uploadFrom({ pid, url: `${origin}/never-asked.jpg`, checksum: sha1(photo) });
  assert.equal(same.id, image.id);
  assert.equal(same.state, 'Ready');
});

test('a fetch times out after a day', async () => {
  const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
  pages.set('/never.jpg', (_, response) => begin(void response.write('begun')));
  const pid = await createProject();
  const { id } = await uploadFrom({ pid, url: `${origin}/never.jpg` });
  await begun;
  const clock = createClock();
  await clock.pass(app, 23 * 60, 'running');
  assert.equal((await imageOf(pid, id)).state, 'Uploading');
  await clock.pass(app, 2 * 60, 'running');
  assert.deepEqual((await settled(pid, id)).errorCodes, ['TimedOut']);
  await app.restart();
});

test('a fetch needs a valid user and their own project', async () => {
  const pid = await createProject();
  const url = `${origin}/a.jpg`;
  const register =
    'mutation { registerUser(email: "eve@example.com", username: "eve", password: "eve eve eve") }';
  const { registerUser } = await app.ask<{ registerUser: string }>(register);
  for (const project of [pid, 'ffffffffffffffffffffffff']) {
    const { errors } = await app.askRaw(MUTATION, { pid: project, url }, { altitoken: registerUser });
    assert.deepEqual(
      errors?.map(({ message, extensions }) => [message, extensions.code]),
      [['There is no such project.', 'NOT_FOUND']],
    );
  }
  const unknown = await app.askRaw(MUTATION, { pid, url }, NONE);
  assert.equal(unknown.errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
});

test('the network test tells every valid app whether a URL can be fetched', async () => {
  pages.set('/', (_, response) => response.end('here'));
  pages.set('/elsewhere', (_, response) => response.writeHead(302, { location: '/' }).end());
  const resultOf = async (url: string) => (await networkTest(url, NONE)).data?.support;
  assert.deepEqual(await resultOf(origin), { networkTest: 'Success' });
  assert.deepEqual(await resultOf(`${origin}/elsewhere`), { networkTest: 'Success' });
  const failures: [string, RegExp][] = [
    [`${origin}/missing`, /HTTP status 404/],
    ['http://192.168.0.1:8080/', /not a public address/],
    ['http://127.0.0.1:1/', /connection to 127.0.0.1:1 failed/],
    ['', /complete URL is needed/],
  ];
  for (const [url, why] of failures) {
    const { networkTest } = (await resultOf(url)) as { networkTest: string };
    assert.match(networkTest, why);
  }
  for (const headers of [{ key: 'unknown' }, { key: 'tiepoint_web', ...NONE }]) {
    const { data, errors } = await networkTest(origin, headers);
    assert.deepEqual(data?.support, { networkTest: null });
    assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
  }
  assert.equal((await networkTest(origin, { key: 'tiepoint_web' })).errors, undefined);
  const many = Array.from({ length: 14 }, (_, index) => `a${index}: networkTest(url: "")`).join(' ');
  for (let calls = 0; calls < 2; calls++) await app.askRaw(`{ support { ${many} } }`, {}, NONE);
  const { errors } = await networkTest(origin, NONE);
  assert.equal(errors?.[0]?.extensions.code, 'RATE_LIMITED');
});
