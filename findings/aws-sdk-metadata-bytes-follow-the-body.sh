#!/bin/bash
# @aws-sdk/client-s3 3.1169.0 (npm), Node 20.20.2 and 24.21.0, seen 2026-11-30.
#
# The same metadata travel as different bytes, depending on the type of the body: before a string, Node's HTTP client
# writes the headers as UTF-8 (it joins them with the body), before a Buffer as Latin-1. The SDK signs the UTF-8 text
# in both cases, so that a store has to verify the signature of a Latin-1 header on other bytes than it was sent.
# Expected: one form, whatever the body, or a refusal, as for characters outside Latin-1.
#
# A small HTTP server stands for the store; it prints the bytes of the header as they came.
#
# Output seen:
#   string: 4a 6f 73 c3 a9
#   buffer: 4a 6f 73 e9
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @aws-sdk/client-s3@3.1169.0
cat >show.mjs <<'JS'
import { createServer } from 'node:http';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';

let sent = '';
const server = createServer((request, response) => {
  // Node gives each byte of a header as one character.
  const bytes = Buffer.from(request.headers['x-amz-meta-pilot'], 'latin1');
  sent = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
  request.resume().on('end', () => response.end());
}).listen(0, '127.0.0.1', async () => {
  const client = new S3Client({
    endpoint: `http://127.0.0.1:${server.address().port}`,
    region: 'us-east-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
  });
  for (const [type, Body] of [['string', 'x'], ['buffer', Buffer.from('x')]]) {
    await client.send(new PutObjectCommand({ Bucket: 'photos', Key: 'a', Body, Metadata: { pilot: 'José' } }));
    console.log(`${type}: ${sent}`);
  }
  client.destroy();
  server.close();
});
JS
seen=$(node show.mjs)
echo "$seen"
[ "$seen" = $'string: 4a 6f 73 c3 a9\nbuffer: 4a 6f 73 e9' ] || {
  echo 'It behaves otherwise now.' >&2
  exit 1
}
