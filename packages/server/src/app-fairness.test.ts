import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { type Actor, signUp } from './actor.fixture.ts';
import { connectToDatabase, makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { startReceiver } from './event-watchers.fixture.ts';
import { listen } from './processes/listen.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

let app: TestApp;
let database: pg.Client;
/** What a user does who has much to do, and one who has little. */
let busy: Actor;
let modest: Actor;
before(async () => {
  // No photos are checked at first, so that they are all there when it begins.
  app = await startTestApp({
    TIEPOINT_REGISTRATION: 'open',
    TIEPOINT_INGEST_CONCURRENCY: '0',
    TIEPOINT_USER_DELIVERIES: '32',
  });
  database = await connectToDatabase(app);
  [busy, modest] = [await signUp(app, 'busy'), await signUp(app, 'modest')];
});
after(async () => {
  await database.end();
  await app.remove();
});

async function fetchPhoto({ ask }: Actor, pid: string, url: string): Promise<string> {
  const query = 'mutation ($pid: ID!, $url: String!) { uploadImageURL(pid: $pid, url: $url) { id } }';
  return (await ask<{ uploadImageURL: { id: string } }>(query, { pid, url })).uploadImageURL.id;
}

async function createWebhooks({ ask }: Actor, count: number, pid: string, url: string): Promise<void> {
  const query = 'mutation ($pid: ID!, $url: String!) { createWebhook(pid: $pid, url: $url) { secret } }';
  for (let n = 0; n < count; n++) await ask(query, { pid, url });
}

test('a photo is checked before the backlog of another user', async () => {
  const photos = await Promise.all(Array.from({ length: 7 }, (_, seed) => makePhoto(seed)));
  const send = async (actor: Actor, pid: string, seed: number) => {
    const photo = photos[seed] ?? Buffer.of();
    const { url } = await actor.register(pid, `${seed}.jpg`, sha1(photo));
    await actor.put(url, photo);
  };
  const full = await busy.createProject();
  for (let seed = 0; seed < 6; seed++) await send(busy, full, seed);
  const small = await modest.createProject();
  await send(modest, small, 6);
  app.config.ingestConcurrency = 1;
  await database.end();
  await app.restart();
  database = await connectToDatabase(app);
  const settled = async () => {
    const { rows } = await database.query(
      `select project_id from images where state = 'Ready' order by moved_at`,
    );
    return rows.map(({ project_id }) => project_id);
  };
  await until(async () => (await settled()).length === 7);
  assert.ok((await settled()).indexOf(small) <= 2);
});

test('servers that drip hold some of the places of the user who asked for them, and none of others', async () => {
  const photo = await makePhoto(20);
  let dripping = 0;
  const origin = createServer((request, response) => {
    if (request.url === '/good.jpg') return void response.end(photo);
    dripping++;
    const drip = setInterval(() => response.write('x'), 50);
    response.on('close', () => clearInterval(drip));
  });
  const url = `http://127.0.0.1:${await listen(origin, { host: '127.0.0.1', port: 0, flag: '' })}`;
  try {
    const full = await busy.createProject();
    for (let n = 0; n < 8; n++) await fetchPhoto(busy, full, `${url}/drip-${n}.jpg`);
    await until(async () => dripping === 6);
    const small = await modest.createProject();
    const id = await fetchPhoto(modest, small, `${url}/good.jpg`);
    assert.equal((await modest.settled(small, id)).state, 'Ready');
    assert.equal(dripping, 6);
    await busy.ask('mutation ($id: ID!) { removeProject(id: $id) { id } }', { id: full });
  } finally {
    origin.closeAllConnections();
    origin.close();
  }
});

test('receivers that hang leave room for those of others, and those that have failed for all', async () => {
  using silent = await startReceiver();
  using receiver = await startReceiver();
  silent.silent = true;
  const failing = await busy.createProject();
  const hanging = await modest.createProject();
  const mine = await walkUploadRoad(() => app).createProject();
  await createWebhooks(busy, 20, failing, silent.url);
  await createWebhooks(modest, 20, hanging, silent.url);
  await createWebhooks({ ...modest, ask: app.ask }, 1, mine, receiver.url);
  await database.query('update webhooks set failures = 1 where project_id = $1', [failing]);
  await busy.register(failing, 'a.jpg');
  await until(async () => silent.deliveries.length === 16);
  await modest.register(hanging, 'b.jpg');
  await until(async () => silent.deliveries.length === 24);
  await walkUploadRoad(() => app).register(mine, 'c.jpg');
  await until(async () => receiver.takenEvents().length === 1);
  assert.equal(silent.deliveries.length, 24);
});
