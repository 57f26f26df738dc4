import assert from 'node:assert/strict';
import { test } from 'node:test';

import type { AccessKey } from '../../../access/access-key.ts';
import { parseRequestTarget } from '../../../http/request-target.ts';
import { verifyRequest } from './verify-request.ts';

// The published example: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
const ACCESS_KEY: AccessKey = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};
const SIGNED_AT = new Date('2013-05-24T00:00:00Z');
const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
  'SignedHeaders=host;range;x-amz-content-sha256;x-amz-date, ' +
  'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41';
const EMPTY_SHA256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';
const HEADERS: Readonly<Record<string, string>> = {
  host: 'examplebucket.s3.amazonaws.com',
  range: 'bytes=0-9',
  'x-amz-content-sha256': EMPTY_SHA256,
  'x-amz-date': '20130524T000000Z',
  authorization: AUTHORIZATION,
};

function verify(
  changes: Readonly<Record<string, string | undefined>> = {},
  now = SIGNED_AT,
  key = ACCESS_KEY,
) {
  const sent = Object.entries({ ...HEADERS, ...changes }).filter(([, value]) => value !== undefined);
  const headers = new Map(sent.map(([name, value]) => [name, [value ?? '']]));
  return verifyRequest(
    {
      method: 'GET',
      target: parseRequestTarget('/test.txt'),
      headerNames: [...headers.keys()],
      headerValues: (name) => headers.get(name) ?? [],
    },
    (accessKeyId) => (accessKeyId === key.accessKeyId ? key : undefined),
    now,
  );
}

test('the published example verifies, with any spacing and within 15 minutes of its time', async () => {
  const expected = { accessKey: ACCESS_KEY, payload: { kind: 'whole', sha256: EMPTY_SHA256 } };
  assert.deepEqual(await verify(), expected);
  const spacings = [AUTHORIZATION.replaceAll(', ', ','), AUTHORIZATION.replaceAll(', ', ' ,\t  ')];
  for (const authorization of spacings) assert.deepEqual(await verify({ authorization }), expected);
  assert.ok(await verify({ range: '  bytes=0-9 ', 'content-type': 'a/b' }));
  for (const minutes of [-15, 15])
    assert.ok(await verify({}, new Date(SIGNED_AT.getTime() + minutes * 60_000)));
  for (const minutes of [-16, 16]) {
    const now = new Date(SIGNED_AT.getTime() + minutes * 60_000);
    await assert.rejects(verify({}, now), { code: 'RequestTimeTooSkewed' });
  }
});

test('a request without a signature, or with that of another signer or request, is refused', async () => {
  const changed = (before: string, after: string) => ({
    authorization: AUTHORIZATION.replace(before, after),
  });
  const refusals: [Parameters<typeof verify>[0], string][] = [
    [{ authorization: undefined }, 'AccessDenied'],
    [{ range: 'bytes=0-10' }, 'SignatureDoesNotMatch'],
    [{ host: 'other.example.org' }, 'SignatureDoesNotMatch'],
    [{ 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' }, 'SignatureDoesNotMatch'],
    [{ 'x-amz-date': '20130524T000001Z' }, 'SignatureDoesNotMatch'],
    [{ 'x-amz-copy-source': 'private/a' }, 'AccessDenied'],
    [{ 'x-amz-security-token': 'token' }, 'InvalidToken'],
    [{ 'x-amz-content-sha256': undefined }, 'InvalidRequest'],
    [{ 'x-amz-date': undefined }, 'AccessDenied'],
    [{ 'x-amz-date': '20130525T000000Z' }, 'AuthorizationHeaderMalformed'],
    [changed('us-east-1', 'us-east-2'), 'SignatureDoesNotMatch'],
    [changed('EXAMPLE/', 'OTHER/'), 'InvalidAccessKeyId'],
    [changed('/s3/', '/sqs/'), 'AuthorizationHeaderMalformed'],
    [changed('host;', ''), 'AuthorizationHeaderMalformed'],
    [changed('Signature=f0', 'Signature='), 'AuthorizationHeaderMalformed'],
    [{ authorization: 'AWS AKIAIOSFODNN7EXAMPLE:frJIUN8DYpKDtOLCwo=' }, 'InvalidRequest'],
  ];
  for (const [changes, code] of refusals) {
    await assert.rejects(verify(changes), { code }, `${code} of ${JSON.stringify(changes)}`);
  }
});

test('a temporary key is valid with its token and until it expires', async () => {
  const key = { ...ACCESS_KEY, sessionToken: 'token', expiresAt: SIGNED_AT };
  const before = new Date(SIGNED_AT.getTime() - 1);
  assert.ok(await verify({ 'x-amz-security-token': 'token' }, before, key));
  await assert.rejects(verify({ 'x-amz-security-token': 'other' }, before, key), { code: 'InvalidToken' });
  await assert.rejects(verify({}, before, key), { code: 'InvalidToken' });
  await assert.rejects(verify({ 'x-amz-security-token': 'token' }, SIGNED_AT, key), { code: 'ExpiredToken' });
});
