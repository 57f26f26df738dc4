import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import { writeFakeColmap } from '@tiepoint/engines/testing';
import { createObjectStore } from '@tiepoint/object-store';
import sharp from 'sharp';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { createClock } from './clock.fixture.ts';
import { MAX_META_FILE_BYTES } from './meta-files/meta-file.ts';
import { walkMetaRoad } from './meta-road.fixture.ts';
import { listen } from './processes/listen.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

/* Meta files over the wire: from their upload to the job of a reconstruction. */

let app: TestApp;
let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-meta-'));
  // No model is made here: the job for COLMAP is in its folder.
  const colmap = await writeFakeColmap(folder, 'exit 1');
  app = await startTestApp({ TIEPOINT_COLMAP: colmap.path, TIEPOINT_REGISTRATION: 'open' });
});
after(async () => {
  await app.remove();
  await rm(folder, { recursive: true });
});

const { createProject, put, upload } = walkUploadRoad(() => app);

const { register, metaFile, settled, send, hasMetaFile } = walkMetaRoad(() => app, put);

test('clients find out where and how to upload meta files', async () => {
  const query = `{ support { supportedCloud(kind: meta) } getGeoIPInfo { nearestMetaBuckets { bucket cloud } }
    __type(name: "BucketMinioMeta") { enumValues { name } } }`;
  assert.deepEqual(await app.ask(query, {}, { altitoken: '' }), {
    support: { supportedCloud: ['S3', 'MINIO'] },
    getGeoIPInfo: {
      nearestMetaBuckets: [
        { bucket: 'local', cloud: 's3' },
        { bucket: 'local', cloud: 'minio' },
      ],
    },
    __type: { enumValues: [{ name: 'local' }] },
  });
});

test('a meta file goes from registration to Ready, and is found by its checksum only then', async () => {
  const pid = await createProject();
  const text = 'a photo.jpg 22.5 114.25 100\n';
  const { url, ttlSeconds, file } = await register(pid, 'Pose.TXT', '', 'Minio');
  assert.deepEqual(
    [file.state, file.name, file.checksum, ttlSeconds],
    ['Pending', 'pose.txt', null, 3 * 3600],
  );
  assert.equal(await hasMetaFile(pid, sha1(Buffer.from(text))), null);
  await put(url, Buffer.from(text));
  const ready = await settled(pid, file.id);
  assert.deepEqual([ready.state, ready.filesize, ready.error], ['Ready', text.length, null]);
  assert.equal(ready.checksum, sha1(Buffer.from(text)));
  assert.deepEqual(await hasMetaFile(pid, sha1(Buffer.from(text)).toUpperCase()), {
    id: file.id,
    state: 'Ready',
  });
  assert.equal(await hasMetaFile(pid, ''), null);
});

test('an invalid file becomes Failed with the line and the reason', async () => {
  const pid = await createProject();
  const bad = 'coordinatesystem wgs84\r\na.jpg 22.5 114.25 100\r\nb.jpg 22.5 high 100\r\n';
  const failed = await send(pid, 'pose.txt', bad);
  assert.equal(failed.state, 'Failed');
  assert.match(
    failed.error?.join() ?? '',
    /^pose\.txt, line 3: "high" is not a number; expected: name latitude/,
  );
  assert.equal(await hasMetaFile(pid, sha1(Buffer.from(bad))), null);
  assert.match((await send(pid, 'group.txt', '')).error?.join() ?? '', /group\.txt names no photo/);
  assert.match((await send(pid, 'initial.xms', '<x/>')).error?.join() ?? '', /not supported.*pose\.txt/);
  const large = await send(pid, 'camera.txt', '#'.repeat(MAX_META_FILE_BYTES + 1));
  assert.match(large.error?.join() ?? '', /camera\.txt has 16777217 bytes; the limit is 16777216/);
  const other = await send(pid, 'pose.txt', 'a.jpg 1 2 3', sha1(Buffer.from('something else')));
  assert.match(other.error?.join() ?? '', /was announced.* upload it again/);
});

test('an unknown name or an invalid checksum is refused at once', async () => {
  const pid = await createProject();
  const query = `mutation ($pid: ID!, $filename: String!, $checksum: String) {
    uploadMetaFileS3(pid: $pid, bucket: local, filename: $filename, checksum: $checksum) { url } }`;
  const named = await app.askRaw(query, { pid, filename: 'poses.csv' });
  assert.match(named.errors?.[0]?.message ?? '', /names camera\.txt, pose\.txt, group\.txt/);
  const summed = await app.askRaw(query, { pid, filename: 'pose.txt', checksum: '123' });
  assert.equal(summed.errors?.[0]?.extensions.code, 'BAD_INPUT');
});

