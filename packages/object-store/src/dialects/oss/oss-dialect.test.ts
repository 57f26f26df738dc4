import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';

import { createTemporaryKeys, type TemporaryKeyRequest } from '../../access/temporary-keys.ts';
import { CREDENTIALS, MAX_OBJECT_BYTES, startStore } from '../../start-store.fixture.ts';
import { type OssCall, type OssSender, sendOssRequest } from './send-oss-request.fixture.ts';

const WRITE_ONLY: TemporaryKeyRequest = {
  bucket: 'photos',
  keyPrefix: 'pid1/',
  actions: ['PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'],
  expiresInSeconds: 60,
};

const VERSIONS = [1, 4] as const;

/** What a key that may only write below `pid1/` asks for, and how it is refused. */
const REFUSALS: [what: string, refusal: string, call: OssCall][] = [
  ['reading', '403 AccessDenied', { method: 'GET', path: '/photos/pid1/a' }],
  ['looking', '403 AccessDenied', { method: 'HEAD', path: '/photos/pid1/a' }],
  ['deleting', '403 AccessDenied', { method: 'DELETE', path: '/photos/pid1/a' }],
  ['listing', '403 AccessDenied', { method: 'GET', path: '/photos/?prefix=pid1%2F' }],
  [
    'listing the newer way',
    '403 AccessDenied',
    { method: 'GET', path: '/photos/?list-type=2&prefix=pid1%2F' },
  ],
  ['listing uploads', '403 AccessDenied', { method: 'GET', path: '/photos/?uploads&prefix=pid1%2F' }],
  ['listing buckets', '405 MethodNotAllowed', { method: 'GET', path: '/' }],
  ['another prefix', '403 AccessDenied', { method: 'PUT', path: '/photos/pid2/a', body: 'x' }],
  ['a prefix that begins alike', '403 AccessDenied', { method: 'PUT', path: '/photos/pid10/a', body: 'x' }],
  ['the folder above', '400 InvalidObjectName', { method: 'PUT', path: '/photos/pid1/../', body: 'x' }],
  ['another bucket', '403 AccessDenied', { method: 'PUT', path: '/models/pid1/a', body: 'x' }],
  ['no bucket of ours', '403 AccessDenied', { method: 'PUT', path: '/others/pid1/a', body: 'x' }],
  ['dots', '400 InvalidObjectName', { method: 'PUT', path: '/photos/pid1/../pid2/a', body: 'x' }],
  ['encoded dots', '400 InvalidObjectName', { method: 'PUT', path: '/photos/pid1/%2e%2e/pid2/a', body: 'x' }],
  [
    'encoded slashes',
    '400 InvalidObjectName',
    { method: 'PUT', path: '/photos/pid1%2F..%2Fpid2%2Fa', body: 'x' },
  ],
  ['an empty segment', '400 InvalidObjectName', { method: 'PUT', path: '/photos/pid1//a', body: 'x' }],
  ['a backslash', '400 InvalidObjectName', { method: 'PUT', path: '/photos/pid1/..%5Cpid2', body: 'x' }],
  [
    'a question mark',
    '400 InvalidObjectName',
    { method: 'PUT', path: '/photos/pid1/a%3Fuploads', body: 'x' },
  ],
  [
    'a long name',
    '400 InvalidObjectName',
    { method: 'PUT', path: `/photos/pid1/${'a'.repeat(1020)}`, body: 'x' },
  ],
  [
    'copying',
    '403 AccessDenied',
    { method: 'PUT', path: '/photos/pid1/b', headers: { 'x-oss-copy-source': '/photos/pid1/a' } },
  ],
  [
    'appending',
    '501 NotImplemented',
    { method: 'POST', path: '/photos/pid1/a?append&position=0', body: 'x' },
  ],
  [
    'a link',
    '501 NotImplemented',
    { method: 'PUT', path: '/photos/pid1/a?symlink', headers: { 'x-oss-symlink-target': 'pid2%2Fa' } },
  ],
  ['rights', '501 NotImplemented', { method: 'PUT', path: '/photos/pid1/a?acl' }],
  [
    'a public object',
    '403 AccessDenied',
    { method: 'PUT', path: '/photos/pid1/a', body: 'x', headers: { 'x-oss-object-acl': 'public-read' } },
  ],
  [
    'a callback',
    '501 NotImplemented',
    { method: 'PUT', path: '/photos/pid1/a', body: 'x', headers: { 'x-oss-callback': 'e30=' } },
  ],
  [
    'a wrong MD5',
    '400 InvalidDigest',
    {
      method: 'PUT',
      path: '/photos/pid1/a',
      body: 'x',
      headers: { 'content-md5': 'XUFAKrxLKna5cZ2REBfFkg==' },
    },
  ],
  [
    'no MD5',
    '400 InvalidDigest',
    { method: 'PUT', path: '/photos/pid1/a', body: 'x', headers: { 'content-md5': 'x' } },
  ],
  [
    'too much',
    '400 EntityTooLarge',
    { method: 'PUT', path: '/photos/pid1/a', body: 'x'.repeat(MAX_OBJECT_BYTES + 1) },
  ],
  [
    'what is there',
    '409 FileAlreadyExists',
    { method: 'PUT', path: '/photos/pid1/a', body: 'x', headers: { 'x-oss-forbid-overwrite': 'true' } },
  ],
  [
    'no upload',
    '404 NoSuchUpload',
    { method: 'PUT', path: '/photos/pid1/a?partNumber=1&uploadId=0', body: 'x' },
  ],
  [
    'an earlier clock',
    '403 RequestTimeTooSkewed',
    { method: 'PUT', path: '/photos/pid1/a', body: 'x', signedAt: new Date(Date.now() - 16 * 60_000) },
  ],
];

