import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';
import { promisify } from 'node:util';

import AliOss from 'ali-oss';
import aliyun from 'aliyun-sdk';
import { createTemporaryKeys } from './access/temporary-keys.ts';
import type { WholeAliOss } from './ali-oss-untyped.fixture.ts';
import { createHasher } from './checksums/checksum-algorithm.ts';
import { CREDENTIALS, startStore } from './start-store.fixture.ts';

/** OSS's smallest part. */
const PART_BYTES = 100 * 1024;

const LIST_PARTS = { 'max-parts': 10, 'part-number-marker': 0, 'encoding-type': 'url' } as const;

/** How ali-oss may reach a store whose address is no name of Alibaba's. */
const ADDRESSINGS: Readonly<Record<string, Addressing>> = {
  'with the bucket in a forged host': { sldEnable: false },
  'with the bucket in the path and in a forged host': { sldEnable: true },
  'with the bucket nowhere': { host: 'localhost', cname: true },
};

/** A key with characters that the ways to sign encode differently. */
const KEY = "pid1/a b+é!'()*.jpg";

type Addressing = Partial<AliOss.Options> & { host?: string; sldEnable?: boolean };

async function startClients(t: TestContext) {
  let skewMs = 0;
  const now = () => new Date(Date.now() + skewMs);
  const keys = createTemporaryKeys({ masterSecret: 'a secret of the test', now });
  const started = await startStore(t, { findAccessKey: keys.find, now });
  const wait = (ms: number) => {
    skewMs += ms;
  };
  const temporary = keys.mint({
    bucket: 'photos',
    keyPrefix: 'pid1/',
    actions: ['PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'],
    expiresInSeconds: 3600,
  });
  const aliOss = ({ host = '127.0.0.1', ...options }: Addressing) =>
    new AliOss({
      endpoint: `http://${host}:${started.port}`,
      region: 'oss-cn-shanghai',
      bucket: 'photos',
      accessKeyId: temporary.accessKeyId,
      accessKeySecret: temporary.secretAccessKey,
      stsToken: temporary.securityToken,
      ...options,
    });
  const owner = (options: Addressing) =>
    aliOss({
      accessKeyId: CREDENTIALS.accessKeyId,
      accessKeySecret: CREDENTIALS.secretAccessKey,
      stsToken: undefined,
      ...options,
    });
  const content = async (key: string) => buffer(await started.store.read('photos', key));
  return { ...started, temporary, aliOss, owner, content, wait };
}

