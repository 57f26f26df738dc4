#!/bin/bash
# @aws-lite/client 0.24.1 with @aws-lite/s3 0.2.7 (npm), Node 20.20.2 and 24.21.0, seen 2026-11-30.
#
# S3 allows any characters in keys; clients encode them in the path. aws-lite encodes the space and leaves others as
# they are. So the object `p/why?.jpg` is written to the key `p/why` without an error, and `p/%41.jpg` to `p/A.jpg`. A
# `+` is sent as itself but signed as a space: the signature is the same as for the key with a space, and the store
# refuses it (radosgw 16.2.15 with 403).
# Expected: %3F, %25 and %2B in the path, and signatures of their own.
#
# A small HTTP server stands for the store; it prints the path, and whether two signatures of the same second agree.
#
# Output seen:
#   p/why?.jpg -> /photos/p/why?.jpg=
#   p/%41.jpg -> /photos/p/%41.jpg
#   p/a+b.jpg -> /photos/p/a+b.jpg
#   p/a b.jpg -> /photos/p/a%20b.jpg
#   a+b and a b have the same signature: true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @aws-lite/client@0.24.1 @aws-lite/s3@0.2.7
cat >show.mjs <<'JS'
import { createServer } from 'node:http';
import awsLite from '@aws-lite/client';

let last = {};
const server = createServer((request, response) => {
  const { authorization, 'x-amz-date': date } = request.headers;
  last = { path: request.url, signature: authorization.split('Signature=')[1], date };
  request.resume().on('end', () => response.end());
}).listen(0, '127.0.0.1', async () => {
  const client = await awsLite({
    accessKeyId: 'a',
    secretAccessKey: 'b',
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${server.address().port}`,
    plugins: [import('@aws-lite/s3')],
  });
  const put = async (Key) => {
    await client.S3.PutObject({ Bucket: 'photos', Key, Body: Buffer.from('x') });
    return last;
  };
  for (const key of ['p/why?.jpg', 'p/%41.jpg', 'p/a+b.jpg', 'p/a b.jpg']) {
    console.log(`${key} -> ${(await put(key)).path}`);
  }
  for (;;) {
    const [plus, space] = [await put('p/a+b.jpg'), await put('p/a b.jpg')];
    // A signature covers its second.
    if (plus.date !== space.date) continue;
    console.log(`a+b and a b have the same signature: ${plus.signature === space.signature}`);
    break;
  }
  server.close();
  server.closeAllConnections();
});
JS
seen=$(node show.mjs)
echo "$seen"
[ "$seen" = 'p/why?.jpg -> /photos/p/why?.jpg=
p/%41.jpg -> /photos/p/%41.jpg
p/a+b.jpg -> /photos/p/a+b.jpg
p/a b.jpg -> /photos/p/a%20b.jpg
a+b and a b have the same signature: true' ] || {
  echo 'It behaves otherwise now.' >&2
  exit 1
}
