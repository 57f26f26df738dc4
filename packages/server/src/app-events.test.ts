import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { makePhoto, sha1, startTestApp, type TestApp } from './app.fixture.ts';
import { openDatabase } from './database/database.ts';
import { findRunningPostgres } from './database/embedded/find-running-postgres.ts';
import {
  type EventAnswer,
  endOfLog,
  openSilentSocket,
  openStream,
  overSocket,
  overStream,
  readLog,
  takeAll,
  takeUntil,
} from './event-watchers.fixture.ts';
import { appendEvents } from './events/append-events.ts';
import { createProgressRecorder } from './reconstruction/running/record-progress.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

let app: TestApp;
let stranger: string;
before(async () => {
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' });
  const register =
    'mutation { registerUser(email: "eve@example.org", username: "eve", password: "eve eve eve") }';
  stranger = (await app.ask<{ registerUser: string }>(register)).registerUser;
});
after(() => app.remove());

const { createProject, register, upload } = walkUploadRoad(() => app);

test('events of photos are in order, page by page, with the details that clients need', async () => {
  const pid = await createProject();
  const good = await upload(pid, 'good.jpg', await makePhoto(60));
  const bad = await upload(pid, 'bad.jpg', Buffer.from('no photo'));
  await app.ask('mutation ($pid: ID!, $ids: [ID!]!) { removeImages(pid: $pid, ids: $ids) { id } }', {
    pid,
    ids: [good.id],
  });
  const events = await readLog(app, pid, '', 2);
  const told = (id: string) =>
    events.filter(({ subjectId }) => subjectId === id).map(({ kind, imageState }) => imageState ?? kind);
  assert.deepEqual(told(pid), ['ProjectCreated']);
  assert.deepEqual(told(good.id), ['Pending', 'Uploaded', 'Processing', 'Ready', 'ImageRemoved']);
  assert.deepEqual(told(bad.id), ['Pending', 'Uploaded', 'Processing', 'Invalid']);
  assert.deepEqual(events.find(({ imageState }) => imageState === 'Invalid')?.errorCodes, ['NotAnImage']);
});

test('a pending start, its end and the progress of a task are events, progress in whole percent', async () => {
  const pid = await createProject();
  const { image } = await register(pid, 'a.jpg');
  const start = await endOfLog(app, pid);
  await app.ask('mutation ($id: ID!) { preStartReconstruction(id: $id) { task { id } } }', { id: pid });
  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id: image.id });
  await until(async () => (await readLog(app, pid, start)).at(-1)?.kind === 'TaskMoved');
  const told = await readLog(app, pid, start);
  assert.deepEqual(
    told.map(({ kind, taskState }) => [kind, taskState]),
    [
      ['PreStarted', null],
      ['ImageRemoved', null],
      ['TaskMoved', 'Failed'],
    ],
  );

  const database = await openAppDatabase();
  const task = await database
    .updateTable('tasks')
    .set({ state: 'Processing' })
    .where('projectId', '=', pid)
    .returningAll()
    .executeTakeFirstOrThrow();
  const recorder = createProgressRecorder(
    { database, now: () => new Date() },
    task,
    new AbortController().signal,
  );
  await recorder.record({ type: 'step', step: 1, totalSteps: 8, name: 'Feature extraction' });
  for (const percent of [0.2, 0.9, 1.2]) {
    await setTimeout(510);
    await recorder.record({ type: 'progress', percent });
  }
  await database.destroy();
  const places = (await readLog(app, pid, told.at(-1)?.cursor)).map(({ step, percent }) => [step, percent]);
  assert.deepEqual(places, [
    [1, 0],
    [1, 1],
  ]);
});

