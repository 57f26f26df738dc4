import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import OSS from 'ali-oss';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

let app: TestApp;
const road = walkUploadRoad(() => app);

before(async () => {
  app = await startTestApp();
});

after(() => app.remove());

interface Sts {
  id: string;
  secret: string;
  token: string;
  bucket: string;
  endpoint: string;
  expire: string;
  ttlSeconds: number;
}

test('a photo goes to the store with the official client and a temporary key, and becomes Ready', async () => {
  const pid = await road.createProject();
  const photo = await makePhoto(1);
  const { image } = await askOss(pid, 'image { id state filename name }', 'dji 001.jpg', sha1(photo));
  const { sts } = await askOss(pid, STS);
  const { startImageUpload } = await app.ask<{ startImageUpload: { state: string } }>(
    'mutation ($id: ID!) { startImageUpload(id: $id) { state } }',
    { id: image.id },
  );
  assert.equal(startImageUpload.state, 'Uploading');
  await openBucket(sts).put(`${pid}/${image.filename}`, photo);
  const done = await sayDone(image.id);
  assert.ok(['Uploaded', 'Processing', 'Ready'].includes(done.state), done.state);
  assert.equal((await road.settled(pid, image.id)).state, 'Ready');
});

test('the temporary key is one per project, expires at a whole second, and leaves no record', async () => {
  const pid = await road.createProject();
  const answers = await Promise.all([askOss(pid, STS, ''), askOss(pid, STS, 'x7Kq'), askOss(pid, STS)]);
  assert.deepEqual(new Set(answers.map(({ sts }) => sts.token)).size, 1);
  const sts = answers[0].sts;
  assert.match(sts.expire, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  const minutesLeft = (Date.parse(sts.expire) - Date.now()) / 60_000;
  assert.ok(minutesLeft > 45 && minutesLeft <= 60, String(minutesLeft));
  assert.ok(sts.ttlSeconds > 45 * 60 && sts.ttlSeconds <= 3600);
  const { project } = await app.ask<{ project: { numImage: number } }>(
    'query ($pid: ID!) { project(id: $pid) { numImage } }',
    { pid },
  );
  assert.equal(project.numImage, 0);
});

test('the key of one project has no access to another', async () => {
  const [mine, other] = [await road.createProject(), await road.createProject()];
  const bucket = openBucket((await askOss(mine, STS)).sts);
  const { image } = await askOss(mine, 'image { filename }');
  const body = Buffer.from('x');
  await assert.rejects(bucket.put(`${other}/a.jpg`, body), { code: 'AccessDenied' });
  await assert.rejects(bucket.put(`${mine}0/a.jpg`, body), { code: 'AccessDenied' });
  await bucket.put(`${mine}/${image.filename}`, body);
  await assert.rejects(bucket.get(`${mine}/${image.filename}`), { code: 'AccessDenied' });
});

test('"done" without any bytes changes nothing, and the bytes are accepted when they arrive', async () => {
  const pid = await road.createProject();
  const photo = await makePhoto(2);
  const { image } = await askOss(pid, 'image { id state filename }', 'a.jpg', sha1(photo));
  assert.equal((await sayDone(image.id)).state, 'Pending');
  await openBucket((await askOss(pid, STS)).sts).put(`${pid}/${image.filename}`, photo);
  assert.equal((await road.settled(pid, image.id)).state, 'Ready');
});

test('unregistered objects are refused, and those that the operator puts there are removed', async () => {
  const pid = await road.createProject();
  const { sts } = await askOss(pid, STS);
  const bucket = openBucket(sts);
  const keys = JSON.parse(await readFile(join(app.dataFolder, 'storage-keys.json'), 'utf8'));
  const operators = openBucket({ ...sts, id: keys.accessKeyId, secret: keys.secretAccessKey, token: '' });
  for (const place of ['', 'meta/', 'model/', 'deeper/still/']) {
    const key = `${pid}/${place}nobodys.jpg`;
    await assert.rejects(bucket.put(key, Buffer.from('x')), { code: 'AccessDenied' });
    await operators.put(key, Buffer.from('x'));
  }
  const query = { prefix: `${pid}/`, 'max-keys': 10 };
  await until(async () => ((await operators.list(query, {})).objects ?? []).length === 0);
});

const STS = 'sts { id secret token bucket endpoint expire ttlSeconds }';

async function askOss(pid: string, fields: string, filename = 'a.jpg', checksum = '') {
  const query = `mutation ($pid: ID!, $filename: String!, $checksum: String) {
    uploadImageOSS(pid: $pid, bucket: local, filename: $filename, type: JPEG, checksum: $checksum) { ${fields} } }`;
  interface Answer {
    uploadImageOSS: { sts: Sts; image: { id: string; state: string; filename: string } };
  }
  return (await app.ask<Answer>(query, { pid, filename, checksum })).uploadImageOSS;
}

function openBucket(sts: Sts): OSS {
  return new OSS({
    accessKeyId: sts.id,
    accessKeySecret: sts.secret,
    stsToken: sts.token,
    bucket: sts.bucket,
    endpoint: sts.endpoint,
    cname: true,
  });
}

async function sayDone(id: string): Promise<{ state: string }> {
  const query = 'mutation ($id: ID!) { doneImageUpload(id: $id) { state } }';
  return (await app.ask<{ doneImageUpload: { state: string } }>(query, { id })).doneImageUpload;
}
