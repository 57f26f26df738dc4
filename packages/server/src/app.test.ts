import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import sharp from 'sharp';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { PROGRAM_VERSION } from './config/program-version.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* Uploads over the wire, with real parts: PostgreSQL, the object store, the queue, the decoder. */

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

const { createProject, register, put, imageOf, settled, upload } = walkUploadRoad(() => app);

test('a photo goes from registration to Ready without a call to complete the upload', async () => {
  const pid = await createProject();
  const bytes = await makePhoto(1);
  const checksum = sha1(bytes);
  const ask = `mutation ($pid: ID!, $checksum: String!) { hasImage(pid: $pid, checksum: $checksum) { id state } }`;
  assert.deepEqual(await app.ask(ask, { pid, checksum }), { hasImage: null });
  const { url, image } = await register(pid, 'DJI 0001 é.JPG', checksum);
  assert.equal(image.state, 'Pending');
  assert.match(image.filename, new RegExp(`^${checksum}-[0-9a-f]{8}\\.jpg$`));
  const begin = 'mutation ($id: ID!) { startImageUpload(id: $id) { state } }';
  assert.deepEqual(await app.ask(begin, { id: image.id }), { startImageUpload: { state: 'Uploading' } });
  await put(url, bytes);
  assert.equal((await settled(pid, image.id)).state, 'Ready');
  assert.deepEqual(await app.ask(ask, { pid, checksum: checksum.toUpperCase() }), {
    hasImage: { id: image.id, state: 'Ready' },
  });
  const query = `query ($pid: ID!) { project(id: $pid) { numImage gigaPixel imageCounts { state count } cover
    allImages(filter: Ready, before: "", after: "") { totalCount edges { node { name width height size checksum url thumbs } } } } }`;
  const { project } = await app.ask<{ project: Record<string, unknown> }>(query, { pid });
  assert.equal(project.numImage, 1);
  assert.equal(project.gigaPixel, 0.0020736);
  assert.deepEqual(project.imageCounts, [{ state: 'Ready', count: 1 }]);
  const { node } =
    (project.allImages as { edges: { node: Record<string, unknown> }[] }).edges[0] ?? assert.fail();
  assert.deepEqual(
    { name: node.name, width: node.width, height: node.height, size: node.size, checksum: node.checksum },
    { name: 'DJI 0001 é.JPG', width: 1200, height: 900, size: bytes.length, checksum },
  );
  const original = Buffer.from(await (await fetch(String(node.url))).arrayBuffer());
  assert.equal(sha1(original), checksum);
  const thumbs = await Promise.all(
    (node.thumbs as string[]).map(async (link) => (await fetch(link)).arrayBuffer()),
  );
  const sizes = await Promise.all(thumbs.map(async (thumb) => (await sharp(thumb).metadata()).width));
  assert.deepEqual(sizes, [256, 1024]);
});

test('bad photos become Invalid with a code and a message each', async () => {
  const pid = await createProject();
  const photo = await makePhoto(2);
  const small = await sharp(photo).resize(300).jpeg().toBuffer();
  const damaged = Buffer.from(photo);
  const middle = Math.floor(photo.length / 2);
  damaged.fill(0xff, middle, middle + 4000);
  const cases: [string, Uint8Array, string, string?][] = [
    ['truncated.jpg', photo.subarray(0, photo.length / 2), 'Truncated'],
    ['empty.jpg', Buffer.alloc(0), 'EmptyFile'],
    ['text.jpg', Buffer.from('<html><body>Not found</body></html>'), 'NotAnImage'],
    ['other.jpg', await makePhoto(3), 'ChecksumMismatch', sha1(Buffer.from('something else'))],
    ['small.jpg', small, 'TooSmall'],
    ['damaged.jpg', damaged, 'Damaged'],
  ];
  const found = await Promise.all(
    cases.map(([name, bytes, , checksum]) => upload(pid, name, bytes, checksum)),
  );
  assert.deepEqual(
    found.map((image) => image.errorCodes),
    cases.map(([, , code]) => [code]),
  );
  assert.deepEqual([...new Set(found.map((image) => image.state))], ['Invalid']);
  for (const { error } of found) assert.match(error?.join() ?? '', /\.$/);
});

