import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { type TestContext, test } from 'node:test';

import AliOss from 'ali-oss';
import { Client } from 'minio';

import { createTemporaryKeys } from './access/temporary-keys.ts';
import type { WholeAliOss } from './ali-oss-untyped.fixture.ts';
import { CREDENTIALS, MAX_OBJECT_BYTES, refusal, startStore } from './start-store.fixture.ts';

const IN_AN_HOUR = new Date(Date.now() + 3_600_000);

type Fields = Readonly<Record<string, string>>;

async function startForms(t: TestContext) {
  const keys = createTemporaryKeys({ masterSecret: 'a secret of the test', now: () => new Date() });
  const started = await startStore(t, { findAccessKey: keys.find });
  const post = (path: string, fields: Fields, body = 'some bytes', fileName = 'C:\\naïve 日本.jpg') => {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    form.append('file', new File([body], fileName, { type: 'image/jpeg' }));
    return fetch(`${started.endpoint}${path}`, { method: 'POST', body: form, redirect: 'manual' });
  };
  const content = async (key: string) => (await buffer(await started.store.read('photos', key))).toString();
  return { ...started, keys, post, content };
}

/** A form that is signed in S3's Version 2, as botocore does for endpoints outside Amazon. */
function signForm(
  conditions: readonly unknown[],
  fields: Fields,
  expiration: unknown = IN_AN_HOUR.toISOString(),
): Fields {
  const policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
  const signature = createHmac('sha1', CREDENTIALS.secretAccessKey).update(policy).digest('base64');
  return { ...fields, AWSAccessKeyId: CREDENTIALS.accessKeyId, policy, signature };
}

test('a form made by the MinIO SDK stores one file under the name that the policy lets it have', async (t) => {
  const { port, post, store, content, events } = await startForms(t);
  const client = new Client({
    endPoint: '127.0.0.1',
    port,
    useSSL: false,
    accessKey: CREDENTIALS.accessKeyId,
    secretKey: CREDENTIALS.secretAccessKey,
  });
  const policy = client.newPostPolicy();
  policy.setBucket('photos');
  policy.setKeyStartsWith('p1/');
  policy.setExpires(IN_AN_HOUR);
  policy.setContentType('image/jpeg');
  policy.setContentLengthRange(1, 100);
  policy.setUserMetaData({ pilot: 'José 日本' });
  const { formData } = await client.presignedPostPolicy(policy);
  // biome-ignore lint/suspicious/noTemplateCurlyInString: S3 puts the name of the file there.
  const fields = { ...formData, key: 'p1/${filename}' };
  const answer = await post('/photos', fields);
  assert.equal(answer.status, 204);
  const stored = await store.stat('photos', 'p1/naïve 日本.jpg');
  assert.equal(answer.headers.get('etag'), `"${stored?.etag}"`);
  assert.equal(stored?.contentType, 'image/jpeg');
  assert.equal(Buffer.from(stored?.metadata?.pilot ?? '', 'latin1').toString(), 'José 日本');
  assert.equal(await content('p1/naïve 日本.jpg'), 'some bytes');
  assert.deepEqual(
    events.map(({ key }) => key),
    ['p1/naïve 日本.jpg'],
  );
  const wrong: [Fields, string, string][] = [
    [{ ...fields, key: 'p2/a' }, 'some bytes', '403 AccessDenied'],
    [{ ...fields, 'content-type': 'text/html' }, 'some bytes', '400 InvalidArgument'],
    [{ ...fields, 'Content-Type': 'text/html' }, 'some bytes', '403 AccessDenied'],
    [{ ...fields, 'x-amz-meta-more': '' }, 'some bytes', '403 AccessDenied'],
    [{ ...fields, 'x-ignore-a': 'a', policy: 'e30=' }, 'some bytes', '403 SignatureDoesNotMatch'],
    [{ ...fields, 'x-amz-signature': '0'.repeat(64) }, 'some bytes', '403 SignatureDoesNotMatch'],
    [{ ...fields, 'x-amz-signature': '' }, 'some bytes', '400 InvalidArgument'],
    [fields, '', '400 EntityTooSmall'],
    [fields, 'a'.repeat(101), '400 EntityTooLarge'],
    [{ ...fields, key: 'p1/../a' }, 'some bytes', '400 InvalidArgument'],
  ];
  for (const [form, body, expected] of wrong) {
    assert.equal(await refusal(await post('/photos', form, body)), expected, JSON.stringify(form));
  }
  assert.equal(await refusal(await post('/models', fields)), '403 AccessDenied');
  assert.equal(await refusal(await post('/photos/p1/a', fields)), '405 MethodNotAllowed');
  assert.equal((await post('/photos/', { ...fields, 'x-ignore-this': 'x' })).status, 204);
  assert.equal(events.length, 2);
});

