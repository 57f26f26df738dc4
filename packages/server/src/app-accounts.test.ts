import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { connectToDatabase, startTestApp, type TestApp } from './app.fixture.ts';
import { type Accounts, openAccounts } from './auth/open-accounts.ts';

/* Users, tokens, keys and limits over the wire. Operator commands work while the server is running. */

const MIRA = { email: 'mira@example.org', username: 'Mira', password: 'a hill of 240 m' };
const NOAH = { email: 'noah@example.org', username: 'Noah', password: 'an orchard in may' };
const LOG_IN = `mutation ($email: String!, $password: String!) {
  getUserToken(email: $email, password: $password, fresh: false) }`;
const WHO = '{ my { self { username } } }';

let app: TestApp;
let accounts: Accounts;
before(async () => {
  app = await startTestApp({ TIEPOINT_REGISTRATION: 'open' });
  accounts = await openAccounts(app.config, () => new Date());
  await accounts.addUser(MIRA);
  await accounts.addUser(NOAH);
});
after(async () => {
  await accounts.close();
  await app.remove();
});

test('email and password give a token, wrong ones give null', async () => {
  const token = await logIn('MIRA@Example.org ', MIRA.password);
  assert.match(token ?? '', /^[0-9a-f]{40}$/);
  assert.deepEqual(await who(token), { username: 'Mira' });
  assert.equal(await logIn(MIRA.email, 'a hill of 241 m'), null);
  assert.equal(await logIn('nobody@example.org', MIRA.password), null);
  // The local user has no password, so none is accepted.
  assert.equal(await logIn('local@localhost', ''), null);
  assert.deepEqual(await app.ask(WHO), { my: { self: { username: 'local' } } });
  const { errors } = await app.askRaw(LOG_IN, MIRA, { key: 'unknown', altitoken: '' });
  assert.equal(errors?.[0]?.extensions.code, 'UNAUTHENTICATED');
});