test('the same name uploaded again replaces the earlier file as soon as it is Ready, and not before', async () => {
  const pid = await createProject();
  const first = await send(pid, 'pose.txt', 'a.jpg 1 2 3');
  const failed = await send(pid, 'pose.txt', 'a.jpg 1 2');
  assert.equal((await metaFile(pid, first.id))?.state, 'Ready');
  const second = await send(pid, 'pose.txt', 'a.jpg 1 2 4');
  const group = await send(pid, 'group.txt', 'a.jpg left');
  assert.deepEqual([await metaFile(pid, first.id), await metaFile(pid, failed.id)], [null, null]);
  assert.equal(await hasMetaFile(pid, first.checksum ?? ''), null);
  const query =
    'query ($pid: ID!) { project(id: $pid) { allMetaFiles(before: "") { totalCount edges { node { id } } } } }';
  assert.deepEqual(await app.ask(query, { pid }), {
    project: {
      allMetaFiles: { totalCount: 2, edges: [{ node: { id: second.id } }, { node: { id: group.id } }] },
    },
  });
});

test('the server fetches a meta file itself, and reports why it could not', async () => {
  const pid = await createProject();
  const origin = createServer((request, response) => {
    if (request.url === '/data/pose.txt') response.end('a.jpg 1 2 3\n');
    else response.writeHead(404).end();
  });
  const port = await listen(origin, { host: '127.0.0.1', port: 0, flag: '' });
  const query = `mutation ($pid: ID!, $url: String!, $filename: String, $checksum: String) {
    uploadMetaURL(pid: $pid, url: $url, filename: $filename, checksum: $checksum) { id state name filename } }`;
  const request = async (path: string, filename: string) => {
    const variables = { pid, url: `http://127.0.0.1:${port}${path}`, filename, checksum: '' };
    const { uploadMetaURL } = await app.ask<{ uploadMetaURL: { id: string } }>(query, variables);
    return settled(pid, uploadMetaURL.id);
  };
  const ready = await request('/data/pose.txt', '');
  assert.deepEqual([ready.state, ready.name, ready.error], ['Ready', 'pose.txt', null]);
  const failed = await request('/nothing', 'group.txt');
  assert.equal(failed.state, 'Failed');
  assert.match(failed.error?.join() ?? '', /^group\.txt could not be fetched\. .*404/);
  const refused = await app.askRaw(query, { pid, url: 'ftp://127.0.0.1/pose.txt' });
  assert.equal(refused.errors?.[0]?.extensions.code, 'BAD_INPUT');
  await new Promise((done) => origin.close(done));
});

test("somebody else's meta files answer as if they did not exist", async () => {
  const pid = await createProject();
  const { id, checksum } = await send(pid, 'pose.txt', 'a.jpg 1 2 3');
  const sign =
    'mutation { registerUser(email: "eve@example.com", username: "eve", password: "eve eve eve") }';
  const { registerUser } = await app.ask<{ registerUser: string }>(sign);
  const eve = { altitoken: registerUser };
  const variables = { pid, id, checksum };
  const read = `query ($pid: ID!, $id: ID!, $checksum: String!) {
    project(id: $pid) { metaFile(id: $id) { id } hasMetaFile(checksum: $checksum) { id } allMetaFiles { totalCount } } }`;
  assert.deepEqual(await app.ask(read, variables, eve), { project: null });
  const remove = 'mutation ($id: ID!) { removeMetaFile(id: $id) { id } }';
  assert.deepEqual(await app.ask(remove, { id }, eve), { removeMetaFile: null });
  const uploads = [
    'uploadMetaFileS3(pid: $pid, bucket: local, filename: "pose.txt") { url }',
    'uploadMetaFileMinio(pid: $pid, bucket: local, filename: "pose.txt") { url }',
    'uploadMetaURL(pid: $pid, url: "http://127.0.0.1/pose.txt") { id }',
  ];
  for (const mutation of uploads) {
    for (const project of [pid, 'ffffffffffffffffffffffff']) {
      const { errors } = await app.askRaw(`mutation ($pid: ID!) { ${mutation} }`, { pid: project }, eve);
      assert.deepEqual(
        errors?.map(({ message, extensions }) => [message, extensions.code]),
        [['There is no such project.', 'NOT_FOUND']],
      );
    }
  }
  assert.equal((await metaFile(pid, id))?.state, 'Ready');
  assert.deepEqual(await app.ask(remove, { id }), { removeMetaFile: { id } });
  assert.equal(await metaFile(pid, id), null);
});

