import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from './app.fixture.ts';
import { endOfLog, readLog, startReceiver } from './event-watchers.fixture.ts';
import { until, walkUploadRoad } from './upload-road.fixture.ts';

let app: TestApp;
before(async () => {
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' });
});
after(() => app.remove());

const { createProject, register } = walkUploadRoad(() => app);

interface WebhookAnswer {
  id: string;
  enabled: boolean;
  disabledReason: string | null;
  cursor: string;
  failures: number;
  lastStatus: number | null;
}

const WEBHOOK = 'id enabled disabledReason cursor failures lastStatus';

test('events are delivered in order, signed, each once, across failures and a restart', async () => {
  using receiver = await startReceiver();
  const pid = await createProject();
  const { webhook, secret } = await createWebhook(pid, receiver.url);
  receiver.answerWith.push(500, 503, 302);
  await register(pid, 'a.jpg');
  await until(async () => receiver.takenEvents().length === 1);
  assert.deepEqual(
    receiver.deliveries.map(({ status }) => status),
    [500, 503, 302, 204],
  );
  await app.restart();
  await register(pid, 'b.jpg');
  await register(pid, 'c.jpg');
  await until(async () => receiver.takenEvents().length === 3);

  const log = (await readLog(app, pid, webhook.cursor)).map(({ cursor }) => cursor);
  assert.deepEqual(
    receiver.takenEvents().map(({ cursor }) => cursor),
    log,
  );
  for (const { headers, body } of receiver.deliveries) {
    const signed = `${headers['tiepoint-timestamp']}.${body}`;
    const expected = createHmac('sha256', secret).update(signed).digest('hex');
    assert.equal(headers['tiepoint-signature'], `v1=${expected}`);
    assert.ok(Math.abs(Number(headers['tiepoint-timestamp']) - Date.now() / 1000) < 60);
  }
  const ids = receiver.deliveries.map(({ headers }) => headers['tiepoint-delivery']);
  assert.equal(new Set(ids).size, ids.length);
  await until(async () => (await webhookOf(pid)).cursor === log.at(-1));
  assert.deepEqual(await webhookOf(pid), {
    id: webhook.id,
    enabled: true,
    disabledReason: null,
    cursor: log.at(-1),
    failures: 0,
    lastStatus: 204,
  });
});

test('a webhook delivers the selected kinds, pauses, resumes without a gap, and redelivers', async () => {
  using receiver = await startReceiver();
  const pid = await createProject();
  const { webhook } = await createWebhook(pid, receiver.url, ['ImageRegistered', 'ImageRemoved']);
  const start = await endOfLog(app, pid);
  const kinds = () => receiver.takenEvents().map(({ kind }) => kind);
  const { image } = await register(pid, 'a.jpg');
  await app.ask('mutation ($id: ID!) { startImageUpload(id: $id) { id } }', { id: image.id });
  await app.ask('mutation ($id: ID!) { removeImage(id: $id) { id } }', { id: image.id });
  await until(async () => kinds().length === 2);
  await change(`updateWebhook(id: $id, enabled: false) { ${WEBHOOK} }`, webhook.id);
  await register(pid, 'b.jpg');
  await change(`updateWebhook(id: $id, enabled: true, kinds: []) { ${WEBHOOK} }`, webhook.id);
  await until(async () => kinds().length === 3);
  assert.deepEqual(kinds(), ['ImageRegistered', 'ImageRemoved', 'ImageRegistered']);
  await change(`replayWebhook(id: $id, after: "${start}") { ${WEBHOOK} }`, webhook.id);
  await until(async () => kinds().length === 7);
  assert.deepEqual(kinds().slice(3), ['ImageRegistered', 'ImageMoved', 'ImageRemoved', 'ImageRegistered']);
});

test("a slow receiver does not delay others, and a ping returns the receiver's response", async () => {
  using receiver = await startReceiver();
  using slow = await startReceiver();
  slow.silent = true;
  const pid = await createProject();
  const { webhook } = await createWebhook(pid, receiver.url);
  await createWebhook(pid, slow.url);
  await register(pid, 'a.jpg');
  await until(async () => slow.deliveries.length === 1);
  await register(pid, 'b.jpg');
  await until(async () => receiver.takenEvents().length === 2);
  receiver.answerWith.push(418);
  assert.deepEqual(await change('pingWebhook(id: $id) { delivered status error }', webhook.id), {
    delivered: false,
    status: 418,
    error: 'The receiver responded with HTTP status 418.',
  });
  assert.deepEqual(JSON.parse(receiver.deliveries.at(-1)?.body ?? ''), {
    webhookId: webhook.id,
    projectId: pid,
    ping: true,
    events: [],
  });
});

