import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { connectToDatabase, startTestApp, type TestApp } from './app.fixture.ts';
import { endOfLog, openStream } from './event-watchers.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

const ADDRESS_REQUESTS = 40;
const ADDRESS_STREAMS = 20;
const USER_STREAMS = 8;

let app: TestApp;
before(async () => {
  app = await startTestApp({
    TIEPOINT_MAX_ADDRESS_REQUESTS: String(ADDRESS_REQUESTS),
    TIEPOINT_MAX_ADDRESS_STREAMS: String(ADDRESS_STREAMS),
    TIEPOINT_MAX_USER_STREAMS: String(USER_STREAMS),
    TIEPOINT_BODY_STALL_SECONDS: '1',
  });
});
after(() => app.remove());

const { createProject, register } = walkUploadRoad(() => app);

/** A socket of a client, with what it was told. */
interface Talk {
  socket: WebSocket;
  messages: { type: string; id?: string; payload?: { extensions: { code: string } }[] }[];
  /** How it was closed. */
  closed: Promise<string>;
  say(message: object): void;
}

async function openSocket(first?: object): Promise<Talk> {
  const socket = new WebSocket(`${app.endpoint.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
  const messages: Talk['messages'] = [];
  socket.on('message', (data) => messages.push(JSON.parse(data.toString())));
  await once(socket, 'open');
  const closed = once(socket, 'close').then(([code, reason]) => `${code} ${reason}`);
  const say = (message: object) => socket.send(JSON.stringify(message));
  if (first) {
    say({ type: 'connection_init', payload: first });
    await once(socket, 'message');
  }
  return { socket, messages, closed, say };
}

function subscribe(pid: string, id: string) {
  return {
    type: 'subscribe',
    id,
    payload: { query: `subscription { projectEvents(pid: "${pid}") { kind } }` },
  };
}

function refusalsIn(messages: Talk['messages']) {
  return messages.filter(({ type }) => type === 'error').map(({ payload }) => payload?.[0]?.extensions.code);
}

test('a socket that never says who it is is closed after five seconds', async () => {
  const { closed } = await openSocket();
  const start = performance.now();
  assert.equal(await closed, '4408 Connection initialisation timeout');
  assert.ok(performance.now() - start < 10_000);
});

test('a thousand subscriptions without a token end the socket, and delay nobody', async () => {
  const { say, messages, closed } = await openSocket({ key: app.credentials.key });
  for (let index = 0; index < 1000; index++) say(subscribe('a', String(index)));
  const start = performance.now();
  assert.deepEqual(await app.ask('{ hello }'), { hello: 'Hello from Tiepoint.' });
  assert.ok(performance.now() - start < 1000, `${performance.now() - start} ms`);
  assert.equal(await closed, '1013 Too many refused operations');
  assert.deepEqual(refusalsIn(messages), Array(100).fill('UNAUTHENTICATED'));
});

test('a socket is refused something now and then for as long as it is open', async () => {
  const { key, token } = app.credentials;
  const { say, messages, socket } = await openSocket({ key, altitoken: token });
  for (let index = 0; index < 100; index++) say(subscribe('a', String(index)));
  await until(async () => refusalsIn(messages).length === 100);
  await setTimeout(2100);
  say(subscribe('a', 'later'));
  await until(async () => refusalsIn(messages).length === 101);
  await setTimeout(100);
  assert.equal(socket.readyState, WebSocket.OPEN);
  socket.close();
});

test('a client whose socket is closed for what was refused connects again, and its subscriptions go on', async () => {
  const pid = await createProject();
  const { key, token } = app.credentials;
  const client = createClient({
    url: `${app.endpoint.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { key, altitoken: token },
  });
  const closed = new Promise((resolve) => client.on('closed', resolve));
  const ended = { error() {}, complete() {} };
  let told = 0;
  client.subscribe(subscribe(pid, '').payload, { ...ended, next: () => told++ });
  const isTold = async () => {
    const before = told;
    await register(pid, 'a.jpg');
    await setTimeout(300);
    return told > before;
  };
  await until(isTold);
  const refuse = () =>
    new Promise<void>((resolve) => {
      client.subscribe(subscribe('a', '').payload, { ...ended, next() {}, error: () => resolve() });
    });
  await Promise.all(Array.from({ length: 110 }, refuse));
  await closed;
  await until(isTold);
  await client.dispose();
});

test('a wrong token is looked up for the first subscriptions of a socket only', async () => {
  const { say, messages, closed } = await openSocket({ key: app.credentials.key, altitoken: 'wrong' });
  say(subscribe('a', 'first'));
  while (refusalsIn(messages).length < 1) await setTimeout(20);
  for (let index = 0; index < 120; index++) say(subscribe('a', String(index)));
  await closed;
  assert.deepEqual(refusalsIn(messages), Array(100).fill('UNAUTHENTICATED'));
});

test('a socket has a rate, a size for its messages, one operation for each id, and one beginning', async () => {
  const pid = await createProject();
  const fast = await openSocket({});
  for (let index = 0; index < 200; index++) fast.say({ type: 'ping' });
  assert.equal(await fast.closed, '4429 Too many messages');
  const large = await openSocket({});
  large.say({ type: 'ping', payload: { filler: 'x'.repeat(32 * 1024) } });
  assert.match(await large.closed, /^1009 /);
  const { key, token } = app.credentials;
  const twice = await openSocket({ key, altitoken: token });
  twice.say(subscribe(pid, 'a'));
  twice.say(subscribe(pid, 'a'));
  assert.equal(await twice.closed, '4409 Subscriber for a already exists');
  const again = await openSocket({});
  again.say({ type: 'connection_init' });
  assert.equal(await again.closed, '4429 Too many initialisation requests');
  const garbled = await openSocket({});
  garbled.socket.send('{');
  assert.match(await garbled.closed, /^4400 /);
});