test('`my` has all fields that clients ask for, with true values', async () => {
  const token = await logIn(NOAH.email, NOAH.password);
  const query = `{ my { self { email name username country balance freeGPQuota membershipState membership { state
    planName period startDate endDate memberGPQuota coinPerGP coinPriceDiscount assetStorage visibility coupon {
    value repeat validMonth } modelPerProject collaboratorQuota forceWatermark } modelUsage developer { status }
    stats { star project planet follower following } joined } } }`;
  const headers = { altitoken: token ?? '' };
  await app.ask('mutation { createProject(name: "one") { id } }', {}, headers);
  const { my } = await app.ask<{ my: { self: { joined: string } } }>(query, {}, headers);
  const { joined, ...rest } = my.self;
  assert.deepEqual(rest, {
    email: NOAH.email,
    name: 'Noah',
    username: 'Noah',
    country: null,
    balance: 0,
    freeGPQuota: 1_000_000,
    membershipState: 'NA',
    membership: null,
    modelUsage: 0,
    developer: { status: 'ACTIVE' },
    stats: { star: 0, project: 1, planet: 0, follower: 0, following: 0 },
  });
  assert.match(joined, /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
  assert.deepEqual(await app.askRaw(query, {}, { altitoken: '' }), { data: { my: { self: null } } });
});

test('a revoked token is invalid at once, and only its owner can revoke it', async () => {
  const [first, second, third] = [await mira(), await mira(), await mira()];
  const list = '{ my { tokens { id current app created lastUsed } } }';
  interface Answer {
    my: { tokens: { id: string; current: boolean; app: string | null }[] };
  }
  const { my } = await app.ask<Answer>(list, {}, { altitoken: second });
  const current = my.tokens.filter((token) => token.current);
  assert.equal(current.length, 1);
  const revoke = 'mutation ($id: ID) { revokeUserToken(id: $id) }';
  const noah = { altitoken: (await logIn(NOAH.email, NOAH.password)) ?? '' };
  assert.deepEqual(await app.ask(revoke, current[0], noah), { revokeUserToken: false });
  assert.deepEqual(await who(second), { username: 'Mira' });
  assert.deepEqual(await app.ask(revoke, current[0], { altitoken: first }), { revokeUserToken: true });
  assert.equal(await who(second), null);
  assert.deepEqual(await app.ask(revoke, {}, { altitoken: first }), { revokeUserToken: true });
  assert.equal(await who(first), null);
  const rest = await app.ask<{ revokeUserTokens: number }>(
    'mutation { revokeUserTokens }',
    {},
    { altitoken: third },
  );
  assert.equal(rest.revokeUserTokens, my.tokens.length - 3);
  assert.deepEqual(await who(third), { username: 'Mira' });
  const fresh = LOG_IN.replace('fresh: false', 'fresh: true');
  const { getUserToken } = await app.ask<{ getUserToken: string }>(fresh, MIRA, { altitoken: '' });
  assert.equal(await who(third), null);
  assert.deepEqual(await who(getUserToken), { username: 'Mira' });
});

test('further logins remove the least recently used tokens, but none that a presigned URL may still need', async (t) => {
  const database = await connectToDatabase(app);
  t.after(() => database.end());
  const [idle, busy] = [await mira(), await mira()];
  const date = (token: string, hours: number) =>
    database.query(
      `update user_tokens set last_used_at = now() - make_interval(hours => $2)
        where token_hash = sha256(convert_to($1, 'UTF8'))`,
      [token, hours],
    );
  await date(idle, 4);
  await date(busy, 3);
  await database.query(
    `insert into user_tokens (id, token_hash, user_id)
      select 'newer ' || n, sha256(convert_to('newer ' || n, 'UTF8')), users.id
      from users, generate_series(1, 50) as n where email = $1`,
    [MIRA.email],
  );
  const latest = await mira();
  assert.deepEqual(await who(idle), null);
  for (const token of [busy, latest]) assert.deepEqual(await who(token), { username: 'Mira' });
});

test('a new password revokes the tokens obtained with the old one', async () => {
  const old = await mira();
  await accounts.setPassword(MIRA.email, 'a hill of 250 m');
  assert.equal(await who(old), null);
  assert.equal(await logIn(MIRA.email, MIRA.password), null);
  await accounts.setPassword(MIRA.email, MIRA.password);
});

test('too many wrong passwords for an email are rate limited, and the error has the wait time', async () => {
  await accounts.addUser({ ...MIRA, email: 'guessed@example.org', username: 'guessed' });
  const guesses = await Promise.all(
    Array.from({ length: 12 }, (_, index) => post('guessed@example.org', `${index}`)),
  );
  assert.equal(
    guesses.filter(({ answer }) => answer.data?.getUserToken === null && !answer.errors).length,
    10,
  );
  const { response, answer } = await post('guessed@example.org', MIRA.password);
  assert.equal(response.status, 200);
  const { code, retryAfterSeconds } = (answer.errors?.[0]?.extensions ?? {}) as Record<string, unknown>;
  assert.equal(code, 'RATE_LIMITED');
  assert.ok(Number(retryAfterSeconds) >= 1 && Number(retryAfterSeconds) <= 90);
  assert.equal(response.headers.get('retry-after'), String(retryAfterSeconds));
  // Other users are not affected.
  assert.deepEqual(await who(await mira()), { username: 'Mira' });
  await restart(() => new Date(Date.now() + Number(retryAfterSeconds) * 1000));
  assert.match((await logIn('guessed@example.org', MIRA.password)) ?? '', /^\w{40}$/);
});

test('users can register only if the operator allows it', async () => {
  const register = `mutation ($email: String!, $username: String!, $password: String!) {
    registerUser(email: $email, username: $username, password: $password) }`;
  const lena = { email: 'Lena@example.org', username: 'Lena', password: 'a quarry of slate' };
  const { registerUser } = await app.ask<{ registerUser: string }>(register, lena, { altitoken: '' });
  assert.deepEqual(await who(registerUser), { username: 'Lena' });
  const refusals = [
    [{ ...lena, username: 'Lena 2' }, /already/],
    [{ ...lena, email: 'other@example.org', username: 'LENA' }, /already/],
    [{ ...lena, email: 'other@example.org', username: 'local' }, /reserved/],
    [{ ...lena, email: 'no email' }, /email address/],
    [{ ...lena, email: 'other@example.org', username: '<b>' }, /username/],
    [{ ...lena, email: 'other@example.org', username: 'other', password: 'short' }, /8 to 256/],
  ] as const;
  for (const [wanted, message] of refusals) {
    const { errors } = await app.askRaw(register, wanted, { altitoken: '' });
    assert.match(errors?.[0]?.message ?? '', message);
    assert.equal(errors?.[0]?.extensions.code, 'BAD_INPUT');
  }
  app.config.registration = 'closed';
  await restart();
  const { errors } = await app.askRaw(register, { ...lena, email: 'b@example.org', username: 'b' });
  assert.equal(errors?.[0]?.extensions.code, 'REGISTRATION_CLOSED');
  assert.deepEqual(await who(registerUser), { username: 'Lena' });
});

test("a key restricted to its app's origins is invalid on other pages", async () => {
  const origin = 'https://photos.example.org';
  const { id, key } = await accounts.addApp({ name: 'Photos', redirectUris: [], allowedOrigins: [origin] });
  const mode = async (headers: Record<string, string>) =>
    (await app.ask<{ support: { systemMode: string | null } }>('{ support { systemMode } }', {}, headers))
      .support.systemMode;
  assert.equal(await mode({ key }), 'Normal');
  assert.equal(await mode({ key, origin }), 'Normal');
  assert.equal(await mode({ key, origin: app.endpoint }), 'Normal');
  assert.equal(await mode({ key, origin: 'https://other.example.org' }), null);
  assert.equal(await mode({ key: 'tiepoint_web', origin: app.endpoint }), 'Normal');
  assert.equal(await mode({ key: 'tiepoint_web', origin }), null);
  const preflight = await fetch(`${app.endpoint}/graphql`, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'altitoken, content-type, key',
    },
  });
  assert.equal(preflight.headers.get('access-control-allow-origin'), origin);
  await accounts.removeApp(id);
  assert.equal(await mode({ key }), null);
});