test('an announced checksum and size are compared with the upload, and can be announced again', async () => {
  const pid = await createProject();
  const photo = await makePhoto(5);
  const announce = async (said: { type?: string; size?: number }) => {
    const query = `mutation ($pid: ID!, $image: ImageAnnouncement!) {
      uploadImages(pid: $pid, bucket: local, images: [$image]) { url image { id } } }`;
    const image = { filename: 'a.png', checksum: sha1(photo), ...said };
    interface Answer {
      uploadImages: { url: string; image: { id: string } }[];
    }
    const [grant] = (await app.ask<Answer>(query, { pid, image })).uploadImages;
    await put(grant?.url ?? '', photo);
    return settled(pid, grant?.image.id ?? '');
  };
  const size = photo.length;
  assert.deepEqual((await announce({ size: size + 1 })).errorCodes, ['SizeMismatch']);
  assert.deepEqual((await announce({ size, type: 'PNG' })).errorCodes, ['WrongType']);
  // A file name does not determine the type.
  assert.equal((await announce({ size })).state, 'Ready');
  const mistaken = `mutation { uploadImages(pid: "${pid}", bucket: local, images: [{ filename: "a", size: -1 }]) { url } }`;
  const { errors } = await app.askRaw(mistaken);
  assert.equal(errors?.[0]?.extensions.code, 'BAD_INPUT');
});

test('an Invalid photo can be uploaded again under the same record', async () => {
  const pid = await createProject();
  const bytes = await makePhoto(4);
  const first = await upload(pid, 'a.jpg', bytes.subarray(0, 5000), sha1(bytes));
  assert.deepEqual(first.errorCodes, ['ChecksumMismatch']);
  const second = await upload(pid, 'a.jpg', bytes);
  assert.equal(second.id, first.id);
  assert.equal(second.state, 'Ready');
  assert.equal(second.error, null);
});

test('the same bytes are one image, registered in parallel or without a checksum', async () => {
  const pid = await createProject();
  const bytes = await makePhoto(5);
  const names = Array.from({ length: 8 }, (_, index) => `copy-${index}.jpg`);
  const registered = await Promise.all(names.map((name) => register(pid, name, sha1(bytes))));
  assert.equal(new Set(registered.map(({ image }) => image.id)).size, 1);
  await Promise.all(registered.map(({ url }) => put(url, bytes)));
  assert.equal((await settled(pid, registered[0]?.image.id ?? '')).state, 'Ready');
  const nameless = await register(pid, 'no checksum.jpg');
  await put(nameless.url, bytes);
  assert.deepEqual((await settled(pid, nameless.image.id)).errorCodes, ['Duplicate']);
});

test('500 concurrent registrations of 50 photos, by every mutation, are 50 images', async () => {
  const pid = await createProject();
  const checksums = Array.from({ length: 50 }, (_, index) => sha1(Buffer.from(`photo ${index}`)));
  const ids = await Promise.all(
    Array.from({ length: 500 }, async (_, index) => {
      const cloud = (['S3', 'OSS', 'Minio'] as const)[index % 3] ?? 'S3';
      const query = `mutation ($pid: ID!, $bucket: Bucket${cloud}!, $filename: String!, $checksum: String) {
        answer: uploadImage${cloud}(pid: $pid, bucket: $bucket, filename: $filename, checksum: $checksum) {
          image { id } } }`;
      const photo = { filename: `${index}.jpg`, checksum: checksums[index % 50] };
      const { answer } = await app.ask<{ answer: { image: { id: string } } }>(query, {
        pid,
        bucket: 'local',
        ...photo,
      });
      return answer.image.id;
    }),
  );
  assert.equal(new Set(ids).size, 50);
  const query = 'query ($pid: ID!) { project(id: $pid) { numImage } }';
  assert.equal((await app.ask<{ project: { numImage: number } }>(query, { pid })).project.numImage, 50);
});

test('a photo replaced in the upload bucket after its verification changes nothing', async () => {
  const pid = await createProject();
  const bytes = await makePhoto(6);
  const { url, image } = await register(pid, 'a.jpg', sha1(bytes));
  await put(url, bytes);
  await settled(pid, image.id);
  await put(url, Buffer.from('something else'));
  await setTimeout(200);
  assert.equal((await imageOf(pid, image.id)).state, 'Ready');
  const query = 'query ($pid: ID!, $id: ID!) { project(id: $pid) { image(id: $id) { url } } }';
  const { project } = await app.ask<{ project: { image: { url: string } } }>(query, { pid, id: image.id });
  assert.equal(sha1(Buffer.from(await (await fetch(project.image.url)).arrayBuffer())), sha1(bytes));
});

