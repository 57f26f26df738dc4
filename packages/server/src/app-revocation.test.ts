import assert from 'node:assert/strict';
import { request } from 'node:http';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import OSS from 'ali-oss';
import { makePhoto, startTestApp, type TestApp } from './app.fixture.ts';

/* What was handed out for uploads ends with the right to upload. */

const RECEIVER = 'receiver@example.org';
/** What was handed out ends within this time. */
const ENDS_MS = 1000;

interface Sts {
  id: string;
  secret: string;
  token: string;
  bucket: string;
  endpoint: string;
}

/** Uploads of one user, with what was handed out for them. */
interface Uploader {
  token: string;
  pid: string;
  imageId: string;
  url: string;
  /** Where the photo lies in the bucket. */
  key: string;
  sts: Sts;
}

let app: TestApp;
before(async () => {
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' });
  await registerUser(RECEIVER, 'receiver');
});
after(() => app.remove());

const REVOCATIONS: Record<string, (uploader: Uploader) => Promise<unknown>> = {
  removeImage: ({ token, imageId }) => askAs(token, `mutation { removeImage(id: "${imageId}") { id } }`),
  removeProject: ({ token, pid }) => askAs(token, `mutation { removeProject(id: "${pid}") { id } }`),
  revokeUserToken: ({ token }) => askAs(token, 'mutation { revokeUserToken }'),
  transferProject: ({ token, pid }) =>
    askAs(
      token,
      `mutation { transferProject(id: "${pid}", options: { email: "${RECEIVER}", message: "" }) { error { name } } }`,
    ),
};

for (const [name, revoke] of Object.entries(REVOCATIONS)) {
  test(`after ${name}, URLs, temporary keys and multipart uploads are refused with 403`, async () => {
    const uploader = await startUploads(name);
    const { url, key, sts } = uploader;
    const bucket = openBucket(sts);
    const { uploadId } = await bucket.initMultipartUpload(key);
    const part = Buffer.from('part');
    const uploadPart = (number: number) => bucket.uploadPart(key, uploadId, number, part, 0, part.length);
    await uploadPart(1);
    await revoke(uploader);
    await setTimeout(ENDS_MS);
    const refused = await fetch(url, { method: 'PUT', body: new Uint8Array(await makePhoto(1)) });
    assert.equal(refused.status, 403);
    assert.match(await refused.text(), /<Code>AccessDenied<\/Code>/);
    await assert.rejects(bucket.put(key, Buffer.from('x')), { status: 403, code: 'AccessDenied' });
    await assert.rejects(uploadPart(2), { status: 403, code: 'AccessDenied' });
    const complete = bucket.completeMultipartUpload(key, uploadId, [{ number: 1, etag: 'x' }]);
    await assert.rejects(complete, { status: 403, code: 'AccessDenied' });
  });
}

test('a photo without a checksum whose upload ends after its project was transferred does not become Ready', async () => {
  const uploader = await startUploads('slow');
  const photo = await makePhoto(2);
  const put = request(uploader.url, { method: 'PUT', headers: { 'content-length': photo.length } });
  const answered = new Promise<number | undefined>((resolve, reject) => {
    put.on('response', ({ statusCode }) => resolve(statusCode)).on('error', reject);
  });
  await new Promise((written) => put.write(photo.subarray(0, 1000), written));
  // The first check is over when the beginning of the body has been taken.
  await setTimeout(200);
  await REVOCATIONS.transferProject?.(uploader);
  put.end(photo.subarray(1000));
  assert.equal(await answered, 403);
  const receiver = await logIn(RECEIVER);
  const query = `{ project(id: "${uploader.pid}") { image(id: "${uploader.imageId}") { state } } }`;
  assert.deepEqual(await askAs(receiver, query), { project: { image: { state: 'Pending' } } });
});

test('what the receiver of a project is given works, and what another token was given goes on', async () => {
  const uploader = await startUploads('others');
  const second = await logIn(`others@example.org`);
  const { url } = await register(second, uploader.pid);
  await askAs(uploader.token, 'mutation { revokeUserToken }');
  const photo = new Uint8Array(await makePhoto(3));
  assert.equal((await fetch(url, { method: 'PUT', body: photo })).status, 200);
  await REVOCATIONS.transferProject?.({ ...uploader, token: second });
  const received = await register(await logIn(RECEIVER), uploader.pid);
  assert.equal((await fetch(received.url, { method: 'PUT', body: photo })).status, 200);
});

async function startUploads(username: string): Promise<Uploader> {
  const token = await registerUser(`${username}@example.org`, username);
  const create = 'mutation { createProject(name: "given") { id } }';
  const { createProject } = await askAs<{ createProject: { id: string } }>(token, create);
  const pid = createProject.id;
  const { url, image } = await register(token, pid);
  const { uploadImageOSS } = await askAs<{ uploadImageOSS: { sts: Sts } }>(
    token,
    `mutation { uploadImageOSS(pid: "${pid}", bucket: local, filename: "") {
      sts { id secret token bucket endpoint } } }`,
  );
  return { token, pid, imageId: image.id, url, key: `${pid}/${image.filename}`, sts: uploadImageOSS.sts };
}

async function register(token: string, pid: string) {
  const query = `mutation { uploadImageS3(pid: "${pid}", bucket: local, filename: "a.jpg") {
    url image { id filename } } }`;
  interface Answer {
    uploadImageS3: { url: string; image: { id: string; filename: string } };
  }
  return (await askAs<Answer>(token, query)).uploadImageS3;
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

async function registerUser(email: string, username: string): Promise<string> {
  const query = `mutation { registerUser(email: "${email}", username: "${username}", password: "${username} secret") }`;
  return (await app.ask<{ registerUser: string }>(query)).registerUser;
}

async function logIn(email: string): Promise<string> {
  const [username] = email.split('@');
  const query = `mutation { getUserToken(email: "${email}", password: "${username} secret") }`;
  return (await app.ask<{ getUserToken: string }>(query)).getUserToken;
}

function askAs<Data>(token: string, query: string): Promise<Data> {
  return app.ask<Data>(query, {}, { altitoken: token });
}
