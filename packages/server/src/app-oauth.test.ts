import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { startTestApp, type TestApp } from './app.fixture.ts';
import { openAccounts } from './auth/open-accounts.ts';
import { SignInBrowser } from './sign-in-browser.fixture.ts';

/* OAuth 2 over the wire: the pages as a browser uses them, and the exchange of codes. */

const IDA = { email: 'ida@example.org', username: 'Ida', password: 'the old lighthouse' };
const CALLBACK = 'https://app.example.org/signed-in';
const QUERIED = 'https://app.example.org/page.html?view=map&lang=en';
const LOOPBACK = 'http://127.0.0.1/callback';
const VERIFIER = randomBytes(32).toString('base64url');
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let app: TestApp;
let key: string;
let otherKey: string;
let codeKey: string;
before(async () => {
  app = await startTestApp();
  const accounts = await openAccounts(app.config, () => new Date());
  await accounts.addUser(IDA);
  const redirectUris = [CALLBACK, QUERIED, LOOPBACK, 'org.example.app:/done'];
  ({ key } = await accounts.addApp({ name: 'Map <b>&', redirectUris, allowedOrigins: [] }));
  ({ key: otherKey } = await accounts.addApp({ name: 'Other', redirectUris, allowedOrigins: [] }));
  ({ key: codeKey } = await accounts.addApp({ name: 'Code', redirectUris, allowedOrigins: [] }));
  await accounts.close();
});
after(() => app.remove());

test('the implicit flow goes through log-in and consent back to the app, with the token first', async () => {
  const browser = new SignInBrowser(app.endpoint);
  const first = await browser.open(implicit(CALLBACK));
  assert.equal(first.status, 200);
  const headers = Object.fromEntries(first.headers);
  assert.match(
    headers['content-security-policy'] ?? '',
    /default-src 'none'.*form-action 'self' https:\/\/app\.example\.org;/,
  );
  assert.equal(headers['x-frame-options'], 'DENY');
  assert.equal(headers['cache-control'], 'no-store');
  assert.equal(headers['referrer-policy'], 'no-referrer');
  assert.match(headers['set-cookie'] ?? '', /; Path=\/auth; HttpOnly; SameSite=Lax$/);
  const wrong = await browser.submit('/auth/log-in', { ...IDA, password: 'the new lighthouse' });
  assert.equal(wrong.status, 401);
  assert.match(await wrong.text(), /email or the password is wrong/);
  const consent = await browser.submit('/auth/log-in', IDA);
  assert.match(await consent.text(), /Allow Map &lt;b&gt;&amp; to use your account/);
  const done = await browser.submit('/auth/decide', { decision: 'allow' });
  assert.equal(done.status, 303);
  const [, token = ''] =
    /^https:\/\/app\.example\.org\/signed-in#access_token=(\w+)&token_type=bearer&state=S_1$/.exec(
      done.headers.get('location') ?? '',
    ) ?? assert.fail();
  assert.equal(await who(token, key), 'Ida');
  assert.equal(await who(token, otherKey), undefined, 'the token is invalid for another app');
  assert.match(await (await browser.open(implicit(CALLBACK))).text(), /Log in as somebody else/);
  const asked = await browser.submit('/auth/log-out', {});
  assert.match(await asked.text(), /name="password"/);
});

test('a redirect address may come unencoded, encoded, or with the port that a native app has found', async () => {
  for (const [sent, expected] of [
    [QUERIED, QUERIED],
    [encodeURIComponent(QUERIED), QUERIED],
    ['http://127.0.0.1:43210/callback', 'http://127.0.0.1:43210/callback'],
    ['org.example.app:/done', 'org.example.app:/done'],
  ] as const) {
    const address = await new SignInBrowser(app.endpoint).allow(implicit(sent), IDA);
    assert.ok(address.startsWith(`${expected}#access_token=`), address);
    assert.ok(address.endsWith('&state=S_1'), address);
  }
});

test('denying consent returns an error to the app', async () => {
  const browser = new SignInBrowser(app.endpoint);
  await browser.open(implicit(CALLBACK));
  await browser.submit('/auth/log-in', IDA);
  const denied = await browser.submit('/auth/decide', { decision: 'deny' });
  assert.equal(denied.headers.get('location'), `${CALLBACK}#error=access_denied&state=S_1`);
});

test('an unknown app or redirect URI is an error page without a redirect', async () => {
  for (const path of [
    implicit('https://evil.example.org/'),
    implicit(`${CALLBACK}/more`),
    implicit('http://127.0.0.1.example.org/callback'),
    implicit(CALLBACK).replace(key, 'unknown'),
    '/auth/start',
    `/auth/start?client_id=${key}&response_type=token`,
  ]) {
    const response = await new SignInBrowser(app.endpoint).open(path);
    assert.equal(response.status, 400, path);
    assert.equal(response.headers.get('location'), null);
    assert.match(await response.text(), /This link does not work/);
  }
});

