import assert from 'node:assert/strict';
import { test } from 'node:test';

import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { parseRequestTarget } from '../../../http/request-target.ts';
import { S3Error } from '../../../s3-error.ts';
import { type PresignRequest, presignUrl } from './presign-url.ts';
import { verifyRequest } from './verify-request.ts';

const CREDENTIALS = { accessKeyId: 'AKTEST', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG' };
const ENDPOINT = 'http://127.0.0.1:8091';
const SIGNED_AT = new Date('2026-03-04T05:06:07Z');
const KEYS = ['a.jpg', "p/1/x y+é!'()*.jpg", 'p/100%2F%/ü=&;,$@:~_-.jpg', '写真/🛰.jpg'];

function sdkClient(options: { region?: string; checksums?: 'WHEN_SUPPORTED' } = {}): S3Client {
  return new S3Client({
    endpoint: ENDPOINT,
    region: options.region ?? 'us-east-1',
    forcePathStyle: true,
    credentials: CREDENTIALS,
    requestChecksumCalculation: options.checksums ?? 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

function presign(request: Partial<PresignRequest> = {}): string {
  return presignUrl(
    { method: 'PUT', endpoint: ENDPOINT, bucket: 'photos', key: 'a.jpg', expiresInSeconds: 600, ...request },
    CREDENTIALS,
    SIGNED_AT,
  );
}

async function verify(
  url: string,
  options: { method?: string; now?: Date; headers?: Record<string, string> } = {},
) {
  const headers: Record<string, string> = { host: new URL(ENDPOINT).host, ...options.headers };
  return verifyRequest(
    {
      method: options.method ?? 'PUT',
      target: parseRequestTarget(url.slice(ENDPOINT.length)),
      headerNames: Object.keys(headers),
      headerValues: (name) => (headers[name] === undefined ? [] : [headers[name]]),
    },
    (accessKeyId) => (accessKeyId === CREDENTIALS.accessKeyId ? CREDENTIALS : undefined),
    options.now ?? SIGNED_AT,
  );
}

function refusedWith(code: string, message?: RegExp) {
  return (error: unknown) =>
    error instanceof S3Error && error.code === code && (message === undefined || message.test(error.message));
}

test('a presigned URL is the one that the official SDK makes of the same request', async () => {
  const client = sdkClient();
  const sdkOptions = { expiresIn: 600, signingDate: SIGNED_AT };
  for (const key of KEYS) {
    const target = { Bucket: 'photos', Key: key };
    assert.equal(presign({ key }), await getSignedUrl(client, new PutObjectCommand(target), sdkOptions));
    assert.equal(
      presign({ key, method: 'HEAD' }),
      await getSignedUrl(client, new HeadObjectCommand(target), sdkOptions),
    );
    const answerHeaders = {
      ResponseContentDisposition: `attachment; filename="a b"`,
      ResponseContentType: 'a/b',
    };
    assert.equal(
      presign({
        key,
        method: 'GET',
        responseContentDisposition: answerHeaders.ResponseContentDisposition,
        responseContentType: answerHeaders.ResponseContentType,
      }),
      await getSignedUrl(client, new GetObjectCommand({ ...target, ...answerHeaders }), sdkOptions),
    );
  }
});

test('URLs of the official SDK verify, with any region, signed headers and the checksum of an empty body', async () => {
  const client = sdkClient({ region: 'eu-central-7', checksums: 'WHEN_SUPPORTED' });
  for (const key of KEYS) {
    const command = new PutObjectCommand({
      Bucket: 'photos',
      Key: key,
      ContentType: 'image/jpeg',
      ContentLength: 5,
    });
    const url = await getSignedUrl(client, command, {
      expiresIn: 600,
      signingDate: SIGNED_AT,
      signableHeaders: new Set(['content-type', 'content-length']),
    });
    assert.match(url, /x-amz-checksum-crc32=AAAAAA/);
    assert.match(url, /SignedHeaders=content-length%3Bcontent-type%3Bhost/);
    const headers = { 'content-type': ' image/jpeg ', 'content-length': '5' };
    assert.deepEqual((await verify(url, { headers })).payload, { kind: 'open' });
    const wrongType = { ...headers, 'content-type': 'text/html' };
    await assert.rejects(verify(url, { headers: wrongType }), refusedWith('SignatureDoesNotMatch'));
    await assert.rejects(verify(url), refusedWith('SignatureDoesNotMatch'));
  }
});

test('a URL verifies from the second it is signed until it expires, and 15 minutes early for slow clocks', async () => {
  const after = (seconds: number) => ({ now: new Date(SIGNED_AT.getTime() + seconds * 1000) });
  assert.ok(await verify(presign(), after(-900)));
  assert.ok(await verify(presign(), after(599)));
  await assert.rejects(verify(presign(), after(-901)), refusedWith('AccessDenied', /not yet valid/));
  await assert.rejects(verify(presign(), after(600)), refusedWith('AccessDenied', /has expired/));
});

test('a URL changed anywhere is refused', async () => {
  const url = presign({ key: 'p1/a.jpg' });
  const changes: [string, string][] = [
    ['p1/a.jpg', 'p2/a.jpg'],
    ['p1/a.jpg', 'p1%2Fa.jpg'],
    ['p1/a.jpg', 'p1/%2e%2e/p1/a.jpg'],
    ['/photos/', '/private/'],
    ['Expires=600', 'Expires=6000'],
    ['us-east-1', 'us-east-2'],
    ['x-id=PutObject', 'x-id=GetObject'],
    ['x-id=PutObject', 'x-id=PutObject&response-content-type=text%2Fhtml'],
    ['T050607Z', 'T050608Z'],
  ];
  for (const [before, after] of changes) {
    assert.notEqual(url.replace(before, after), url);
    await assert.rejects(verify(url.replace(before, after)), refusedWith('SignatureDoesNotMatch'), after);
  }
  const flipped = url.replace(/Signature=(.)/, (_, digit) => `Signature=${digit === '0' ? '1' : '0'}`);
  await assert.rejects(verify(flipped), refusedWith('SignatureDoesNotMatch'));
  await assert.rejects(verify(url, { method: 'GET' }), refusedWith('SignatureDoesNotMatch'));
  await assert.rejects(
    verify(url, { headers: { host: 'other:8091' } }),
    refusedWith('SignatureDoesNotMatch'),
  );
});

test('a URL of another key pair is refused', async () => {
  const request = {
    method: 'PUT',
    endpoint: ENDPOINT,
    bucket: 'photos',
    key: 'a',
    expiresInSeconds: 9,
  } as const;
  const foreignId = presignUrl(request, { ...CREDENTIALS, accessKeyId: 'AKOTHER' }, SIGNED_AT);
  await assert.rejects(verify(foreignId), refusedWith('InvalidAccessKeyId'));
  const foreignSecret = presignUrl(request, { ...CREDENTIALS, secretAccessKey: 'guess' }, SIGNED_AT);
  await assert.rejects(verify(foreignSecret), refusedWith('SignatureDoesNotMatch'));
});

test('missing, malformed and repeated parameters are refused as such', async () => {
  const url = presign();
  const broken = [
    url.replace(/X-Amz-Signature=\w+&?/, ''),
    url.replace('Expires=600', 'Expires=604801'),
    url.replace('Expires=600', 'Expires=0'),
    url.replace('HMAC-SHA256', 'HMAC-SHA1'),
    url.replace('SignedHeaders=host', 'SignedHeaders=date'),
    url.replace(/Signature=\w+/, 'Signature=ab'),
    url.replace('20260304%2F', '20260303%2F'),
  ];
  for (const one of broken) {
    await assert.rejects(verify(one), refusedWith('AuthorizationQueryParametersError'), one);
  }
  await assert.rejects(verify(`${url}&X-Amz-Expires=9`), refusedWith('InvalidArgument'));
  await assert.rejects(verify(url.replace('a.jpg', 'a%zz.jpg')), refusedWith('InvalidURI'));
});

test('only sensible URLs are signed', () => {
  assert.throws(() => presign({ expiresInSeconds: 0 }), RangeError);
  assert.throws(() => presign({ expiresInSeconds: 604_801 }), RangeError);
  assert.throws(() => presign({ key: 'a/../b' }), refusedWith('InvalidArgument'));
  assert.throws(() => presign({ endpoint: 'http://127.0.0.1/store' }), TypeError);
});