for (const authorizationV4 of [false, true]) {
  for (const [way, addressing] of Object.entries(ADDRESSINGS)) {
    test(`ali-oss uploads ${way}, signed in version ${authorizationV4 ? 4 : 1}`, async (t) => {
      const { aliOss, content, events, errors } = await startClients(t);
      const client = aliOss({ ...addressing, authorizationV4 });
      const body = Buffer.from('some bytes');
      const { res } = await client.put(KEY, body, { mime: 'image/jpeg', meta: { uid: 1, pid: 2 } });
      const headers: Record<string, string> = { ...res.headers };
      assert.equal(headers.etag, `"${md5(body).toString('hex').toUpperCase()}"`);
      assert.equal(headers['content-md5'], md5(body).toString('base64'));
      assert.equal(headers['x-oss-hash-crc64ecma'], await crc64(body));
      assert.match(headers['x-oss-request-id'] ?? '', /^[0-9A-F]{16}$/);
      assert.deepEqual(await content(KEY), body);
      await client.putStream('pid1/stream', Readable.from([body]));
      assert.deepEqual(await content('pid1/stream'), body);
      assert.deepEqual(events[0]?.metadata, { uid: '1', pid: '2' });
      assert.equal(events[0]?.contentType, 'image/jpeg');
      assert.deepEqual(errors, []);
    });
  }

  test(`ali-oss uploads in parts and goes on after an interruption, signed in version ${authorizationV4 ? 4 : 1}`, async (t) => {
    const { aliOss, owner, content, events } = await startClients(t);
    const body = randomBytes(4 * PART_BYTES + 10);
    const file = await writeTemporaryFile(t, body);
    const client = aliOss({ authorizationV4 });
    let checkpoint: AliOss.Checkpoint | undefined;
    const progress = async (done: number, reached: AliOss.Checkpoint) => {
      checkpoint = reached;
      if (done >= 0.5) client.cancel();
    };
    const interrupted = client.multipartUpload(KEY, file, { partSize: PART_BYTES, parallel: 1, progress });
    await assert.rejects(interrupted, { name: 'cancel' });
    assert.ok(checkpoint);
    const listed = await client.listParts(KEY, checkpoint.uploadId, LIST_PARTS, {});
    assert.ok(listed.parts.length >= 2);
    await client.multipartUpload(KEY, file, { checkpoint });
    assert.deepEqual(await content(KEY), body);
    const { res } = await owner({ authorizationV4 }).head(KEY);
    const headers: Record<string, string> = { ...res.headers };
    assert.match(headers.etag ?? '', /^"[0-9A-F]{32}-5"$/);
    assert.equal(headers['x-oss-hash-crc64ecma'], await crc64(body));
    assert.deepEqual(
      events.map(({ key }) => key),
      [KEY],
    );
    const { uploadId } = await client.initMultipartUpload(KEY);
    await client.abortMultipartUpload(KEY, uploadId);
    await assert.rejects(client.abortMultipartUpload(KEY, uploadId), { code: 'NoSuchUpload', status: 404 });
  });

  test(`ali-oss works for the store's operator, signed in version ${authorizationV4 ? 4 : 1}`, async (t) => {
    const { owner, presign } = await startClients(t);
    const client = owner({ authorizationV4 }) as WholeAliOss;
    await client.put(KEY, Buffer.from('some bytes'));
    await fetch(presign('PUT', 'pid1/by-s3'), { method: 'PUT', body: 'x' });
    const got = await client.get(KEY, { headers: { Range: 'bytes=5-7' } });
    assert.equal(String(got.content), 'byt');
    const page = await client.list({ prefix: 'pid1/', 'max-keys': 1 }, {});
    assert.deepEqual([page.objects.map(({ name }) => name), page.isTruncated], [[KEY], true]);
    const rest = await client.listV2({ prefix: 'pid1/', 'max-keys': '5', 'start-after': KEY }, {});
    assert.deepEqual(
      rest.objects.map(({ name }) => name),
      ['pid1/by-s3'],
    );
    await client.put('pid1/dir/', Buffer.alloc(0), {
      meta: { pilot: 'José', empty: '' } as object as AliOss.UserMeta,
    });
    // Empty parameters are signed in ways of their own.
    const top = await client.listV2(
      { prefix: '', 'start-after': '', delimiter: '/' } as AliOss.ListV2ObjectsQuery,
      {},
    );
    assert.deepEqual(top.prefixes, ['pid1/']);
    assert.deepEqual((await client.head('pid1/dir/')).meta, { pilot: 'José', empty: '' });
    const tags = { 'flight no': '1', pilot: 'Ada' };
    await client.putObjectTagging(KEY, tags);
    await client.copy('copy', KEY);
    assert.deepEqual((await client.getObjectTagging('copy')).tag, tags);
    await client.deleteObjectTagging('copy');
    assert.deepEqual((await client.getObjectTagging('copy')).tag, {});
    await assert.rejects(
      client.put(KEY, Buffer.from('x'), { headers: { 'x-oss-forbid-overwrite': 'true' } }),
      {
        code: 'FileAlreadyExists',
        status: 409,
        ecCode: '0026-00000002',
      },
    );
    await client.delete(KEY);
    await client.deleteMulti(['copy', 'pid1/by-s3', 'pid1/dir/']);
    await assert.rejects(client.head(KEY), { code: 'NoSuchKey', status: 404 });
    assert.deepEqual((await client.list(null, {})).objects, []);
  });
}

