import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { getIntrospectionQuery } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { PROGRAM_VERSION } from './config/program-version.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

let app: TestApp;
before(async () => {
  app = await startTestApp();
});
after(() => app.remove());

const { createProject, put, upload } = walkUploadRoad(() => app);

test('initial queries of clients need only an app key', async () => {
  const query = `{ hello versions { api }
    support { systemMode supportedCloud(kind: image) endpoints { api web } }
    bank { coinsToMoney(coins: 3.5, currency: USD) moneyToCoins(money: 2, currency: USD) }
    utility { sizeToGigaPixel(width: 6000, height: 4000, numImg: 10) }
    getGeoIPInfo { nearestBuckets { bucket cloud } }
    __type(name: "BucketS3") { enumValues { name } } }`;
  assert.deepEqual(await app.ask(query, {}, { altitoken: '' }), {
    hello: 'Hello from Tiepoint.',
    versions: { api: PROGRAM_VERSION },
    support: {
      systemMode: 'Normal',
      supportedCloud: ['S3', 'OSS', 'MINIO'],
      endpoints: { api: app.endpoint, web: app.endpoint },
    },
    bank: { coinsToMoney: 0, moneyToCoins: 0 },
    utility: { sizeToGigaPixel: 0.24 },
    getGeoIPInfo: {
      nearestBuckets: [
        { bucket: 'local', cloud: 's3' },
        { bucket: 'local', cloud: 'oss' },
        { bucket: 'local', cloud: 'minio' },
      ],
    },
    __type: { enumValues: [{ name: 'local' }] },
  });
  const unknown = await app.ask('{ support { systemMode } }', {}, { key: 'unknown' });
  assert.deepEqual(unknown, { support: { systemMode: null } });
});

