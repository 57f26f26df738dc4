import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { createApi } from '../client.ts';
import { startWireServer } from '../testing/wire-server.ts';
import { waitForStart } from './wait-for-start.ts';

test('a reconstruction started by a policy is found among the earlier ones', async (t) => {
  const { server, wait } = await prepare(t);
  const waiting = waitForStart(wait);
  await untilAsked(server);
  const begun = server.tasks.start();
  assert.equal((await waiting)?.id, begun.id);
});

test('a cancelled start ends the wait', async (t) => {
  const { server, wait } = await prepare(t);
  const waiting = waitForStart(wait);
  await untilAsked(server);
  server.tasks.setWaiting(false);
  assert.equal(await waiting, undefined);
});

test('a reconstruction that has already started is returned at once', async (t) => {
  const { server, wait } = await prepare(t);
  const begun = server.tasks.start();
  assert.equal((await waitForStart(wait))?.id, begun.id);
  assert.deepEqual(server.log.opened(), []);
});

/** A project with an earlier task and a pending start. */
async function prepare(t: TestContext) {
  const server = await startWireServer();
  t.after(() => server.close());
  const earlier = new Set([server.tasks.start().id]);
  server.tasks.setWaiting(true);
  const client = createApi({ endpoint: server.endpoint, key: 'k', token: 't' });
  return { server, wait: { client, projectId: server.projectId, earlier } };
}

/** Until it was read once before the stream was opened, and once after. */
async function untilAsked(server: Awaited<ReturnType<typeof startWireServer>>): Promise<void> {
  while ((server.requests().preStarted ?? 0) < 2) await new Promise((resolve) => setTimeout(resolve, 2));
}