test('a form says how it is answered, and what is kept with its file', async (t) => {
  const { post, store, endpoint } = await startForms(t);
  const said = { bucket: 'photos', key: 'a b', acl: 'private', 'Cache-Control': 'max-age=60' };
  const tagging = '<Tagging><TagSet><Tag><Key>pilot</Key><Value>Ada</Value></Tag></TagSet></Tagging>';
  const answerTo = async (more: Fields) => {
    const fields = { ...said, tagging, ...more };
    return await post(
      '/photos',
      signForm(
        Object.entries(fields).map(([name, value]) => ['eq', `$${name}`, value]),
        fields,
      ),
    );
  };
  const created = await answerTo({ success_action_status: '201' });
  assert.equal(created.status, 201);
  assert.match(
    await created.text(),
    /<PostResponse.*<Bucket>photos<\/Bucket><Key>a b<\/Key><ETag>&quot;\w{32}&quot;</,
  );
  assert.equal(created.headers.get('location'), `${endpoint}/photos/a%20b`);
  assert.equal((await answerTo({ success_action_status: '200' })).status, 200);
  assert.equal((await answerTo({ success_action_status: '404' })).status, 204);
  const page = 'https://example.org/done?lang=de';
  const redirected = await answerTo({ success_action_redirect: page });
  const stored = await store.stat('photos', 'a b');
  assert.equal(redirected.status, 303);
  assert.equal(
    redirected.headers.get('location'),
    `${page}&bucket=photos&key=a+b&etag=%22${stored?.etag}%22`,
  );
  assert.equal((await answerTo({ success_action_redirect: 'javascript:alert(1)' })).status, 204);
  assert.deepEqual(stored?.tags, { pilot: 'Ada' });
  assert.deepEqual(stored?.contentHeaders, { 'cache-control': 'max-age=60' });
  assert.equal(await refusal(await answerTo({ acl: 'public-read' })), '400 AccessControlListNotSupported');
  assert.equal(await refusal(await answerTo({ 'x-amz-checksum-sha1': 'bm8=' })), '400 BadDigest');
  for (const name of ['Content-Type', 'Expires', 'x-amz-meta-a']) {
    assert.equal(await refusal(await answerTo({ [name]: 'a\r\nb: c' })), '400 InvalidArgument', name);
  }
  assert.equal(
    await refusal(await answerTo({ 'x-amz-storage-class': 'GLACIER', key: '' })),
    '400 UserKeyMustBeSpecified',
  );
});

test('a policy that is over, malformed or not fulfilled is refused before the file is kept', async (t) => {
  const { post, events, errors } = await startForms(t);
  const fields = { key: 'a' };
  const good = [{ bucket: 'photos' }, ['starts-with', '$KEY', '']];
  const refusals: [conditions: readonly unknown[], code: string, expiration?: unknown][] = [
    [good, '403 AccessDenied', new Date().toISOString()],
    [good, '400 InvalidPolicyDocument', 'tomorrow'],
    [good, '400 InvalidPolicyDocument', 4102444800],
    [[{ bucket: 'photos' }], '403 AccessDenied'],
    [[['starts-with', '$key', '']], '403 AccessDenied'],
    [[...good, ['starts-with', '$x-amz-meta-a', '']], '403 AccessDenied'],
    [[...good, { acl: 'private' }], '403 AccessDenied'],
    [[...good, ['content-length-range', 0, 9], ['content-length-range', 0, 100]], '400 EntityTooLarge'],
    [[...good, ['content-length-range', 11, 100]], '400 EntityTooSmall'],
    [[...good, {}], '400 InvalidPolicyDocument'],
    [[...good, ['content-length-range', -1, 9]], '400 InvalidPolicyDocument'],
    [[...good, ['content-length-range', 0]], '400 InvalidPolicyDocument'],
    [[...good, ['ends-with', '$key', 'a']], '400 InvalidPolicyDocument'],
    [[...good, ['eq', 'key', 'a']], '400 InvalidPolicyDocument'],
    [[...good, ['eq', '$key', { a: 1 }]], '400 InvalidPolicyDocument'],
    [[...good, null], '400 InvalidPolicyDocument'],
  ];
  for (const [conditions, code, expiration] of refusals) {
    const answer = await post('/photos', signForm(conditions, fields, expiration));
    assert.equal(await refusal(answer), code, JSON.stringify(conditions));
  }
  assert.equal(await refusal(await post('/photos', fields)), '403 AccessDenied');
  assert.equal(await refusal(await post('/photos', { ...fields, policy: 'e30=' })), '400 InvalidArgument');
  const stranger = { ...signForm(good, fields), AWSAccessKeyId: 'other' };
  assert.equal(await refusal(await post('/photos', stranger)), '403 InvalidAccessKeyId');
  const large = 'a'.repeat(MAX_OBJECT_BYTES + 1);
  assert.equal(await refusal(await post('/photos', signForm(good, fields), large)), '400 EntityTooLarge');
  assert.equal((await post('/photos', signForm(good, fields))).status, 204);
  assert.deepEqual(
    events.map(({ key }) => key),
    ['a'],
  );
  assert.deepEqual(errors, []);
});

