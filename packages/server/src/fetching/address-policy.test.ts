import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePrivateRanges } from '../config/private-ranges.ts';
import { createAddressPolicy } from './address-policy.ts';
import { FetchRefused } from './fetch-refused.ts';
import { createFetcher } from './fetcher.ts';

const REFUSED = `
  0.0.0.0 10.1.2.3 100.64.0.1 100.100.100.200 127.0.0.1 127.255.255.254 168.63.129.16 169.254.169.254 172.16.0.1
  172.31.255.255 192.0.0.192 192.0.2.1 192.168.0.1 198.18.0.1 198.19.255.255 198.51.100.1 203.0.113.1 224.0.0.1
  239.255.255.255 240.0.0.1 255.255.255.255
  :: ::1 ::7f00:1 ::ffff:127.0.0.1 ::ffff:a9fe:a9fe ::ffff:0:127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1
  2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 5f00::1 fc00::1 fd00:ec2::254 fe80::1 fe80::1%eth0 fec0::1 ff02::1`;
const allowed =
  '1.1.1.1 8.8.8.8 100.63.255.255 100.128.0.1 172.32.0.1 ::ffff:8.8.8.8 2606:4700::1111 2a00:1450::1';

test('private, local, special and wrapped addresses are refused, and those of the internet are not', () => {
  const policy = createAddressPolicy([]);
  for (const address of REFUSED.trim().split(/\s+/)) assert.equal(policy(address), 'refused', address);
  for (const address of allowed.split(' ')) assert.equal(policy(address), 'public', address);
});

test('the ranges of the operator are allowed, written as IPv6 too, and their neighbours are not', () => {
  const policy = createAddressPolicy(parsePrivateRanges('loopback, 192.168.7.0/24, fd12::/16, 10.0.0.9'));
  const inside = [
    '127.0.0.1',
    '::1',
    '::ffff:127.0.0.1',
    '192.168.7.255',
    '::ffff:c0a8:701',
    'fd12::1',
    '10.0.0.9',
  ];
  for (const address of inside) assert.equal(policy(address), 'allowed', address);
  for (const address of ['192.168.8.1', 'fd13::1', '10.0.0.8', '::2'])
    assert.equal(policy(address), 'refused');
});

test('no spelling of a private address gets through, nor another scheme, a password or a port', () => {
  const { assertFetchable } = createFetcher({ privateRanges: [] });
  const reasons: Record<string, string[]> = {
    PrivateAddress: [
      'http://127.0.0.1/',
      'http://127.1',
      'http://2130706433/',
      'http://0x7f.1/',
      'http://0177.0.0.1/',
      'http://１２７.0.0.1/',
      'http://127.0.0.1./',
      'http://0/',
      'http://[::1]/',
      'http://[::ffff:127.0.0.1]/',
      'https://[64:ff9b::a9fe:a9fe]/latest/meta-data',
      'http:\\\\127.0.0.1\\',
      ' http://127.0.0.1/ ',
    ],
    NotHttp: ['ftp://example.com/', 'file:///etc/passwd', 'data:,x', 'gopher://127.0.0.1:6379/'],
    HasCredentials: ['http://user@example.com/', 'http://:secret@example.com/', 'http://1.1.1.1@127.0.0.1/'],
    NotAUrl: ['', 'example.com/a.jpg', 'http://', 'http://[fe80::1%25eth0]/', 'http://256.256.256.256/'],
    PortNotAllowed: ['http://1.1.1.1:6379/', 'http://1.1.1.1:22/'],
  };
  for (const [reason, urls] of Object.entries(reasons)) {
    for (const url of urls) {
      assert.throws(
        () => assertFetchable(url),
        (error) => {
          assert.ok(error instanceof FetchRefused, url);
          assert.equal(error.reason, reason, url);
          return true;
        },
      );
    }
  }
  for (const url of ['http://1.1.1.1/', 'https://1.1.1.1:443/a//b', 'http://example.com/ä b.jpg']) {
    assertFetchable(url);
  }
});