async function startSenders(t: TestContext) {
  let skewMs = 0;
  const now = () => new Date(Date.now() + skewMs);
  const keys = createTemporaryKeys({ masterSecret: 'a secret of the test', now });
  const started = await startStore(t, { findAccessKey: keys.find, now });
  const wait = (ms: number) => {
    skewMs += ms;
  };
  const senders = VERSIONS.map((version): OssSender & { securityToken: string } => ({
    ...keys.mint(WRITE_ONLY),
    port: started.port,
    version,
  }));
  const owner: OssSender = { ...CREDENTIALS, port: started.port, version: 4 };
  return { ...started, keys, senders, owner, wait };
}

test('a key that may only write below a prefix is refused everything else, with errors in the form of OSS', async (t) => {
  const { senders, put, events, errors } = await startSenders(t);
  await put('pid1/a', 'what is there');
  for (const sender of senders) {
    for (const [what, refusal, call] of REFUSALS) {
      const answer = await sendOssRequest(sender, call);
      assert.equal(`${answer.status} ${answer.code}`, refusal, `${what}, version ${sender.version}`);
      assert.match(answer.headers['x-oss-request-id']?.toString() ?? '', /^\w+$/);
      assert.doesNotMatch(answer.text, /Signature=/);
    }
  }
  assert.equal(events.length, 1);
  assert.deepEqual(errors, []);
});

test('an upload in parts may neither take its parts from elsewhere nor belong to another', async (t) => {
  const { senders, owner, put } = await startSenders(t);
  await put('pid1/a', 'x');
  const begun = await sendOssRequest(owner, { method: 'POST', path: '/photos/pid2/a?uploads' });
  const foreign = /<UploadId>(\w+)</.exec(begun.text)?.[1] ?? '';
  for (const sender of senders) {
    const own = await sendOssRequest(sender, { method: 'POST', path: '/photos/pid1/b?uploads' });
    const uploadId = /<UploadId>(\w+)</.exec(own.text)?.[1] ?? '';
    const copied = await sendOssRequest(sender, {
      method: 'PUT',
      path: `/photos/pid1/b?partNumber=1&uploadId=${uploadId}`,
      headers: { 'x-oss-copy-source': '/photos/pid1/a' },
    });
    assert.equal(copied.code, 'AccessDenied');
    for (const method of ['PUT', 'POST', 'GET', 'DELETE']) {
      const path = `/photos/pid1/a?uploadId=${foreign}${method === 'PUT' ? '&partNumber=1' : ''}`;
      const body =
        '<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>x</ETag></Part></CompleteMultipartUpload>';
      assert.equal((await sendOssRequest(sender, { method, path, body })).code, 'NoSuchUpload', method);
    }
  }
});