test('staff-only APIs are refused for everybody', async () => {
  for (const path of ['/super/graphql', '/sales/graphql']) {
    const response = await fetch(`${app.endpoint}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ hello }"}',
    });
    assert.equal(response.status, 200);
    const answer = (await response.json()) as { data: unknown; errors: unknown[] };
    assert.equal(answer.data, null);
    assert.equal(answer.errors.length, 1);
  }
});

async function restart(now?: () => Date): Promise<void> {
  await accounts.close();
  await app.restart(now);
  accounts = await openAccounts(app.config, () => new Date());
}

async function logIn(email: string, password: string): Promise<string | null> {
  interface Answer {
    getUserToken: string | null;
  }
  return (await app.ask<Answer>(LOG_IN, { email, password }, { altitoken: '' })).getUserToken;
}

async function mira(): Promise<string> {
  return (await logIn(MIRA.email, MIRA.password)) ?? assert.fail();
}

async function who(token: string | null): Promise<{ username: string } | null> {
  interface Answer {
    my: { self: { username: string } | null };
  }
  return (await app.ask<Answer>(WHO, {}, { altitoken: token ?? '' })).my.self;
}

/** Logs in and returns the whole response. */
async function post(email: string, password: string) {
  const response = await fetch(`${app.endpoint}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', key: app.credentials.key },
    body: JSON.stringify({ query: LOG_IN, variables: { email, password } }),
  });
  interface Answer {
    data?: { getUserToken: string | null };
    errors?: { extensions: object }[];
  }
  return { response, answer: (await response.json()) as Answer };
}
