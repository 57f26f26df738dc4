import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { RateLimitedError } from '../rate-limited-error.ts';
import { PasswordThread } from './password-thread.ts';

const passwords = new PasswordThread();
after(() => passwords.close());

test('a password matches only its own hash, in any Unicode normalization', async () => {
  const hash = await passwords.hash('Zoë’s café');
  assert.match(hash, /^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  assert.notEqual(await passwords.hash('Zoë’s café'), hash);
  assert.equal(await passwords.verify('Zoë’s café'.normalize('NFD'), hash), true);
  assert.equal(await passwords.verify('Zoë’s cafe', hash), false);
  assert.equal(await passwords.verify('', hash), false);
  assert.equal(await passwords.verify('Zoë’s café', undefined), false);
});

test('excess requests of a flood are refused, and the others are served', async () => {
  const answers = await Promise.allSettled(
    Array.from({ length: 34 }, () => passwords.verify('guess', undefined)),
  );
  const refused = answers.filter((answer) => answer.status === 'rejected');
  assert.equal(refused.length, 2);
  assert.ok(refused.every(({ reason }) => reason instanceof RateLimitedError));
});

test('the thread is restarted on demand', async () => {
  await passwords.close();
  assert.equal(await passwords.verify('guess', undefined), false);
});
