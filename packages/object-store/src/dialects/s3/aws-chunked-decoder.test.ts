import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { test } from 'node:test';
import { AwsChunkedDecoder } from './aws-chunked-decoder.ts';
import { ChunkVerifier } from './signature/chunk-verifier.ts';
import type { SignatureClaim } from './signature/signature-claim.ts';

// The published examples: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming.html
// and https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const CONTENT = 'a'.repeat(66_560);
const SIGNED = {
  seed: '4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9',
  chunks: [
    'ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648',
    '0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497',
    'b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9',
  ],
};
const SIGNED_WITH_TRAILER = {
  seed: '106e2a8a18243abcf37539882f36619c00e2dfc72633413f02d3b74544bfeb8e',
  chunks: [
    'b474d8862b1487a5145d686f57f013e54db672cee1c953b3010fb58501ef5aa2',
    '1c1344b170168f8e65b41376b44b20fe354e373826ccbbe2c1d40a8cae51e5c7',
    '2ca2aba2005185cf7159c6277faf83795951dd77a3a99e6e65d5c9f85863f992',
  ],
  trailer:
    'x-amz-checksum-crc32c:sOO8/Q==\r\n' +
    'x-amz-trailer-signature:d81f82fc3505edab99d459891051a732e8730629a2e4a59689829ca17fe2e435\r\n',
};

function verifierOf(seed: string): ChunkVerifier {
  const claim = {
    scope: { date: '20130524', region: 'us-east-1' },
    timestamp: '20130524T000000Z',
    signature: seed,
  };
  return new ChunkVerifier(claim as SignatureClaim, SECRET);
}

function frame(signatures: readonly string[], trailer = ''): string {
  const contents = [CONTENT.slice(0, 65_536), CONTENT.slice(65_536)];
  const chunks = contents.map((content, index) => {
    const size = content.length.toString(16);
    return `${size};chunk-signature=${signatures[index]}\r\n${content}\r\n`;
  });
  return `${chunks.join('')}0;chunk-signature=${signatures[2]}\r\n${trailer}\r\n`;
}

async function decode(text: string, decoder: AwsChunkedDecoder, pieceBytes = 50_000): Promise<string> {
  const body = Buffer.from(text);
  const pieces = Array.from({ length: Math.ceil(body.length / pieceBytes) }, (_, index) =>
    body.subarray(index * pieceBytes, (index + 1) * pieceBytes),
  );
  return (await buffer(Readable.from(decoder.decode(Readable.from(pieces))))).toString();
}

test('signed chunks and trailers verify as published, however they are cut on the way', async () => {
  for (const pieceBytes of [41, 1000, 65_536, 100_000]) {
    const plain = new AwsChunkedDecoder(verifierOf(SIGNED.seed));
    assert.equal(await decode(frame(SIGNED.chunks), plain, pieceBytes), CONTENT);
    const decoder = new AwsChunkedDecoder(verifierOf(SIGNED_WITH_TRAILER.seed));
    const { chunks, trailer } = SIGNED_WITH_TRAILER;
    assert.equal(await decode(frame(chunks, trailer), decoder, pieceBytes), CONTENT);
    assert.deepEqual([...decoder.trailers], [['x-amz-checksum-crc32c', 'sOO8/Q==']]);
  }
});

test('a changed, moved or missing chunk or trailer is refused', async () => {
  const { seed, chunks, trailer } = SIGNED_WITH_TRAILER;
  const whole = frame(chunks, trailer);
  const changes: [string, string][] = [
    ['aaa\r\n', 'aab\r\n'],
    [`${chunks[1]}`, `${chunks[0]}`],
    [`;chunk-signature=${chunks[2]}`, ''],
    ['sOO8/Q==', 'sOO8/A=='],
    [/x-amz-trailer-signature.*/.exec(whole)?.[0] ?? '', ''],
  ];
  for (const [before, after] of changes) {
    assert.notEqual(whole.replace(before, after), whole);
    const decoding = decode(whole.replace(before, after), new AwsChunkedDecoder(verifierOf(seed)));
    await assert.rejects(decoding, { code: 'SignatureDoesNotMatch' }, before);
  }
});

test('unsigned chunks decode; a body that ends early or is not framed is refused', async () => {
  const whole = '3e8\r\n'.concat('b'.repeat(1000), '\r\n0\r\nx-amz-checksum-crc32:RZgw3A==\r\n\r\n');
  const decoder = new AwsChunkedDecoder();
  assert.equal(await decode(whole, decoder), 'b'.repeat(1000));
  assert.equal(decoder.trailers.get('x-amz-checksum-crc32'), 'RZgw3A==');
  const broken = [
    '',
    whole.slice(0, 500),
    whole.slice(0, 1008),
    whole.replace('3e8', '3e7'),
    'x'.repeat(5000),
  ];
  for (const body of broken) {
    await assert.rejects(
      decode(body, new AwsChunkedDecoder()),
      { code: 'IncompleteBody' },
      body.slice(0, 20),
    );
  }
});