test('a URL that ali-oss has signed in version 4 uploads without any header', async (t) => {
  const { aliOss, content, wait } = await startClients(t);
  const upload = async (url: string) => {
    const response = await fetch(url, { method: 'PUT', body: Buffer.from('some bytes') });
    return { response, code: /<Code>(\w+)</.exec(await response.text())?.[1] };
  };
  for (const addressing of Object.values(ADDRESSINGS)) {
    const url = await aliOss(addressing).signatureUrlV4('PUT', 60, {}, KEY);
    const { response, code } = await upload(url);
    assert.equal(code, undefined);
    assert.equal(response.headers.get('x-oss-hash-crc64ecma'), await crc64('some bytes'));
    assert.equal(String(await content(KEY)), 'some bytes');
    assert.equal((await upload(url.replace('pid1', 'pid2'))).code, 'SignatureDoesNotMatch');
    assert.equal((await upload(url.replace('expires=60', 'expires=61'))).code, 'SignatureDoesNotMatch');
  }
  const url = await aliOss({}).signatureUrlV4('PUT', 60, {}, KEY);
  const eternal = await aliOss({}).signatureUrlV4('PUT', 604_801, {}, KEY);
  assert.equal((await upload(eternal)).code, 'InvalidArgument');
  wait(61_000);
  assert.equal((await upload(url)).code, 'AccessDenied');
});

test('aliyun-sdk uploads whole and in parts by path, and lists', async (t) => {
  const { endpoint, temporary, content } = await startClients(t);
  const { accessKeyId, secretAccessKey, securityToken } = temporary;
  const options = { endpoint, apiVersion: '2013-10-15' } as const;
  const client = new aliyun.OSS({ ...options, accessKeyId, secretAccessKey, securityToken });
  const call = <
    Method extends 'putObject' | 'createMultipartUpload' | 'uploadPart' | 'completeMultipartUpload',
  >(
    method: Method,
    parameters: object,
  ) => promisify(client[method].bind(client))({ Bucket: 'photos', Key: KEY, ...parameters });
  const put = await call('putObject', { Body: Buffer.from('some bytes'), ContentType: 'image/jpeg' });
  assert.equal(put.HashCrc64ecma, await crc64('some bytes'));
  assert.equal(String(await content(KEY)), 'some bytes');
  const body = randomBytes(2 * PART_BYTES);
  const { UploadId } = await call('createMultipartUpload', {});
  const Parts = [];
  for (const PartNumber of [1, 2]) {
    const Body = body.subarray((PartNumber - 1) * PART_BYTES, PartNumber * PART_BYTES);
    const { ETag } = await call('uploadPart', { UploadId, PartNumber, Body });
    Parts.push({ PartNumber, ETag });
  }
  const whole = await call('completeMultipartUpload', { UploadId, CompleteMultipartUpload: { Parts } });
  assert.equal(whole.HashCrc64ecma, await crc64(body));
  assert.deepEqual(await content(KEY), body);
  const owner = new aliyun.OSS({ ...options, ...CREDENTIALS });
  const listing = await promisify(owner.listObjects.bind(owner))({ Bucket: 'photos' });
  assert.match(JSON.stringify(listing), /"Key":"pid1/);
  await assert.rejects(promisify(client.listObjects.bind(client))({ Bucket: 'photos' }), {
    code: 'AccessDenied',
  });
});

async function writeTemporaryFile(t: TestContext, content: Buffer): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'oss-'));
  t.after(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'file'), content);
  return join(folder, 'file');
}

function md5(content: Buffer): Buffer {
  return createHash('md5').update(content).digest();
}

/** CRC-64 in decimal, as OSS writes it. */
async function crc64(content: Buffer | string): Promise<string> {
  const hasher = await createHasher('crc64ecma');
  hasher.update(Buffer.from(content));
  return hasher.finish().readBigUInt64BE().toString();
}