test('mistakes of an app are reported to its redirect URI', async () => {
  const errorOf = async (query: string) => {
    const start = `/auth/start?client_id=${key}&redirect_uri=${CALLBACK}&state=a%20b&${query}`;
    const address = (await new SignInBrowser(app.endpoint).open(start)).headers.get('location') ?? '';
    assert.ok(address.endsWith('&state=a%20b'));
    return /[#?]error=(\w+)/.exec(address)?.[1];
  };
  assert.equal(await errorOf('response_type=password'), 'unsupported_response_type');
  assert.equal(await errorOf('scope=all'), 'invalid_request');
  assert.equal(await errorOf('response_type=code'), 'invalid_request');
  assert.equal(await errorOf(`response_type=code&code_challenge=${CHALLENGE}`), 'invalid_request');
});

test('a forged form does nothing', async () => {
  const forged = await fetch(`${app.endpoint}${implicit(CALLBACK).replace('start', 'decide')}`, {
    method: 'POST',
    body: new URLSearchParams({ decision: 'allow', form: 'a'.repeat(64) }),
    headers: { cookie: `tiepoint_sign_in=${'b'.repeat(40)}` },
    redirect: 'manual',
  });
  assert.equal(forged.status, 403);
  const browser = new SignInBrowser(app.endpoint);
  await browser.open(implicit(CALLBACK));
  await browser.submit('/auth/log-in', IDA);
  const withTheRightCookie = await browser.submit('/auth/decide', {
    decision: 'allow',
    form: 'c'.repeat(64),
  });
  assert.equal(withTheRightCookie.status, 403);
});

test('a code can be exchanged once, by its app, with the verifier', async () => {
  const code = await getCode();
  const wrongs: Record<string, string>[] = [
    { code_verifier: 'x'.repeat(43) },
    { client_id: otherKey },
    { redirect_uri: QUERIED },
    { code: 'f'.repeat(40) },
  ];
  for (const wrong of wrongs) {
    const { status, answer } = await exchange({ code, ...wrong });
    assert.deepEqual([status, answer.error], [400, 'invalid_grant']);
  }
  assert.equal((await exchange({ code, grant_type: 'password' })).answer.error, 'unsupported_grant_type');
  assert.equal((await exchange({ code, code_verifier: 'short' })).answer.error, 'invalid_request');
  const { status, answer, headers } = await exchange({ code });
  assert.equal(status, 200);
  assert.equal(headers.get('cache-control'), 'no-store');
  assert.equal(answer.token_type, 'Bearer');
  assert.equal(await who(answer.access_token, key), 'Ida');
  assert.equal((await exchange({ code })).answer.error, 'invalid_grant');
  assert.equal(await who(answer.access_token, key), undefined, 'a second use revokes the token of the first');
});

test('an app takes tokens by the implicit flow until the operator turns it off, even if a code is exchanged first', async () => {
  const start = implicit(CALLBACK).replace(key, codeKey);
  const errorOf = async () => {
    const address = (await new SignInBrowser(app.endpoint).open(start)).headers.get('location') ?? '';
    return /#error=(\w+)&.*&state=S_1$/.exec(address)?.[1];
  };
  const code = await getCode(codeKey);
  assert.equal((await exchange({ code, client_id: codeKey })).status, 200);
  assert.equal(await errorOf(), undefined, 'a user who exchanges a code by hand decides nothing');
  const withFlow = async (flow: 'implicit' | 'code') => {
    const accounts = await openAccounts(app.config, () => new Date());
    const { id } = (await accounts.listApps()).find(({ name }) => name === 'Code') ?? assert.fail();
    await accounts.setAppFlow(id, flow);
    await accounts.close();
    return errorOf();
  };
  assert.equal(await withFlow('code'), 'unauthorized_client');
  assert.equal((await exchange({ code: await getCode(codeKey), client_id: codeKey })).status, 200);
  assert.equal(await withFlow('implicit'), undefined);
});

test('of two concurrent exchanges only one gets a token', async () => {
  const code = await getCode();
  const answers = await Promise.all([exchange({ code }, 'json'), exchange({ code }, 'json')]);
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
});

test('too many wrong codes or passwords from one address are rate limited', async () => {
  const tries = await Promise.all(Array.from({ length: 51 }, () => exchange({ code: 'f'.repeat(40) })));
  const refused = tries.find(({ status }) => status === 429) ?? assert.fail();
  assert.ok(Number(refused.headers.get('retry-after')) >= 1);
  const browser = new SignInBrowser(app.endpoint);
  await browser.open(implicit(CALLBACK));
  const guess = () => browser.submit('/auth/log-in', { email: 'x@example.org', password: 'guess' });
  for (let count = 0; count < 10; count++) assert.equal((await guess()).status, 401);
  const last = await guess();
  assert.equal(last.status, 429);
  assert.ok(Number(last.headers.get('retry-after')) >= 1);
});

function implicit(redirectUri: string): string {
  return `/auth/start?client_id=${key}&response_type=token&redirect_uri=${redirectUri}&state=S_1`;
}

async function getCode(client = key): Promise<string> {
  const start = `/auth/start?response_type=code&client_id=${client}&redirect_uri=${CALLBACK}&state=S_2&code_challenge=${CHALLENGE}&code_challenge_method=S256`;
  const address = await new SignInBrowser(app.endpoint).allow(start, IDA);
  const [, code] = /^https:\/\/app\.example\.org\/signed-in\?code=(\w+)&state=S_2$/.exec(address) ?? [];
  return code ?? assert.fail(address);
}

async function exchange(fields: Record<string, string>, form: 'form' | 'json' = 'form') {
  const body = {
    grant_type: 'authorization_code',
    client_id: key,
    redirect_uri: CALLBACK,
    code_verifier: VERIFIER,
    ...fields,
  };
  const response = await fetch(`${app.endpoint}/auth/token`, {
    method: 'POST',
    ...(form === 'json'
      ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
      : { body: new URLSearchParams(body) }),
  });
  const answer = (await response.json()) as Record<string, string>;
  return { status: response.status, headers: response.headers, answer };
}

async function who(altitoken: string | undefined, appKey: string): Promise<string | undefined> {
  const headers = { altitoken: altitoken ?? '', key: appKey };
  interface Answer {
    my: { self: { username: string } | null };
  }
  return (await app.ask<Answer>('{ my { self { username } } }', {}, headers)).my.self?.username;
}
