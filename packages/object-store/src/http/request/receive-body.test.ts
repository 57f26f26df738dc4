import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';

import {
  deriveSigningKey,
  formatScope,
  hmacSha256,
  signRequest,
} from '../../dialects/s3/signature/signature-v4.ts';
import { formatTimestamp } from '../../dialects/signed-time.ts';
import { CREDENTIALS, refusal, startStore } from '../../start-store.fixture.ts';

const CONTENT = 'some bytes';

/** A PUT signed in its headers, and the seed signature for its first chunk. */
function signPut(endpoint: string, payloadHash: string) {
  const timestamp = formatTimestamp(new Date());
  const scope = { date: timestamp.slice(0, 8), region: 'eu-west-3' };
  const signedHeaders = [
    ['host', new URL(endpoint).host],
    ['x-amz-content-sha256', payloadHash],
    ['x-amz-date', timestamp],
  ] as const;
  const request = { method: 'PUT', segments: ['photos', 'a'], query: [], signedHeaders, payloadHash };
  const signature = signRequest(request, { scope, timestamp }, CREDENTIALS.secretAccessKey);
  const names = signedHeaders.map(([name]) => name).join(';');
  const credential = `${CREDENTIALS.accessKeyId}/${formatScope(scope)}`;
  const authorization = `AWS4-HMAC-SHA256 Credential=${credential},SignedHeaders=${names},Signature=${signature}`;
  const headers: Record<string, string> = { ...Object.fromEntries(signedHeaders), authorization };
  return { headers, signature, timestamp, scope };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

test('a body is the one whose hash was signed, or is refused', async (t) => {
  const { endpoint, store } = await startStore(t);
  const put = (payloadHash: string) => {
    const { headers } = signPut(endpoint, payloadHash);
    return fetch(`${endpoint}/photos/a`, { method: 'PUT', headers, body: CONTENT });
  };
  assert.equal(await refusal(await put(sha256('other'))), '400 XAmzContentSHA256Mismatch');
  assert.equal(await refusal(await put('no hash')), '400 InvalidArgument');
  assert.equal(await refusal(await put('STREAMING-AWS4-ECDSA-P256-SHA256-PAYLOAD')), '501 NotImplemented');
  assert.equal(await store.stat('photos', 'a'), undefined);
  assert.equal((await put(sha256(CONTENT))).status, 200);
  assert.equal((await put('UNSIGNED-PAYLOAD')).status, 200);
});

test('a body of signed chunks is stored without its framing, or refused when a chunk is not the signed one', async (t) => {
  const { endpoint, store } = await startStore(t);
  const put = async (content: string, decodedBytes: number) => {
    const { headers, signature, timestamp, scope } = signPut(endpoint, 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD');
    const key = deriveSigningKey(CREDENTIALS.secretAccessKey, scope);
    const sign = (previous: string, chunk: string) => {
      const lines = [
        'AWS4-HMAC-SHA256-PAYLOAD',
        timestamp,
        formatScope(scope),
        previous,
        sha256(''),
        sha256(chunk),
      ];
      return hmacSha256(key, lines.join('\n')).toString('hex');
    };
    const first = sign(signature, CONTENT);
    const frame = (chunk: string, chunkSignature: string) =>
      `${chunk.length.toString(16)};chunk-signature=${chunkSignature}\r\n${chunk}\r\n`;
    const body = frame(content, first) + frame('', sign(first, ''));
    const framing = {
      'content-encoding': 'gzip,aws-chunked',
      'x-amz-decoded-content-length': String(decodedBytes),
    };
    return await fetch(`${endpoint}/photos/a`, { method: 'PUT', headers: { ...headers, ...framing }, body });
  };
  assert.equal(await refusal(await put(CONTENT.toUpperCase(), 10)), '403 SignatureDoesNotMatch');
  assert.equal(await refusal(await put(CONTENT, 11)), '400 IncompleteBody');
  assert.equal(await store.stat('photos', 'a'), undefined);
  assert.equal((await put(CONTENT, 10)).status, 200);
  assert.equal((await buffer(await store.read('photos', 'a'))).toString(), CONTENT);
  assert.deepEqual((await store.stat('photos', 'a'))?.contentHeaders, { 'content-encoding': 'gzip' });
});