test('an event that commits late is never skipped, and comes before those that it caused', async () => {
  const pid = await createProject();
  const database = await openAppDatabase();
  const tell = (executor: Parameters<typeof appendEvents>[0], subjectId: string) =>
    appendEvents(executor, [{ projectId: pid, kind: 'ImageMoved', subjectId }]);
  const cursor = await endOfLog(app, pid);
  const following = takeUntil(
    overSocket(app, pid, { after: cursor }),
    ({ subjectId }) => subjectId === 'last',
  );
  const early = await database.startTransaction().execute();
  await tell(early, 'early, committed late');
  await tell(database, 'late, committed early');
  await setTimeout(600);
  assert.deepEqual(await readLog(app, pid, cursor), []);
  await early.commit().execute();
  await tell(database, 'last');
  const expected = ['early, committed late', 'late, committed early', 'last'];
  assert.deepEqual(
    (await following).map(({ subjectId }) => subjectId),
    expected,
  );
  assert.deepEqual(
    (await readLog(app, pid, cursor)).map(({ subjectId }) => subjectId),
    expected,
  );

  // An older transaction that had to wait for the other one's change.
  const waiting = await database.startTransaction().execute();
  await tell(waiting, 'first');
  await tell(database, 'cause');
  await tell(waiting, 'effect');
  await waiting.commit().execute();
  const order = (await readLog(app, pid, cursor)).map(({ subjectId }) => subjectId).slice(3);
  assert.ok(order.indexOf('cause') < order.indexOf('effect'), order.join());
  await database.destroy();
});

test('a client that reconnects gets every event once, over a socket and over HTTP, across a restart', async () => {
  const pid = await createProject();
  const start = await endOfLog(app, pid);
  const isReady = ({ imageState }: EventAnswer) => imageState === 'Ready';
  const live = [
    takeUntil(overSocket(app, pid, { after: start }), isReady),
    takeUntil(overStream(app, pid, { after: start }), isReady),
  ];
  await upload(pid, 'a.jpg', await makePhoto(61));
  const [bySocket = [], byStream = []] = await Promise.all(live);
  await Promise.all(['b', 'c', 'd'].map((name) => register(pid, name, sha1(Buffer.from(name)))));
  const silent = await openSilentSocket(app);
  const open = await openStream(app, pid);
  const stopping = performance.now();
  await app.stop();
  assert.ok(performance.now() - stopping < 15_000, 'connected clients must not delay the shutdown');
  assert.match(await open.text(), /^retry: 2000\nid: [0-9a-f]{32}\n\n$/);
  silent.terminate();
  await app.restart();
  await register(pid, 'e', sha1(Buffer.from('e')));
  const all = await readLog(app, pid, start);
  const cursors = all.map(({ cursor }) => cursor);
  const isLast = ({ cursor }: EventAnswer) => cursor === cursors.at(-1);
  bySocket.push(...(await takeUntil(overSocket(app, pid, { after: bySocket.at(-1)?.cursor }), isLast)));
  // The header takes precedence over the query of the URL.
  const resumed = { after: start, lastEventId: byStream.at(-1)?.cursor };
  byStream.push(...(await takeUntil(overStream(app, pid, resumed), isLast)));
  assert.equal(all.length, 8);
  assert.deepEqual(
    bySocket.map(({ cursor }) => cursor),
    cursors,
  );
  assert.deepEqual(
    byStream.map(({ cursor }) => cursor),
    cursors,
  );
});

test('streams end after the last event of their project', async () => {
  const pid = await createProject();
  const ending = [overSocket(app, pid), overStream(app, pid)].map((events) => takeAll(events));
  await setTimeout(300);
  await app.ask('mutation ($id: ID!) { removeProject(id: $id) { id } }', { id: pid });
  for (const events of await Promise.all(ending)) {
    const kinds = events.map(({ kind }) => kind);
    // While an older transaction runs, the log's end is before what was told meanwhile.
    assert.deepEqual(
      kinds.filter((kind) => kind !== 'ProjectCreated'),
      ['ProjectRemoved'],
    );
  }
  assert.equal((await openStream(app, pid)).status, 404);
});