test('a reconstruction gets the contents of the meta files, which override the EXIF', async () => {
  const pid = await createProject();
  await send(pid, 'pose.txt', 'DJI 1.JPG 10 20 30\ndji 2.jpg,11,21,31,0,-90,0\nno such photo.jpg 1 2 3\n');
  await send(pid, 'group.txt', 'DJI 1.JPG left\nDJI 2.JPG left\nDJI 3.JPG right\n');
  await send(pid, 'camera.txt', 'left 1200 900 1000 610 440 -0.1\nDJI 3.JPG 4000 3000 3500\n');
  const located = await sharp(await makePhoto(53))
    .withExif({
      IFD3: {
        GPSLatitudeRef: 'N',
        GPSLatitude: '48/1 0/1 0/1',
        GPSLongitudeRef: 'E',
        GPSLongitude: '9/1 0/1 0/1',
      },
    })
    .jpeg()
    .toBuffer();
  await upload(pid, 'DJI 1.JPG', await makePhoto(51));
  await upload(pid, 'DJI 2.JPG', await makePhoto(52));
  await upload(pid, 'DJI 3.JPG', located);
  const pose = await send(
    pid,
    'pose.txt',
    'DJI 1.JPG 10 20 30\ndji 2.jpg,11,21,31\nDJI 3.JPG 1 2 3\nx.jpg 1 2 3\n',
  );
  assert.deepEqual(pose.warnings, ['pose.txt, line 4: no Ready photo is called "x.jpg".']);
  await app.ask('mutation ($id: ID!) { startReconstructionWithError(id: $id) { error { name } } }', {
    id: pid,
  });
  const job = await submittedJob();
  const byName = Object.fromEntries(job.photos.map((photo) => [photo.displayName, photo]));
  assert.deepEqual(byName['DJI 1.JPG']?.position, { latitude: 10, longitude: 20, altitude: 30 });
  assert.deepEqual(byName['DJI 2.JPG']?.position, { latitude: 11, longitude: 21, altitude: 31 });
  assert.deepEqual(byName['DJI 3.JPG']?.position, { latitude: 48, longitude: 9 });
  assert.deepEqual(byName['DJI 1.JPG']?.lens, {
    focalLength: 1000,
    centreX: 610,
    centreY: 440,
    radial: -0.1,
  });
  assert.equal(byName['DJI 1.JPG']?.cameraKey, byName['DJI 2.JPG']?.cameraKey);
  assert.notEqual(byName['DJI 1.JPG']?.cameraKey, byName['DJI 3.JPG']?.cameraKey);
  assert.deepEqual(job.notes, [
    'Positions of 2 photos come from pose.txt.',
    '3 photos share cameras as in group.txt.',
    'Initial intrinsics of 2 photos come from camera.txt.',
    'camera.txt is not used for 1 photo: it is for another image size.',
    '1 name in pose.txt could not be assigned to a photo.',
  ]);
});

test('a file that arrives without an event is found by the sweep', async () => {
  const pid = await createProject();
  const { file } = await register(pid, 'pose.txt');
  await app.stop();
  const store = await createObjectStore({
    folder: join(app.dataFolder, 'objects'),
    buckets: ['local', 'private'],
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxObjectBytes: 1000,
  });
  const text = Readable.from([Buffer.from('a.jpg 1 2 3')]);
  await store.write({ bucket: 'local', key: `${pid}/meta/${file.filename}` }, text, {
    contentType: 'text/plain',
  });
  await store.close();
  await app.restart();
  assert.equal((await settled(pid, file.id)).state, 'Ready');
});

test('a file that never arrives is Failed after 65 minutes, and the earlier file stays', async () => {
  const pid = await createProject();
  const ready = await send(pid, 'pose.txt', 'a.jpg 1 2 3');
  const { file } = await register(pid, 'pose.txt');
  await createClock().pass(app, 66, 'running');
  const { state, error } = await settled(pid, file.id);
  assert.deepEqual(
    [state, error],
    ['Failed', ['The upload did not arrive within 65 minutes. Upload the file again.']],
  );
  assert.equal((await metaFile(pid, ready.id))?.state, 'Ready');
});

interface SubmittedJob {
  photos: { displayName: string; cameraKey: string; position?: object; lens?: object }[];
  notes: string[];
}

/** The job as stored by the engine. */
async function submittedJob(): Promise<SubmittedJob> {
  const work = join(app.dataFolder, 'work');
  const find = async () => {
    for (const name of await readdir(work)) {
      const text = await readFile(join(work, name, 'job.json'), 'utf8').catch(() => undefined);
      if (text !== undefined) return text;
    }
    return undefined;
  };
  let text: string | undefined;
  await until(async () => {
    text = await find();
    return text !== undefined;
  });
  return JSON.parse(text ?? '');
}
