import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import type { TaskProgress } from '../api/reconstruction-calls.ts';
import { createApi } from '../client.ts';
import { startWireServer, type WireBehaviour } from '../testing/wire-server.ts';
import { waitForTask } from './wait-for-task.ts';

test('a reconstruction is followed by its events: progress costs no request', async (t) => {
  const { server, wait, seen } = await prepare(t);
  const ended = waitForTask(wait);
  await until(() => server.requests().tasks === 2);
  server.tasks.move({ state: 'Processing' });
  server.tasks.move({ step: 1, stepName: 'Feature extraction' });
  await until(() => seen.at(-1)?.step === 1);
  for (let percent = 1; percent <= 50; percent++) server.tasks.move({ percent });
  await until(() => seen.at(-1)?.percent === 50);
  server.tasks.move({ state: 'Done', steps: [{ name: 'Feature extraction', seconds: 3 }] });
  assert.deepEqual((await ended).steps, [{ name: 'Feature extraction', seconds: 3 }]);
  assert.equal(seen.at(-1)?.state, 'Done');
  assert.deepEqual(
    seen.filter(({ percent }) => percent > 0).map(({ percent }) => percent),
    [...Array.from({ length: 50 }, (_, index) => index + 1), 50],
  );
  assert.ok((server.requests().tasks ?? 0) <= 5, JSON.stringify(server.requests()));
});

test('without an event stream it is polled', async (t) => {
  const { server, wait, seen } = await prepare(t, { streams: () => 'refused' });
  const ended = waitForTask(wait);
  await until(() => (server.requests().tasks ?? 0) > 3);
  server.tasks.move({ state: 'Processing', step: 1, percent: 7 });
  await until(() => seen.at(-1)?.percent === 7);
  server.tasks.move({ state: 'Stopped' });
  assert.equal((await ended).state, 'Stopped');
});

test('a broken connection is resumed, and the end is not missed', async (t) => {
  const { server, wait } = await prepare(t);
  const ended = waitForTask(wait);
  await until(() => server.requests().tasks === 2);
  server.tasks.move({ state: 'Processing' });
  await until(() => server.requests().tasks === 3);
  server.log.breakStreams();
  server.tasks.move({ state: 'Done' });
  assert.equal((await ended).state, 'Done');
  assert.deepEqual(server.log.opened().map(Boolean), [false, true]);
});

test('a missing reconstruction is an error with its code', async (t) => {
  const { wait } = await prepare(t);
  await assert.rejects(waitForTask({ ...wait, taskId: 'gone' }), { name: 'ApiError', code: 'NOT_FOUND' });
});

async function prepare(t: TestContext, behaviour?: Partial<WireBehaviour>) {
  const server = await startWireServer(behaviour);
  t.after(() => server.close());
  const task = server.tasks.start();
  const seen: TaskProgress[] = [];
  const wait = {
    client: createApi({ endpoint: server.endpoint, key: 'k', token: 't' }),
    projectId: server.projectId,
    taskId: task.id,
    onProgress: (progress: TaskProgress) => void seen.push(progress),
    pollEveryMs: 5,
  };
  return { server, wait, seen };
}

async function until(is: () => boolean): Promise<void> {
  while (!is()) await new Promise((resolve) => setTimeout(resolve, 2));
}