test('a revoked token gets no more events', async () => {
  const mine = 'mutation { createProject(name: "of Eve") { id } }';
  const asEve = { altitoken: stranger };
  const pid = (await app.ask<{ createProject: { id: string } }>(mine, {}, asEve)).createProject.id;
  const streams = [
    takeAll(overSocket(app, pid, { token: stranger })),
    takeAll(overStream(app, pid, { token: stranger })),
  ];
  const query = 'mutation { getUserToken(email: "eve@example.org", password: "eve eve eve") }';
  const another = (await app.ask<{ getUserToken: string }>(query)).getUserToken;
  await app.ask('mutation { revokeUserToken }', {}, asEve);
  stranger = another;
  await setTimeout(2100);
  const unseen = 'mutation ($pid: ID!) { uploadImageS3(pid: $pid, bucket: local, filename: "x") { url } }';
  await app.ask(unseen, { pid }, { altitoken: stranger });
  assert.deepEqual(await Promise.all(streams), [[], []]);
});

test('other users can neither read nor follow events', async () => {
  const pid = await createProject();
  const query = 'query ($pid: ID!) { project(id: $pid) { eventCursor events { edges { cursor } } } }';
  assert.deepEqual(await app.ask(query, { pid }, { altitoken: stranger }), { project: null });
  const socket = (token: string) => takeAll(overSocket(app, pid, { token }));
  await assert.rejects(socket(stranger), hasCode('NOT_FOUND'));
  await assert.rejects(socket('wrong'), hasCode('UNAUTHENTICATED'));
  assert.equal((await openStream(app, pid, { token: stranger })).status, 404);
  assert.equal((await openStream(app, pid, { token: 'wrong' })).status, 401);
});

test('pages of other origins may follow, and responses are not cached', async () => {
  const pid = await createProject();
  const leaving = new AbortController();
  const { headers } = await openStream(app, pid, { signal: leaving.signal });
  leaving.abort();
  assert.equal(headers.get('access-control-allow-origin'), 'http://page.example');
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.match(headers.get('content-type') ?? '', /^text\/event-stream/);
});

test('a cursor does not tell how busy other projects are', async () => {
  const pid = await createProject();
  const before = await endOfLog(app, pid);
  const busy = await createProject();
  await upload(busy, 'busy.jpg', await makePhoto(61));
  assert.equal(await endOfLog(app, pid), before);
  const { image } = await register(pid, 'a.jpg');
  const [told] = await readLog(app, pid, before);
  assert.equal(told?.subjectId, image.id);
  for (const cursor of [before, told?.cursor ?? '']) assert.match(cursor, /^[0-9a-f]{32}$/);
  await assert.rejects(readLog(app, busy, before), /exactly as it was returned/);
  // What earlier servers have handed out: numbers that everybody's events had counted up.
  assert.equal((await openStream(app, pid, { after: '1000_1' })).status, 410);
  await assert.rejects(readLog(app, pid, '1000_1'), /project\.eventCursor/);
});

test('an invalid or expired cursor is refused with the remedy', async () => {
  const pid = await createProject();
  const cursor = await endOfLog(app, pid);
  await register(pid, 'a.jpg', sha1(Buffer.from('a')));
  await assert.rejects(readLog(app, pid, 'cursor'), /exactly as it was returned/);
  await app.restart(() => new Date(Date.now() + 8 * 24 * 3600 * 1000));
  await until(async () => (await openStream(app, pid, { after: cursor })).status === 410);
  await assert.rejects(readLog(app, pid, cursor), /project\.eventCursor/);
  await assert.rejects(takeAll(overSocket(app, pid, { after: cursor })), hasCode('CURSOR_EXPIRED'));
  const newest = await endOfLog(app, pid);
  const { image } = await register(pid, 'b.jpg', sha1(Buffer.from('b')));
  assert.ok((await readLog(app, pid, newest)).some(({ subjectId }) => subjectId === image.id));
});

/** The server's database, accessed directly. */
async function openAppDatabase() {
  const { database, dataFolder } = app.config;
  const connection =
    database.kind === 'postgres'
      ? { connectionString: database.url }
      : await findRunningPostgres(join(dataFolder, 'postgres'));
  return openDatabase(connection ?? assert.fail('No database runs.'));
}

function hasCode(code: string) {
  return (errors: unknown) => {
    const [error] = errors as { extensions?: { code?: string } }[];
    return error?.extensions?.code === code;
  };
}
