import assert from 'node:assert/strict';
import { test } from 'node:test';
import { networkOf } from './attempt-limit.ts';

test('an IPv4 address is counted individually, in any notation', () => {
  assert.equal(networkOf('192.0.2.7'), '192.0.2.7');
  assert.equal(networkOf('::ffff:192.0.2.7'), '192.0.2.7');
});

test('an IPv6 address is counted by its /64', () => {
  const network = '2001:db8:0:7';
  assert.equal(networkOf('2001:db8:0:7:1:2:3:4'), network);
  assert.equal(networkOf('2001:db8:0:7::9'), network);
  assert.equal(networkOf('2001:db8::7:1:2:3:4'), network);
  assert.equal(networkOf('::1'), '0:0:0:0');
});