test('work interrupted by a stop is done after the restart', async () => {
  const pid = await createProject();
  const photos = await Promise.all([7, 8, 9, 10].map(makePhoto));
  const images = await Promise.all(photos.map((bytes, index) => register(pid, `${index}.jpg`, sha1(bytes))));
  await Promise.all(images.map(({ url }, index) => put(url, photos[index] ?? assert.fail())));
  await app.restart();
  for (const { image } of images) assert.equal((await settled(pid, image.id)).state, 'Ready');
});

test('a start without enough Ready photos is refused with the reason', async () => {
  const pid = await createProject();
  const start = (id: string, name = 'startReconstructionWithError') => {
    const query = `mutation ($id: ID!) { start: ${name}(id: $id, options: { taskType: Native }) { error { code name message } task { id } } }`;
    return app.ask<{ start: { error: { code: number; name: string }; task: null } }>(query, { id });
  };
  assert.equal((await start('ffffffffffffffffffffffff')).start.error.name, 'ProjectNotFound');
  assert.equal((await start(pid)).start.error.name, 'NothingReady');
  await upload(pid, 'a.jpg', await makePhoto(11));
  assert.deepEqual((await start(pid)).start, {
    error: {
      code: 1003,
      name: 'TooFewPhotos',
      message: 'Only 1 photo is Ready; a reconstruction needs at least 3, taken from different places.',
    },
    task: null,
  });
  const { image } = await register(pid, 'late.jpg', sha1(Buffer.from('late')));
  assert.equal(
    (await start(pid)).start.error.name,
    'TooFewPhotos',
    'A photo that was only registered is left out.',
  );
  await app.ask('mutation ($id: ID!) { startImageUpload(id: $id) { state } }', { id: image.id });
  assert.equal((await start(pid)).start.error.name, 'ImagesInFlight');
});

test('a pending start with too few photos becomes a Failed task with the reason', async () => {
  const pid = await createProject();
  const bytes = await makePhoto(12);
  const { url, image } = await register(pid, 'a.jpg', sha1(bytes));
  const query = 'mutation ($id: ID!) { preStartReconstruction(id: $id) { error { name } task { id } } }';
  assert.deepEqual(await app.ask(query, { id: pid }), {
    preStartReconstruction: { error: null, task: null },
  });
  await put(url, bytes);
  await settled(pid, image.id);
  const tasks = 'query ($pid: ID!) { project(id: $pid) { preStarted tasks { state error } } }';
  interface Answer {
    project: { preStarted: boolean; tasks: { state: string; error: string }[] };
  }
  await until(async () => !(await app.ask<Answer>(tasks, { pid })).project.preStarted);
  const { project } = await app.ask<Answer>(tasks, { pid });
  assert.equal(project.tasks[0]?.state, 'Failed');
  assert.match(project.tasks[0]?.error ?? '', /Only 1 photo is Ready/);
});

test('without a valid key and token there is no user and no data', async () => {
  const pid = await createProject();
  const nobody = { altitoken: 'wrong' };
  assert.deepEqual(await app.ask('{ my { self { id } } }', {}, nobody), { my: { self: null } });
  const answer = await app.askRaw('query ($pid: ID!) { project(id: $pid) { id } }', { pid }, nobody);
  assert.equal(answer.errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
  const wrongKey = await app.askRaw('mutation { createProject(name: "x") { id } }', {}, { key: 'wrong' });
  assert.match(wrongKey.errors?.[0]?.message ?? '', /header `key`/);
});

test('an invalid query is a response with HTTP 200 and an error', async () => {
  const { key, token } = app.credentials;
  const post = (body: string, type: string) =>
    fetch(`${app.endpoint}/graphql`, {
      method: 'POST',
      body,
      headers: { 'content-type': type, key, altitoken: token },
    });
  const answers = await Promise.all([
    post('{"query":"{ nope }"}', 'application/json'),
    post('{bad json', 'application/json'),
    post('', 'application/json'),
    post('query={nope}', 'application/x-www-form-urlencoded'),
  ]);
  for (const answer of answers) {
    assert.equal(answer.status, 200);
    assert.equal(((await answer.json()) as { errors: unknown[] }).errors.length, 1);
  }
  const form = await post('query={versions{api}}', 'application/x-www-form-urlencoded');
  assert.deepEqual(await form.json(), { data: { versions: { api: PROGRAM_VERSION } } });
});
