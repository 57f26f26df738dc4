import assert from 'node:assert/strict';
import { test } from 'node:test';
import { credentialsFromFragment } from './credentials.ts';

test('a link that tiepoint prints holds key and token', () => {
  assert.deepEqual(credentialsFromFragment('#key=abc&token=d%2Be'), { key: 'abc', token: 'd+e' });
});

test('incomplete credentials are ignored', () => {
  for (const fragment of ['', '#', '#key=abc', '#token=abc', '#key=&token=abc', '#photos']) {
    assert.equal(credentialsFromFragment(fragment), null);
  }
});
