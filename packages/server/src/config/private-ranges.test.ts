import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadConfig } from './config.ts';
import { LOOPBACK_RANGES, parsePrivateRanges } from './private-ranges.ts';

test('a server that listens only on this machine may fetch from it, one for others only from the internet', () => {
  const rangesOf = (variables: Record<string, string>) => loadConfig(variables, {}).fetchedPrivateRanges;
  assert.deepEqual(rangesOf({}), LOOPBACK_RANGES);
  assert.deepEqual(
    rangesOf({ TIEPOINT_HOST: '::1', TIEPOINT_STORAGE_URL: 'http://[::1]:9000' }),
    LOOPBACK_RANGES,
  );
  assert.deepEqual(rangesOf({ TIEPOINT_HOST: '0.0.0.0' }), []);
  assert.deepEqual(rangesOf({ TIEPOINT_TRUST_PROXY: 'loopback' }), []);
  assert.deepEqual(rangesOf({ TIEPOINT_STORAGE_URL: 'https://store.example.com' }), []);
  assert.deepEqual(rangesOf({ TIEPOINT_FETCH_PRIVATE: 'none' }), []);
  assert.deepEqual(rangesOf({ TIEPOINT_HOST: '0.0.0.0', TIEPOINT_FETCH_PRIVATE: '10.0.0.0/8, fd00::1' }), [
    { network: '10.0.0.0', prefixBits: 8, family: 'ipv4' },
    { network: 'fd00::1', prefixBits: 128, family: 'ipv6' },
  ]);
  assert.throws(
    () => rangesOf({ TIEPOINT_FETCH_PRIVATE: '10.0.0' }),
    /TIEPOINT_FETCH_PRIVATE: "10.0.0" is neither/,
  );
});

test('ranges that cannot be read are named', () => {
  assert.deepEqual(parsePrivateRanges('none'), []);
  for (const text of [
    '',
    'nonsense',
    '10.0.0.0/33',
    'loopback,10.0.0.0/8/8',
    '10.0.0/8',
    'fe80::1%eth0/64',
    'loopback none',
  ]) {
    assert.throws(() => parsePrivateRanges(text), /is neither none, loopback nor a range/);
  }
});
