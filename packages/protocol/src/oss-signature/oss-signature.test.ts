import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import { test } from 'node:test';

import { createWebDigests, type OssDigests } from './oss-digests.ts';
import type { OssRequest } from './oss-request.ts';
import { ossStringToSignV1, signOssV1 } from './signature-v1.ts';
import { deriveOssSigningKey, ossCanonicalRequestV4, signOssV4 } from './signature-v4.ts';

/** Node's own and those of browsers: signatures must be the same. */
const DIGESTS: Readonly<Record<string, OssDigests>> = {
  node: {
    hmacSha1: (key, text) => createHmac('sha1', key).update(text).digest(),
    hmacSha256: (key, text) => createHmac('sha256', key).update(text).digest(),
    sha256: (text) => createHash('sha256').update(text).digest(),
  },
  web: createWebDigests(),
};

/** The example of https://help.aliyun.com/en/oss/developer-reference/include-signatures-in-the-authorization-header */
const DOCUMENTED: OssRequest = {
  method: 'PUT',
  resource: '/oss-example/nelson',
  query: [],
  headers: new Map([
    ['x-oss-meta-author', 'foo@bar.com'],
    ['x-oss-magic', 'abracadabra'],
    ['content-md5', 'ODBGOERFMDMzQTczRUY3NUE3NzA5QzdFNUYzMDQxNEM='],
    ['content-type', 'text/html'],
    ['host', 'oss-example.oss-cn-hangzhou.aliyuncs.com'],
  ]),
};

/** A test vector of Alibaba's Go SDK: github.com/aliyun/alibabacloud-oss-go-sdk-v2, oss/signer/v4_test.go */
const GO_VECTOR: OssRequest = {
  method: 'PUT',
  resource: '/bucket/1234+-/123/1.txt',
  query: [
    ['param1', 'value1'],
    ['+param1', 'value3'],
    ['|param1', 'value4'],
    ['+param2', ''],
    ['|param2', ''],
    ['param2', ''],
  ],
  headers: new Map([
    ['x-oss-head1', 'value'],
    ['abc', 'value'],
    ['zabc', 'value'],
    ['xyz', 'value'],
    ['content-type', 'text/plain'],
    ['x-oss-content-sha256', 'UNSIGNED-PAYLOAD'],
  ]),
};

const GO_SCOPE = { date: '20231216', region: 'cn-hangzhou' };

for (const [platform, digests] of Object.entries(DIGESTS)) {
  test(`version 1 signs the documented example as documented, on ${platform}`, async () => {
    const time = 'Thu, 17 Nov 2005 18:49:58 GMT';
    const signature = await signOssV1(
      DOCUMENTED,
      { time, accessKeySecret: 'OtxrzxIsfpFjA7SwPzILwy8Bw21TLhquhboDYROV' },
      digests,
    );
    assert.equal(signature, '26NBxoKdsyly4EDv6inkoDft/yA=');
  });

  test(`version 4 signs like Alibaba's own SDK, on ${platform}`, async () => {
    const signingKey = await deriveOssSigningKey('sk', GO_SCOPE, digests);
    const sign = async (timestamp: string, additionalHeaderNames?: string[]) => {
      const headers = new Map([...GO_VECTOR.headers, ['x-oss-date', timestamp]]);
      const signed = {
        scope: GO_SCOPE,
        timestamp,
        signingKey,
        ...(additionalHeaderNames && { additionalHeaderNames }),
      };
      return await signOssV4({ ...GO_VECTOR, headers }, signed, digests);
    };
    const usual = 'e21d18daa82167720f9b1047ae7e7f1ce7cb77a31e8203a7d5f4624fa0284afe';
    assert.equal(await sign('20231216T162057Z'), usual);
    const withMore = '4a4183c187c07c8947db7620deb0a6b38d9fbdd34187b6dbaccb316fa251212f';
    assert.equal(await sign('20231216T172512Z', ['zabc', 'abc']), withMore);
  });
}

test('version 1 signs the subresources alone, in order, and no other part of the query', () => {
  const request: OssRequest = {
    method: 'PUT',
    resource: '/b/k é',
    query: [
      ['uploadId', 'x'],
      ['prefix', 'unsigned'],
      ['partNumber', '1'],
      ['uploads', ''],
    ],
    headers: new Map([
      ['x-oss-b', ' 2 '],
      ['x-oss-a', '1'],
    ]),
  };
  const expected = 'PUT\n\n\nsome time\nx-oss-a:1\nx-oss-b:2\n/b/k é?partNumber=1&uploadId=x&uploads';
  assert.equal(ossStringToSignV1(request, 'some time'), expected);
});

test('version 4 encodes all but unreserved characters and the slashes of the resource', () => {
  const request: OssRequest = {
    method: 'GET',
    resource: "/b/k é/!'()*~",
    query: [
      ['b', '/='],
      ['a', ''],
    ],
    headers: new Map([['content-type', ' text/plain ']]),
  };
  const expected =
    'GET\n/b/k%20%C3%A9/%21%27%28%29%2A~\na&b=%2F%3D\ncontent-type:text/plain\n\n\nUNSIGNED-PAYLOAD';
  assert.equal(ossCanonicalRequestV4(request), expected);
});