test('a request to delete several objects deletes none that the key may not', async (t) => {
  const { senders, put, store } = await startSenders(t);
  await put('pid1/a', 'x');
  const body = '<Delete><Object><Key>pid1/a</Key></Object></Delete>';
  for (const sender of senders) {
    const answer = await sendOssRequest(sender, { method: 'POST', path: '/photos/?delete', body });
    assert.match(answer.text, /<Error><Key>pid1\/a<\/Key><Code>AccessDenied</);
  }
  assert.ok(await store.stat('photos', 'pid1/a'));
});

test('a temporary key works until it expires, and only with its own token', async (t) => {
  const { senders, keys, wait } = await startSenders(t);
  const call: OssCall = { method: 'PUT', path: '/photos/pid1/a', body: 'x' };
  const other = keys.mint({ ...WRITE_ONLY, keyPrefix: 'pid2/' });
  for (const sender of senders) {
    const answerTo = async (changed: Partial<OssSender>) => {
      const { status, code } = await sendOssRequest({ ...sender, ...changed }, call);
      return `${status} ${code}`;
    };
    const { securityToken } = sender;
    assert.equal(await answerTo({}), '200 ');
    assert.equal(await answerTo({ securityToken: undefined }), '403 InvalidAccessKeyId');
    assert.equal(await answerTo({ accessKeyId: 'AKOTHER' }), '403 InvalidAccessKeyId');
    assert.equal(await answerTo({ securityToken: other.securityToken }), '403 InvalidSecurityToken');
    assert.equal(await answerTo({ securityToken: `A${securityToken.slice(1)}` }), '403 InvalidSecurityToken');
    assert.equal(await answerTo({ securityToken: securityToken.slice(0, -1) }), '403 InvalidSecurityToken');
    assert.equal(await answerTo({ secretAccessKey: other.secretAccessKey }), '403 SignatureDoesNotMatch');
  }
  wait(61_000);
  for (const sender of senders) {
    const expired = await sendOssRequest(sender, call);
    assert.equal(`${expired.status} ${expired.code}`, '403 SecurityTokenExpired');
  }
});

test("a client with a wrong clock gets the server's time", async (t) => {
  const { owner, wait } = await startSenders(t);
  wait(3_600_000);
  const { text, code } = await sendOssRequest(owner, { method: 'GET', path: '/photos/' });
  assert.equal(code, 'RequestTimeTooSkewed');
  const serverTime = Date.parse(/<ServerTime>([^<]+)</.exec(text)?.[1] ?? '');
  assert.ok(Math.abs(serverTime - Date.now() - 3_600_000) < 60_000);
});

test('a Go client that encodes slashes, writes + for a space and ?? before its query is understood', async (t) => {
  const { owner, store } = await startSenders(t);
  for (const version of VERSIONS) {
    const sender = { ...owner, version };
    const resource = '/photos/pid1/a b.jpg';
    const path = '/photos/pid1%2Fa+b.jpg';
    assert.equal((await sendOssRequest(sender, { method: 'PUT', path, resource, body: 'x' })).status, 200);
    assert.equal((await store.stat('photos', 'pid1/a b.jpg'))?.sizeBytes, 1);
    const meta = await sendOssRequest(sender, { method: 'HEAD', path: `${path}??objectMeta`, resource });
    assert.equal(meta.headers.etag, '"9DD4E461268C8034F5C8564E155C67A6"');
  }
});

test('requests without a valid signature are refused with a clear error', async (t) => {
  const { endpoint } = await startSenders(t);
  const answerTo = async (path: string, init: RequestInit) =>
    /<Code>(\w+)</.exec(
      await (await fetch(`${endpoint}${path}`, { method: 'PUT', body: 'x', ...init })).text(),
    )?.[1];
  assert.equal(await answerTo('/photos/a', { headers: { 'x-oss-date': 'x' } }), 'AccessDenied');
  assert.equal(await answerTo('/photos/a', { headers: { authorization: 'OSS x' } }), 'InvalidArgument');
  assert.equal(
    await answerTo('/photos/a', { headers: { authorization: 'OSS4-HMAC-SHA256 x' } }),
    'InvalidArgument',
  );
  assert.equal(await answerTo('/photos/a?OSSAccessKeyId=x&Expires=1&Signature=y', {}), 'AccessDenied');
  assert.equal(await answerTo('/photos/a?x-oss-signature=x', {}), 'InvalidArgument');
  const form = new FormData();
  for (const name of ['key', 'OSSAccessKeyId', 'policy', 'file']) form.append(name, 'x');
  assert.equal(await answerTo('/photos', { method: 'POST', body: form }), 'InvalidArgument');
});