test('operations of a socket and streams of a user are bounded, and one that ends makes room', async () => {
  const pid = await createProject();
  const { key, token } = app.credentials;
  const { say, messages, socket, closed } = await openSocket({ key, altitoken: token });
  const ids = Array.from({ length: 101 }, (_, index) => String(index));
  for (const id of ids) say(subscribe(pid, id));
  const expected = Array(ids.length - USER_STREAMS).fill('RATE_LIMITED');
  while (refusalsIn(messages).length < expected.length) await setTimeout(20);
  await setTimeout(100);
  assert.deepEqual(refusalsIn(messages), expected);
  assert.equal((await openStream(app, pid)).status, 429);
  const running = ids.find((id) => !messages.some((message) => message.id === id));
  say({ type: 'complete', id: running });
  await setTimeout(100);
  const leaving = new AbortController();
  assert.equal((await openStream(app, pid, { signal: leaving.signal })).status, 200);
  leaving.abort();
  socket.close();
  await closed;
  await setTimeout(100);
});

test('clients that leave before the first page came do not count as streams of their user', async () => {
  const pid = await createProject();
  const cursor = await endOfLog(app, pid);
  const holder = await connectToDatabase(app);
  await holder.query('begin');
  await holder.query('lock table events in access exclusive mode');
  const leaving = new AbortController();
  const left = Array.from({ length: USER_STREAMS }, () =>
    openStream(app, pid, { after: cursor, signal: leaving.signal }),
  );
  await until(async () => {
    const { rows } = await holder.query(
      `select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()
        and query like 'select "stamp"%'`,
    );
    return rows.length > 0;
  });
  // Streams at one place of a log share the query that waits: it does not tell how many have come so far.
  await setTimeout(1000);
  leaving.abort();
  await Promise.allSettled(left);
  // The server hears of it.
  await setTimeout(200);
  await holder.query('rollback');
  await holder.end();
  await until(async () => {
    const closing = new AbortController();
    const { status } = await openStream(app, pid, { signal: closing.signal });
    closing.abort();
    return status === 200;
  });
});

test('sockets and streams of an address are bounded', async () => {
  const open = await Promise.all(Array.from({ length: ADDRESS_STREAMS }, () => openSocket()));
  await assert.rejects(openSocket(), /429/);
  assert.equal((await openStream(app, 'any')).status, 429);
  assert.deepEqual(await app.ask('{ hello }'), { hello: 'Hello from Tiepoint.' });
  for (const { socket } of open) socket.close();
  await Promise.all(open.map(({ closed }) => closed));
  await setTimeout(50);
  (await openSocket()).socket.close();
});

test('a body that drips into the API is cut with a sentence, and one that only comes slowly is not', async () => {
  const { hostname, port } = new URL(app.endpoint);
  const body = JSON.stringify({ query: '{ hello }', filler: 'x'.repeat(6000) });
  const head = [
    'POST /graphql HTTP/1.1',
    `Host: ${hostname}:${port}`,
    'Content-Type: application/json',
    'Connection: close',
    `Content-Length: ${body.length}`,
  ].join('\r\n');
  const send = async (bytesAtOnce: number) => {
    const socket = connect(Number(port), hostname);
    const answer = text(socket);
    socket.on('error', () => {});
    socket.write(`${head}\r\n\r\n`);
    for (let at = 0; at < body.length && socket.writable; at += bytesAtOnce) {
      socket.write(body.slice(at, at + bytesAtOnce));
      await setTimeout(100);
    }
    return answer;
  };
  const [dripping, slow] = await Promise.all([send(10), send(250)]);
  assert.match(dripping, /^HTTP\/1.1 408 Request Timeout\r\n/);
  assert.match(dripping, /"error":"The body of the request came too slowly: less than 1024 bytes a second/);
  assert.match(slow, /^HTTP\/1.1 200 OK\r\n[\s\S]*Hello from Tiepoint/);
});

test('requests of an address that are in progress are bounded, and others are served when these have ended', async () => {
  const { hostname, port } = new URL(app.endpoint);
  const head = `POST /graphql HTTP/1.1\r\nHost: ${hostname}\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n`;
  const waiting = Array.from({ length: ADDRESS_REQUESTS }, () => connect(Number(port), hostname));
  for (const socket of waiting) socket.on('error', () => {}).write(head);
  await setTimeout(300);
  const { data, errors } = await app.askRaw('{ hello }');
  assert.equal(data, null);
  assert.equal(errors?.[0]?.extensions.code, 'RATE_LIMITED');
  const page = await fetch(`${app.endpoint}/healthz`);
  assert.equal(page.status, 429);
  assert.equal(page.headers.get('retry-after'), '1');
  for (const socket of waiting) socket.destroy();
  await setTimeout(100);
  assert.deepEqual(await app.ask('{ hello }'), { hello: 'Hello from Tiepoint.' });
});
