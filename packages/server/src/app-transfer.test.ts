import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from './app.fixture.ts';
import { openAccounts } from './auth/open-accounts.ts';
import { walkUploadRoad } from './upload-road.fixture.ts';

/* Giving projects away, as somebody who looks for accounts does it. */

const RECEIVER = { email: 'mira@example.org', username: 'Mira', password: 'a hill of 240 m' };

let app: TestApp;
before(async () => {
  app = await startTestApp();
  const accounts = await openAccounts(app.config, () => new Date());
  await accounts.addUser(RECEIVER);
  await accounts.close();
});
after(() => app.remove());

const { createProject } = walkUploadRoad(() => app);

test('emails with and without an account can be told apart for a few only, whatever is found out', async () => {
  const outcomes: string[] = [];
  for (let count = 0; count < 40; count++) {
    const id = await createProject();
    // Every second one has an account: what succeeds is counted like what fails.
    outcomes.push(await give(id, count % 2 === 0 ? RECEIVER.email : `nobody${count}@example.org`));
  }
  const limit = outcomes.indexOf('RATE_LIMITED');
  assert.ok(limit >= 20 && limit <= 22, outcomes.join(' '));
  assert.deepEqual(new Set(outcomes.slice(limit)), new Set(['RATE_LIMITED']));
  assert.deepEqual(new Set(outcomes.slice(0, limit)), new Set(['given', 'ReceiverNotFound']));
});

test('one sentence serves an unknown email, an invalid one and the own', async () => {
  await app.restart(() => new Date(Date.now() + 2 * 3600 * 1000));
  const id = await createProject();
  const messages = new Set<string>();
  for (const email of ['nobody@example.org', 'no email', 'local@localhost']) {
    messages.add(await give(id, email, 'message'));
  }
  assert.deepEqual([...messages], ['No other user of this server has this email.']);
});

async function give(id: string, email: string, say: 'name' | 'message' = 'name'): Promise<string> {
  const query = `mutation ($id: ID!, $email: String!) {
    transferProject(id: $id, options: { email: $email }) { error { name message } result } }`;
  const { data, errors } = await app.askRaw(query, { id, email });
  if (errors) return errors[0]?.extensions.code ?? 'unknown';
  const { transferProject } = data as {
    transferProject: { error: Record<'name' | 'message', string> | null };
  };
  return transferProject.error?.[say] ?? 'given';
}
