#!/bin/bash
# ali-oss 6.23.0 (npm), Node 20.20.2 and 24.21.0, seen 2026-12-01.
#
# A computer whose clock is three hours off is refused by OSS with RequestTimeTooSkewed, whose body has the time of the
# server. The browser build of ali-oss reads it, keeps the difference as `amendTimeSkewed` and sends the request again,
# so that everything works. The Node build signs with the same `amendTimeSkewed`, but never sets it: the same call on
# the same computer fails for good, also with `retryMax`, because a 403 is not retried.
# Expected: both builds of one library follow the server's clock, or the difference is documented.
# What helps: give the difference in milliseconds as the option `amendTimeSkewed`, which is in neither the README nor
# the types; `true` shifts the clock by one millisecond.
#
# A small HTTP server stands for OSS; its clock is three hours ahead.
#
# Output seen:
#   as it is: RequestTimeTooSkewed after 1 request
#   retryMax 3: RequestTimeTooSkewed after 1 request
#   amendTimeSkewed true: RequestTimeTooSkewed after 1 request
#   amendTimeSkewed 10800000: 200 after 1 request
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund ali-oss@6.23.0
cat >show.mjs <<'JS'
import { createServer } from 'node:http';
import OSS from 'ali-oss';

const AHEAD_MS = 3 * 60 * 60 * 1000;
const ALLOWED_MS = 15 * 60 * 1000;
let requests = 0;
const server = createServer((request, response) => {
  requests++;
  request.resume();
  const serverTime = Date.now() + AHEAD_MS;
  const sent = Date.parse(request.headers['x-oss-date'] ?? request.headers.date);
  if (Math.abs(serverTime - sent) <= ALLOWED_MS) return response.end();
  response.writeHead(403, { 'content-type': 'application/xml' });
  response.end(`<Error><Code>RequestTimeTooSkewed</Code><Message>skewed</Message><ServerTime>${new Date(
    serverTime,
  ).toISOString()}</ServerTime></Error>`);
}).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const tries = {
    'as it is': {},
    'retryMax 3': { retryMax: 3 },
    'amendTimeSkewed true': { amendTimeSkewed: true },
    [`amendTimeSkewed ${AHEAD_MS}`]: { amendTimeSkewed: AHEAD_MS },
  };
  for (const [name, options] of Object.entries(tries)) {
    requests = 0;
    const endpoint = `http://127.0.0.1:${port}`;
    const keys = { accessKeyId: 'a', accessKeySecret: 'b', bucket: 'photos' };
    const client = new OSS({ ...keys, endpoint, cname: true, ...options });
    const end = await client.put('a.jpg', Buffer.from('a')).then(
      ({ res }) => res.status,
      ({ code }) => code,
    );
    console.log(`${name}: ${end} after ${requests} request`);
  }
  server.close();
  server.closeAllConnections();
});
JS
seen=$(node show.mjs 2>/dev/null)
echo "$seen"
[ "$seen" = 'as it is: RequestTimeTooSkewed after 1 request
retryMax 3: RequestTimeTooSkewed after 1 request
amendTimeSkewed true: RequestTimeTooSkewed after 1 request
amendTimeSkewed 10800000: 200 after 1 request' ] || {
  echo 'It behaves otherwise now.' >&2
  exit 1
}
