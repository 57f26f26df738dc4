import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkRedirectUri, isRegistered, redirectSource, withAnswer } from './redirect-uri.ts';

test('redirects can go to the web, to this machine, and to a private scheme', () => {
  for (const uri of [
    'https://example.org/signed-in?from=tiepoint',
    'http://127.0.0.1/callback',
    'org.example.app:/callback',
  ]) {
    checkRedirectUri(uri);
  }
  for (const uri of [
    'signed-in',
    'https://example.org/#part',
    'https://example.org/#',
    'https://user:secret@example.org/',
    'https://example.org/ümlaut',
    'javascript:alert(1)//example.org',
    'data:text/html,hello',
    'app:/callback',
    `https://example.org/${'a'.repeat(2000)}`,
  ]) {
    assert.throws(() => checkRedirectUri(uri), { code: 'BAD_INPUT' }, uri);
  }
});

test('a redirect URI must match exactly, except for the port of a loopback address', () => {
  const registered = ['https://example.org/in', 'http://127.0.0.1:3000/in', 'http://[::1]/in?a=b'];
  for (const uri of [
    ...registered,
    'http://127.0.0.1/in',
    'http://127.0.0.1:65000/in',
    'http://[::1]:80/in?a=b',
  ]) {
    assert.ok(isRegistered(registered, uri), uri);
  }
  for (const uri of [
    'https://example.org/in/',
    'https://EXAMPLE.org/in',
    'https://example.org:444/in',
    'http://127.0.0.1:3000/other',
    'http://localhost:3000/in',
    'http://127.0.0.1:3000@evil.example.org/in',
    'http://127.0.0.1.evil.example.org/in',
    'https://127.0.0.1/in',
  ]) {
    assert.ok(!isRegistered(registered, uri), uri);
  }
});

test('parameters are appended to the existing ones', () => {
  const answer = { code: 'c', state: 'a b&c', error: undefined };
  assert.equal(
    withAnswer('https://x.org/?y=1', 'query', answer),
    'https://x.org/?y=1&code=c&state=a%20b%26c',
  );
  assert.equal(withAnswer('https://x.org/', 'query', answer), 'https://x.org/?code=c&state=a%20b%26c');
  assert.equal(withAnswer('org.x.app:/', 'fragment', answer), 'org.x.app:/#code=c&state=a%20b%26c');
});

test("a policy has the origin, or the scheme if it can't express the host", () => {
  assert.equal(redirectSource('https://x.org:8443/path;script-src *'), 'https://x.org:8443');
  assert.equal(redirectSource('http://[::1]:3000/in'), 'http:');
  assert.equal(redirectSource('org.x.app:/in'), 'org.x.app:');
});
