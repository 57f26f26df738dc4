import assert from 'node:assert/strict';
import { test } from 'node:test';

import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

import { s3ClientOptions, startStore } from '../start-store.fixture.ts';
import { createTemporaryKeys, type TemporaryKeyRequest } from './temporary-keys.ts';

const MASTER_SECRET = 'a master secret of the test';

const NOW = new Date('2026-01-02T03:04:05.678Z');

const REQUEST: TemporaryKeyRequest = {
  bucket: 'photos',
  keyPrefix: 'pid1/',
  actions: ['PutObject', 'AbortMultipartUpload'],
  expiresInSeconds: 3600,
};

function createKeys(masterSecret: string | Buffer = MASTER_SECRET) {
  return createTemporaryKeys({ masterSecret, now: () => NOW });
}

test('a key is valid after a restart, with its grant and its expiry', () => {
  const { accessKeyId, secretAccessKey, securityToken, expiresAt } = createKeys().mint(REQUEST);
  assert.match(accessKeyId, /^STS\.\w+$/);
  assert.match(securityToken, /^[\w.-]+$/);
  assert.equal(expiresAt.toISOString(), '2026-01-02T04:04:05.000Z');
  const { bucket, keyPrefix, actions } = REQUEST;
  assert.deepEqual(createKeys(Buffer.from(MASTER_SECRET)).find(accessKeyId, securityToken), {
    accessKeyId,
    secretAccessKey,
    sessionToken: securityToken,
    expiresAt,
    grants: [{ bucket, keyPrefix, actions: [...actions].sort() }],
  });
});

test('no two keys are equal', () => {
  const keys = createKeys();
  const [a, b] = [keys.mint(REQUEST), keys.mint(REQUEST)];
  assert.notEqual(a.accessKeyId, b.accessKeyId);
  assert.notEqual(a.secretAccessKey, b.secretAccessKey);
});

test('a token that was not made for this key by this store is refused, whichever letter was changed', () => {
  const keys = createKeys();
  const { accessKeyId, securityToken } = keys.mint(REQUEST);
  const other = keys.mint({ ...REQUEST, keyPrefix: 'pid2/' });
  const changed = Array.from(securityToken, (letter, at) => {
    const instead = letter === 'A' ? 'B' : 'A';
    return `${securityToken.slice(0, at)}${instead}${securityToken.slice(at + 1)}`;
  });
  for (const token of [...changed, '', '.', other.securityToken, `${securityToken}.`, 'x'.repeat(1e6)]) {
    assert.throws(() => keys.find(accessKeyId, token), { code: 'InvalidToken' }, token.slice(0, 300));
  }
  assert.throws(() => createKeys('another master secret').find(accessKeyId, securityToken), {
    code: 'InvalidToken',
  });
  assert.equal(keys.find(accessKeyId, undefined), undefined);
  assert.equal(keys.find('AKTEST', securityToken), undefined);
});

test('a key with too broad a grant cannot be created', () => {
  const keys = createKeys();
  for (const keyPrefix of ['pid1', '/', '../', 'pid1//']) {
    assert.throws(() => keys.mint({ ...REQUEST, keyPrefix }), keyPrefix);
  }
  for (const expiresInSeconds of [0, -1, 1.5, 43_201, Number.NaN]) {
    assert.throws(() => keys.mint({ ...REQUEST, expiresInSeconds }), RangeError);
  }
  assert.throws(() => keys.mint({ ...REQUEST, actions: [] }), TypeError);
  assert.throws(() => createKeys('short'), RangeError);
});

test('S3 clients can use temporary keys too, and get errors in the form of S3', async (t) => {
  let skewMs = 0;
  const now = () => new Date(Date.now() + skewMs);
  const keys = createTemporaryKeys({ masterSecret: MASTER_SECRET, now });
  const { endpoint } = await startStore(t, { findAccessKey: keys.find, now });
  const { accessKeyId, secretAccessKey, securityToken } = keys.mint({ ...REQUEST, expiresInSeconds: 60 });
  const put = async (Key: string, sessionToken = securityToken) => {
    const credentials = { accessKeyId, secretAccessKey, sessionToken };
    const client = new S3Client({ ...s3ClientOptions(endpoint), credentials, maxAttempts: 1 });
    await client
      .send(new PutObjectCommand({ Bucket: 'photos', Key, Body: 'x' }))
      .finally(() => client.destroy());
  };
  await put('pid1/a');
  await assert.rejects(put('pid10/a'), { name: 'AccessDenied' });
  await assert.rejects(put('pid1/a', `${securityToken.slice(0, -1)}.`), { name: 'InvalidToken' });
  skewMs = 61_000;
  await assert.rejects(put('pid1/a'), { name: 'ExpiredToken' });
});