test('a receiver that is gone is disabled, and the removal of a project is the last event', async () => {
  using receiver = await startReceiver();
  using gone = await startReceiver();
  gone.answerWith.push(410);
  const pid = await createProject();
  await createWebhook(pid, gone.url);
  await register(pid, 'a.jpg');
  await until(async () => !(await webhookOf(pid)).enabled);
  assert.match((await webhookOf(pid)).disabledReason ?? '', /410 Gone/);
  const { webhook } = await createWebhook(pid, receiver.url);
  const { removeWebhook } = await app.ask<{ removeWebhook: WebhookAnswer }>(
    'mutation ($id: ID!) { removeWebhook(id: $id) { id } }',
    { id: (await webhookOf(pid)).id },
  );
  assert.notEqual(removeWebhook.id, webhook.id);
  await app.ask('mutation ($id: ID!) { removeProject(id: $id) { id } }', { id: pid });
  await until(async () => receiver.takenEvents().at(-1)?.kind === 'ProjectRemoved');
  assert.equal(gone.deliveries.length, 1);
});

test('an invalid webhook is refused with a message', async () => {
  const pid = await createProject();
  await assert.rejects(createWebhook(pid, 'ftp://example.org/'), /http/);
  await assert.rejects(createWebhook(pid, 'http://192.168.1.1/'), /192\.168\.1\.1/);
  await assert.rejects(createWebhook(pid, `http://example.org/${'x'.repeat(3000)}`), /at most 2000/);
});

test('webhooks are only for the owner', async () => {
  using receiver = await startReceiver();
  const signUp =
    'mutation { registerUser(email: "eve@example.org", username: "eve", password: "eve eve eve") }';
  const eve = { altitoken: (await app.ask<{ registerUser: string }>(signUp)).registerUser };
  const pid = await createProject();
  const { webhook } = await createWebhook(pid, receiver.url);
  const create = 'mutation ($pid: ID!, $url: String!) { createWebhook(pid: $pid, url: $url) { secret } }';
  const refused = await app.askRaw(create, { pid, url: receiver.url }, eve);
  assert.equal(refused.errors?.[0]?.extensions.code, 'NOT_FOUND');
  const all = `mutation ($id: ID!) { updateWebhook(id: $id, enabled: false) { id } replayWebhook(id: $id) { id }
    pingWebhook(id: $id) { status } removeWebhook(id: $id) { id } }`;
  assert.deepEqual(await app.ask(all, { id: webhook.id }, eve), {
    updateWebhook: null,
    replayWebhook: null,
    pingWebhook: null,
    removeWebhook: null,
  });
  assert.equal((await webhookOf(pid)).enabled, true);
  assert.equal(receiver.deliveries.length, 0);
});

async function createWebhook(pid: string, url: string, kinds?: string[]) {
  const query = `mutation ($pid: ID!, $url: String!, $kinds: [EVENT_KIND!]) {
    createWebhook(pid: $pid, url: $url, kinds: $kinds) { secret webhook { ${WEBHOOK} } } }`;
  interface Answer {
    createWebhook: { secret: string; webhook: WebhookAnswer };
  }
  return (await app.ask<Answer>(query, { pid, url, kinds })).createWebhook;
}

/** Makes one change of the webhook `$id`. */
async function change(field: string, id: string): Promise<unknown> {
  const data = await app.ask<Record<string, unknown>>(`mutation ($id: ID!) { ${field} }`, { id });
  return Object.values(data)[0];
}

/** The oldest webhook of a project. */
async function webhookOf(pid: string): Promise<WebhookAnswer> {
  const query = `query ($pid: ID!) { project(id: $pid) { webhooks { ${WEBHOOK} } } }`;
  const { project } = await app.ask<{ project: { webhooks: WebhookAnswer[] } }>(query, { pid });
  return project.webhooks[0] ?? assert.fail('There is no webhook.');
}