test('forms for OSS are taken in both versions, at each address, with a temporary key too', async (t) => {
  const { keys, endpoint, post, content, store } = await startForms(t);
  const temporary = keys.mint({
    bucket: 'photos',
    keyPrefix: 'p1/',
    actions: ['PutObject'],
    expiresInSeconds: 60,
  });
  const client = new AliOss({
    endpoint,
    region: 'oss-cn-shanghai',
    bucket: 'photos',
    accessKeyId: temporary.accessKeyId,
    accessKeySecret: temporary.secretAccessKey,
    stsToken: temporary.securityToken,
  });
  const conditions: unknown[] = [{ bucket: 'photos' }, ['in', '$content-type', ['image/jpeg', 'image/png']]];
  const policyOf = (more: unknown[]) => ({
    expiration: IN_AN_HOUR.toISOString(),
    conditions: [...conditions, ...more],
  });
  const common = {
    'content-type': 'image/png',
    'x-oss-meta-pilot': 'Ada',
    'x-oss-security-token': temporary.securityToken,
  };
  const version1 = { ...common, ...client.calculatePostSignature(policyOf([])) };
  for (const path of ['/', '/photos', '/photos/']) {
    const answer = await post(path, { ...version1, key: 'p1/a' }, `by ${path}`);
    assert.equal(answer.status, 204);
    assert.match(answer.headers.get('x-oss-hash-crc64ecma') ?? '', /^\d+$/);
    assert.equal(answer.headers.has('x-amz-request-id'), false);
    assert.equal(await content('p1/a'), `by ${path}`);
  }
  const { contentType, metadata } = (await store.stat('photos', 'p1/a')) ?? {};
  assert.deepEqual([contentType, metadata], ['image/jpeg', { pilot: 'Ada' }]);
  const now = new Date();
  const date = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const credential = `${temporary.accessKeyId}/${date.slice(0, 8)}/cn-shanghai/oss/aliyun_v4_request`;
  const signed = {
    'x-oss-signature-version': 'OSS4-HMAC-SHA256',
    'x-oss-credential': credential,
    'x-oss-date': date,
  };
  const version4 = (policy: object, more: Fields = {}) => ({
    ...common,
    ...signed,
    key: 'p1/b',
    policy: Buffer.from(JSON.stringify(policy)).toString('base64'),
    'x-oss-signature': (client as WholeAliOss).signPostObjectPolicyV4(policy, now),
    ...more,
  });
  const whole = policyOf([signed]);
  assert.equal((await post('/photos', version4(whole, { success_action_status: '201' }))).status, 201);
  const codeOf = async (path: string, fields: Fields) =>
    /<Code>(\w+)<.*<HostId>/s.exec(await (await post(path, fields)).text())?.[1];
  assert.equal(await codeOf('/photos', version4(policyOf([]))), 'AccessDenied');
  assert.equal(await codeOf('/photos', version4(whole, { key: 'p2/b' })), 'AccessDenied');
  assert.equal(await codeOf('/photos', version4(whole, { key: 'p1/b?x' })), 'InvalidObjectName');
  assert.equal(await codeOf('/models', version4(whole)), 'AccessDenied');
  assert.equal(await codeOf('/photos', version4(whole, { callback: 'e30=' })), 'NotImplemented');
  assert.equal(
    await codeOf('/photos', version4(whole, { 'x-oss-security-token': 'x' })),
    'InvalidSecurityToken',
  );
  assert.equal(
    await codeOf('/photos', version4(whole, { 'x-oss-forbid-overwrite': 'true' })),
    'FileAlreadyExists',
  );
  assert.equal(
    await codeOf('/photos', { ...version1, key: 'p1/a', Signature: 'x' }),
    'SignatureDoesNotMatch',
  );
});
