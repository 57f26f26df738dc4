import assert from 'node:assert/strict';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { type ConnectionState, createReachability } from '../api/reachability.ts';
import { createWireLog, type WireStreams } from '../testing/wire-log.ts';
import { followProject, type ProjectNews } from './follow-project.ts';

/** Short times for tests. */
const TIMES = { firstMessageMs: 60, silenceMs: 1000, firstWaitMs: 2, maxWaitMs: 20 };
const PATIENCE_MS = 100;

test('no event is lost or duplicated across broken connections, without polling', async (t) => {
  const { log, follow, move } = await prepare(t);
  const { next } = follow();
  assert.equal((await next()).type, 'changed');
  const cursors: string[] = [];
  for (let index = 1; index <= 30; index++) {
    move(`image-${index}`);
    // Some happen while a stream is open, some while there is none.
    if (index % 7 === 0) log.breakStreams();
    if (index % 3 === 0) continue;
    while (cursors.length < index) cursors.push((await next()).cursor ?? 'looked');
  }
  assert.deepEqual(
    cursors,
    Array.from({ length: cursors.length }, (_, index) => `${index + 1}_0`),
  );
  assert.ok(log.opened().length > 3, `${log.opened().length} streams`);
});

test('a follower with a cursor gets the events that it missed, without reading the state', async (t) => {
  const { follow, move } = await prepare(t);
  const first = follow();
  await first.next();
  move('a');
  const { cursor } = await first.next();
  await first.leave();
  move('b');
  move('c');
  const second = follow(cursor);
  assert.deepEqual([await second.next(), await second.next()].map(subjectOf), ['b', 'c']);
});

test('an old server and a proxy without streams are polled until a stream is available', async (t) => {
  for (const streams of ['refused', 'silent'] as const) {
    const { follow, move, setStreams } = await prepare(t, streams);
    const { next, leave } = follow();
    for (let looks = 0; looks < 3; looks++) assert.deepEqual(await next(), { type: 'changed' });
    setStreams('live');
    let news = await next();
    while (news.type === 'changed' && news.cursor === undefined) news = await next();
    assert.deepEqual(news, { type: 'changed', cursor: '0_0' }, 'what was missed since the last poll');
    move('a');
    assert.equal(subjectOf(await next()), 'a');
    await leave();
  }
});

test('an expired cursor makes the follower read the state again', async (t) => {
  const { follow, move, log } = await prepare(t);
  move('a');
  log.forget();
  const { next } = follow('0_0');
  assert.deepEqual(await next(), { type: 'changed', cursor: '1_0' });
  move('b');
  assert.equal(subjectOf(await next()), 'b');
  assert.deepEqual(log.opened(), ['0_0', null]);
});

test('a lost connection is reported once, and so is its return', async (t) => {
  const { follow, log, states, setStreams } = await prepare(t);
  const { next } = follow();
  await next();
  setStreams('silent');
  log.breakStreams();
  assert.deepEqual(await next(), { type: 'changed' }, 'after a while it polls');
  assert.deepEqual(states, ['lost']);
  setStreams('live');
  while ((await next()).cursor === undefined);
  assert.deepEqual(states, ['lost', 'reached']);
});

test('an error of the server ends it with its code, the removal of the project without one', async (t) => {
  const refusing = await serve(t, (response) =>
    response.writeHead(404).end('{"code":"NOT_FOUND","error":"No."}'),
  );
  await assert.rejects(followProject(needsOf(refusing), 'p').next(), { name: 'ApiError', code: 'NOT_FOUND' });

  const { follow, log } = await prepare(t);
  const { next } = follow();
  await next();
  log.append({ kind: 'ProjectRemoved', subjectId: 'p' });
  assert.equal((await next()).type, 'event');
  await assert.rejects(next(), /has ended/);
});

/** An event log with a follower. */
async function prepare(t: TestContext, streams: WireStreams = 'live') {
  let answer = streams;
  const log = createWireLog('p', () => answer);
  const endpoint = await serve(t, (response) => log.answer(response.req, response));
  const states: ConnectionState[] = [];
  const needs = needsOf(endpoint, states);
  return {
    log,
    states,
    setStreams: (next: WireStreams) => {
      answer = next;
    },
    move: (imageId: string) =>
      log.append({ kind: 'ImageMoved', subjectId: imageId, imageId, imageState: 'Ready' }),
    follow(after?: string) {
      const leaving = new AbortController();
      t.after(() => leaving.abort());
      const news = followProject(needs, 'p', { after, pollEveryMs: () => 10, signal: leaving.signal });
      return {
        leave: () => news.return(),
        async next() {
          const { value } = await news.next();
          return value ?? assert.fail('following has ended');
        },
      };
    },
  };
}

function needsOf(endpoint: string, states: ConnectionState[] = []) {
  const reachability = createReachability((state) => states.push(state));
  const connection = { endpoint, key: 'k', token: 't' };
  return { connection, reachability, times: TIMES, reconnectForMs: PATIENCE_MS };
}

async function serve(t: TestContext, answer: (response: ServerResponse) => void): Promise<string> {
  const server = createServer((_request, response) => answer(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

function subjectOf(news: ProjectNews): string | undefined {
  return news.type === 'event' ? news.event.subjectId : undefined;
}
