import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

const { createProject, put, upload } = walkUploadRoad(() => app);

test('what clients ask before they begin is answered to an app alone', async () => {
  const query = `{ hello versions { api }
    support { systemMode supportedCloud(kind: image) endpoints { api web } }
    bank { coinsToMoney(coins: 3.5, currency: USD) moneyToCoins(money: 2, currency: USD) }
    utility { sizeToGigaPixel(width: 6000, height: 4000, numImg: 10) }
    getGeoIPInfo { nearestBuckets { bucket cloud } }
    __type(name: "BucketS3") { enumValues { name } } }`;
  assert.deepEqual(await app.ask(query, {}, { altitoken: '' }), {
    hello: 'Hello from Tiepoint.',
    versions: { api: '0.1.0' },
    support: {
      systemMode: 'Normal',
      supportedCloud: ['S3', 'MINIO'],
      endpoints: { api: app.endpoint, web: app.endpoint },
    },
    bank: { coinsToMoney: 0, moneyToCoins: 0 },
    utility: { sizeToGigaPixel: 0.24 },
    getGeoIPInfo: {
      nearestBuckets: [
        { bucket: 'local', cloud: 's3' },
        { bucket: 'local', cloud: 'minio' },
      ],
    },
    __type: { enumValues: [{ name: 'local' }] },
  });
  const unknown = await app.ask('{ support { systemMode } }', {}, { key: 'unknown' });
  assert.deepEqual(unknown, { support: { systemMode: null } });
});

test('a project is found by the beginning of its id, and projects are listed from both ends', async () => {
  const first = await createProject('first');
  const second = await createProject('second');
  const search = 'query ($id: String) { search { projectID(id: $id, limit: 1, myProject: true) { id } } }';
  assert.deepEqual(await app.ask(search, { id: first }), { search: { projectID: [{ id: first }] } });
  assert.deepEqual(await app.ask(search, { id: 'zz%' }), { search: { projectID: [] } });
  const list = `query ($first: Int, $last: Int, $before: String, $after: String) { my {
    allProjects(first: $first, last: $last, before: $before, after: $after, search: "") {
      totalCount pageInfo { hasPreviousPage hasNextPage } edges { node { id isImported importedState cloudPath { key } } } } } }`;
  type Answer = {
    my: { allProjects: { totalCount: number; pageInfo: object; edges: { node: { id: string } }[] } };
  };
  const newest = (await app.ask<Answer>(list, { first: 1, before: '', after: '' })).my.allProjects;
  assert.deepEqual(newest.edges, [
    { node: { id: second, isImported: false, importedState: 'Native', cloudPath: [{ key: 'local' }] } },
  ]);
  assert.deepEqual(newest.pageInfo, { hasPreviousPage: false, hasNextPage: true });
  const oldest = (await app.ask<Answer>(list, { last: 1 })).my.allProjects;
  assert.equal(oldest.edges[0]?.node.id, first);
  const behind = (await app.ask<Answer>(list, { first: 5, after: second })).my.allProjects;
  assert.deepEqual(
    behind.edges.map(({ node }) => node.id),
    [first],
  );
});

test('many photos are asked for, registered and revived in a few calls, each in its order', async () => {
  const pid = await createProject('many');
  const photos = await Promise.all([31, 32, 33].map(makePhoto));
  const sums = photos.map(sha1);
  const spoilt = await upload(pid, 'spoilt.jpg', Buffer.from('no photo'), sums[2]);
  assert.equal(spoilt.state, 'Invalid');
  const has = `mutation ($pid: ID!, $sums: [String!]!) { hasImages(pid: $pid, checksums: $sums) { checksum state } }`;
  assert.deepEqual(await app.ask(has, { pid, sums }), { hasImages: [null, null, null] });
  const register = `mutation ($pid: ID!, $images: [ImageAnnouncement!]!) {
    uploadImages(pid: $pid, bucket: local, images: $images) { url ttlSeconds serverTime image { id state } } }`;
  type Grant = { url: string; ttlSeconds: number; serverTime: string; image: { id: string; state: string } };
  // The first one twice, as two files with the same bytes.
  const images = [...sums, sums[0]].map((checksum, index) => ({ filename: `${index}.jpg`, checksum }));
  const { uploadImages } = await app.ask<{ uploadImages: Grant[] }>(register, { pid, images });
  assert.equal(uploadImages[3]?.image.id, uploadImages[0]?.image.id);
  assert.deepEqual(
    uploadImages.map(({ image }) => image.state),
    Array(4).fill('Pending'),
  );
  assert.equal(uploadImages[2]?.image.id, spoilt.id);
  assert.equal(uploadImages[0]?.ttlSeconds, 10_800);
  assert.ok(Math.abs(Date.parse(uploadImages[0]?.serverTime ?? '') - Date.now()) < 60_000);
  await Promise.all(photos.map((photo, index) => put(uploadImages[index]?.url ?? '', photo)));
  const present = { hasImages: sums.map((checksum) => ({ checksum, state: 'Ready' })) };
  await until(async () => {
    const answer = await app.ask<typeof present>(has, { pid, sums });
    return answer.hasImages.every((image) => image?.state === 'Ready');
  });
  assert.deepEqual(await app.ask(has, { pid, sums }), present);
});

test('too much at once, or a checksum that is none, is refused with a sentence', async () => {
  const pid = await createProject('refused');
  const has = 'mutation ($pid: ID!, $sums: [String!]!) { hasImages(pid: $pid, checksums: $sums) { id } }';
  const many = await app.askRaw(has, { pid, sums: Array(1001).fill('0'.repeat(40)) });
  assert.match(many.errors?.[0]?.message ?? '', /At most 1000/);
  const wrong = await app.askRaw(has, { pid, sums: ['abc'] });
  assert.equal(wrong.errors?.[0]?.extensions.code, 'BAD_INPUT');
  const minio = `mutation ($pid: ID!) {
    uploadImageMinio(pid: $pid, bucket: local, filename: "a.tiff", checksum: "") { url image { filename } } }`;
  type Answer = { uploadImageMinio: { url: string; image: { filename: string } } };
  const { uploadImageMinio } = await app.ask<Answer>(minio, { pid });
  assert.match(uploadImageMinio.image.filename, /^[0-9a-f]{24}\.tif$/);
});