test('a project is found by an id prefix, and projects are listed from both ends', async () => {
  const first = await createProject('first');
  const second = await createProject('second');
  const search = 'query ($id: String) { search { projectID(id: $id, limit: 1, myProject: true) { id } } }';
  assert.deepEqual(await app.ask(search, { id: first }), { search: { projectID: [{ id: first }] } });
  assert.deepEqual(await app.ask(search, { id: 'zz%' }), { search: { projectID: [] } });
  const list = `query ($first: Int, $last: Int, $before: String, $after: String) { my {
    allProjects(first: $first, last: $last, before: $before, after: $after, search: "") {
      totalCount pageInfo { hasPreviousPage hasNextPage } edges { node { id isImported importedState cloudPath { key } } } } } }`;
  interface Answer {
    my: { allProjects: { totalCount: number; pageInfo: object; edges: { node: { id: string } }[] } };
  }
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

test('many photos are looked up, registered and registered again in a few calls, each in order', async () => {
  const pid = await createProject('many');
  const photos = await Promise.all([31, 32, 33].map(makePhoto));
  const sums = photos.map(sha1);
  const spoilt = await upload(pid, 'spoilt.jpg', Buffer.from('no photo'), sums[2]);
  assert.equal(spoilt.state, 'Invalid');
  const has = `mutation ($pid: ID!, $sums: [String!]!) { hasImages(pid: $pid, checksums: $sums) { checksum state } }`;
  assert.deepEqual(await app.ask(has, { pid, sums }), { hasImages: [null, null, null] });
  const register = `mutation ($pid: ID!, $images: [ImageAnnouncement!]!) {
    uploadImages(pid: $pid, bucket: local, images: $images) { url ttlSeconds serverTime image { id state } } }`;
  interface Grant {
    url: string;
    ttlSeconds: number;
    serverTime: string;
    image: { id: string; state: string };
  }
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

test('photos of one call are listed in its order, or by name, page by page from either end', async () => {
  const pid = await createProject('ordered');
  const names = Array.from({ length: 40 }, (_, index) => `DJI_${(index * 17) % 40}.JPG`).map((name, index) =>
    index % 2 === 0 ? name : name.toLowerCase(),
  );
  const register = `mutation ($pid: ID!, $images: [ImageAnnouncement!]!) {
    uploadImages(pid: $pid, bucket: local, images: $images) { image { id } } }`;
  const images = names.map((filename) => ({ filename, checksum: sha1(Buffer.from(filename)) }));
  await app.ask(register, { pid, images });
  const list = `query ($pid: ID!, $order: IMAGE_ORDER, $first: Int, $last: Int, $after: String, $before: String) {
    project(id: $pid) { allImages(order: $order, first: $first, last: $last, after: $after, before: $before) {
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor } edges { cursor node { id name } } } } }`;
  interface Answer {
    project: {
      allImages: {
        pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string };
        edges: { cursor: string; node: { id: string; name: string } }[];
      };
    };
  }
  const walk = async (order: string, size: { first?: number; last?: number }) => {
    const found: string[] = [];
    let cursor: string | undefined;
    for (;;) {
      const place = size.first ? { after: cursor } : { before: cursor };
      const { allImages } = (await app.ask<Answer>(list, { pid, order, ...size, ...place })).project;
      const page = allImages.edges.map(({ node }) => node.name);
      if (size.first) found.push(...page);
      else found.unshift(...page);
      const { hasNextPage, hasPreviousPage, startCursor, endCursor } = allImages.pageInfo;
      if (!(size.first ? hasNextPage : hasPreviousPage)) return found;
      cursor = size.first ? endCursor : startCursor;
    }
  };
  assert.deepEqual(await walk('Registered', { first: 7 }), names);
  assert.deepEqual(await walk('Registered', { last: 7 }), names);
  const sorted = [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  assert.deepEqual(await walk('Name', { first: 7 }), sorted);
  assert.deepEqual(await walk('Name', { last: 7 }), sorted);
  const wrong = await app.askRaw(list, { pid, order: 'Name', first: 7, after: 'no cursor' });
  assert.equal(wrong.errors?.[0]?.extensions.code, 'BAD_INPUT');
});

test('batches that are too large and invalid checksums are refused with a message', async () => {
  const pid = await createProject('refused');
  const has = 'mutation ($pid: ID!, $sums: [String!]!) { hasImages(pid: $pid, checksums: $sums) { id } }';
  const many = await app.askRaw(has, { pid, sums: Array(1001).fill('0'.repeat(40)) });
  assert.match(many.errors?.[0]?.message ?? '', /At most 1000/);
  const wrong = await app.askRaw(has, { pid, sums: ['abc'] });
  assert.equal(wrong.errors?.[0]?.extensions.code, 'BAD_INPUT');
  const minio = `mutation ($pid: ID!) {
    uploadImageMinio(pid: $pid, bucket: local, filename: "a.tiff", checksum: "") { url image { filename } } }`;
  interface Answer {
    uploadImageMinio: { url: string; image: { filename: string } };
  }
  const { uploadImageMinio } = await app.ask<Answer>(minio, { pid });
  assert.match(uploadImageMinio.image.filename, /^[0-9a-f]{24}\.tif$/);
});

test('an exceeded limit is reported with its name, the value and the maximum', async () => {
  const refusal = async (query: string, variables?: object) => {
    const { data, errors } = await app.askRaw(query, variables);
    assert.equal(data, null);
    assert.equal(errors?.length, 1);
    return `${errors[0]?.extensions.code}: ${errors[0]?.message}`;
  };
  const deep = `{ ${'my { '.repeat(13)} self { id } ${'} '.repeat(13)} }`;
  assert.match(await refusal(deep), /^LIMIT_DEPTH: .* 15 levels deep; the limit is 12/);
  assert.match(await refusal(`{ ${'a { '.repeat(5000)} a ${'} '.repeat(5000)} }`), /^LIMIT_DEPTH: /);
  const aliases = Array.from({ length: 101 }, (_, index) => `a${index}: hello`).join(' ');
  assert.match(await refusal(`{ ${aliases} }`), /^LIMIT_ALIASES: .* 101 aliases; the limit is 100/);
  assert.match(await refusal(`{ ${'hello '.repeat(12_000)} }`), /^LIMIT_TOKENS: .* more than 12000 /);
  assert.match(await refusal(`{ ${'hello '.repeat(900)} }`), /^LIMIT_TOKENS: .*900 .* the limit is 800\./);
  const anonymous = await app.askRaw(`{ ${'hello '.repeat(201)} }`, {}, { altitoken: '' });
  assert.match(anonymous.errors?.[0]?.message ?? '', /201 .* the limit is 200\./);
  const lists = `query ($first: Int) { my { allProjects(first: $first) { edges { node {
    allImages(first: $first) { edges { node { id } } } } } } } }`;
  const found = /^LIMIT_COST: .* costs \d{7,8} points; the limit is 70000\./;
  assert.match(await refusal(lists, { first: 1000 }), found);
  // The same text again, known by now: the variables decide each time.
  await app.ask(lists, { first: 5 });
  assert.match(await refusal(lists, { first: 1000 }), found);
  assert.match(await refusal('{ hello }', { filler: 'x'.repeat(1024 * 1024) }), /^LIMIT_BODY: .* 1048576 /);
  const form = { method: 'POST', body: new URLSearchParams({ query: 'x'.repeat(1024 * 1024) }) };
  assert.equal((await fetch(`${app.endpoint}/graphql`, form)).status, 200);
  assert.match(
    await refusal(JSON.stringify({ kind: 'Document', definitions: [] })),
    /^BAD_INPUT: .* as text/,
  );
});

test('cyclic and exponentially expanding fragments are refused fast', { timeout: 5000 }, async () => {
  const circle = '{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }';
  assert.match((await app.askRaw(circle)).errors?.[0]?.message ?? '', /Cannot spread fragment/);
  const doubling = Array.from(
    { length: 300 },
    (_, at) => `fragment f${at} on Query { ...f${at + 1} ...f${at + 1} }`,
  );
  const bomb = `{ ...f0 } ${doubling.join(' ')} fragment f300 on Query { hello }`;
  assert.equal((await app.askRaw(bomb)).errors?.[0]?.extensions.code, 'LIMIT_COST');
});

test('legitimate queries pass the limits: introspection, and a thousand photos at once', async () => {
  await app.ask(getIntrospectionQuery({ schemaDescription: true, inputValueDeprecation: true }));
  const pid = await createProject('a thousand');
  const sums = Array.from({ length: 1000 }, (_, index) => sha1(Buffer.from(`photo ${index}`)));
  const has =
    'mutation ($pid: ID!, $sums: [String!]!) { hasImages(pid: $pid, checksums: $sums) { id state } }';
  await app.ask(has, { pid, sums });
  const images = sums.map((checksum, index) => ({ filename: `DJI_${index}.JPG`, type: 'JPEG', checksum }));
  const answer = '{ url serverTime ttlSeconds image { id name filename state error checksum } }';
  const upload = `mutation ($pid: ID!, $images: [ImageAnnouncement!]!) {
    uploadImages(pid: $pid, bucket: local, images: $images) ${answer} }`;
  await app.ask(upload, { pid, images });
  const literals = images.map(
    (image) => `{filename: "${image.filename}", type: JPEG, checksum: "${image.checksum}"}`,
  );
  await app.ask(`mutation { uploadImages(pid: "${pid}", bucket: local, images: [${literals}]) ${answer} }`);
  const list = `query ($pid: ID!) { project(id: $pid) { allImages(first: 1000) { totalCount pageInfo { hasNextPage }
    edges { cursor node { id state name filename checksum error errorCodes size width height gigaPixel grounded url
      thumbs exif { make model takenAt latitude longitude altitude } } } } } }`;
  interface Answer {
    project: { allImages: { totalCount: number; edges: unknown[] } };
  }
  const { project } = await app.ask<Answer>(list, { pid });
  assert.equal(project.allImages.edges.length, 1000);
  const remove = 'mutation ($pid: ID!, $ids: [ID!]!) { removeImages(pid: $pid, ids: $ids) { id } }';
  const many = await app.askRaw(remove, { pid, ids: Array(1001).fill('a') });
  assert.match(many.errors?.[0]?.message ?? '', /At most 1000/);
});

test('of several operations in a document the named one runs, repeatedly', async () => {
  const { key, token } = app.credentials;
  const run = async (operationName: string) => {
    const body = JSON.stringify({ query: 'query A { hello } query B { versions { api } }', operationName });
    const headers = { 'content-type': 'application/json', key, altitoken: token };
    const response = await fetch(`${app.endpoint}/graphql`, { method: 'POST', headers, body });
    return Object.keys(((await response.json()) as { data: object }).data);
  };
  for (const name of ['A', 'A', 'A', 'B', 'A', 'B']) {
    assert.deepEqual(await run(name), [name === 'A' ? 'hello' : 'versions']);
  }
});

test("a browser that opens the API's URL gets the explorer, other clients the API", async () => {
  const open = (search: string, headers: Record<string, string>) =>
    fetch(`${app.endpoint}/graphql${search}`, { headers });
  const page = await open('', { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' });
  assert.equal(page.status, 200);
  assert.match(await page.text(), /<title>Tiepoint API<\/title>/);
  const policy = page.headers.get('content-security-policy') ?? '';
  const host = new URL(app.endpoint).host;
  assert.ok(policy.includes(`connect-src 'self' ws://${host} wss://${host};`), policy);
  assert.match(policy, /^default-src 'none'; script-src 'self';/);
  for (const file of ['options.js', 'main.js', 'styles.css', 'assets/i18n/en-US.json']) {
    const answer = await fetch(`${app.endpoint}/graphql/explorer/${file}`);
    assert.equal(answer.status, 200, file);
    await answer.arrayBuffer();
  }
  const frame = await fetch(`${app.endpoint}/graphql/explorer/iframe-sandbox/index.html`);
  assert.match(frame.headers.get('content-security-policy') ?? '', /sandbox allow-scripts/);
  const hello = { data: { hello: 'Hello from Tiepoint.' } };
  assert.deepEqual(await (await open('?query={hello}', { accept: '*/*' })).json(), hello);
  assert.deepEqual(await (await open('?query={hello}', { accept: 'text/html' })).json(), hello);
});

test('limits and validation apply to subscriptions too', async () => {
  const { key, token } = app.credentials;
  const client = createClient({
    url: `${app.endpoint.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { key, altitoken: token },
    retryAttempts: 0,
  });
  const refusal = async (fields: string) => {
    try {
      const query = `subscription { projectEvents(pid: "a") { ${fields} } }`;
      for await (const answer of client.iterate({ query })) return JSON.stringify(answer);
      return 'nothing';
    } catch (error) {
      return JSON.stringify(error);
    }
  };
  const aliases = Array.from({ length: 101 }, (_, index) => `a${index}: kind`).join(' ');
  assert.match(await refusal(aliases), /101 aliases.*LIMIT_ALIASES/);
  assert.match(await refusal('noSuchField'), /Cannot query field.*BAD_INPUT/);
  assert.match(await refusal('kind'), /There is no such project/);
  await client.dispose();
});
