#!/bin/bash
# minio 8.0.7 (npm), Node 20.20.2 and 24.21.0, seen 2026-11-30.
#
# The values of an object's tags are texts. `getObjectTagging` of MinIO's JavaScript client gives some of them back as
# something else, because its XML parser guesses types: 007 comes back as the number 7, 0x1F as 31, "true" as a
# boolean, and spaces at the ends are cut off. Read, changed and written back, such tags are other tags than before.
# Expected: the texts that the store sent.
#
# A small HTTP server stands for the store; it answers with the document of GetObjectTagging.
#
# Output seen:
#   [{"Key":"serial","Value":7},{"Key":"hash","Value":31},{"Key":"checked","Value":true},{"Key":"note","Value":"a"}]
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund minio@8.0.7
cat >show.mjs <<'JS'
import { createServer } from 'node:http';
import { Client } from 'minio';

const tags = { serial: '007', hash: '0x1F', checked: 'true', note: ' a ' };
const set = Object.entries(tags).map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`);
const xml = `<Tagging xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><TagSet>${set.join('')}</TagSet></Tagging>`;
const server = createServer((_request, response) => response.end(xml)).listen(0, '127.0.0.1', async () => {
  const { port } = server.address();
  const keys = { accessKey: 'a', secretKey: 'b', region: 'us-east-1' };
  const client = new Client({ endPoint: '127.0.0.1', port, useSSL: false, ...keys });
  console.log(JSON.stringify(await client.getObjectTagging('photos', 'a.jpg')));
  server.close();
  server.closeAllConnections();
});
JS
seen=$(node show.mjs)
echo "$seen"
[ "$seen" = '[{"Key":"serial","Value":7},{"Key":"hash","Value":31},{"Key":"checked","Value":true},{"Key":"note","Value":"a"}]' ] || {
  echo 'It behaves otherwise now.' >&2
  exit 1
}
