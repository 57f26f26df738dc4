import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseNodeAddresses } from './nodeodm-addresses.ts';

test('nodes are separated by commas or spaces, and a token is kept out of name and address', () => {
  assert.deepEqual(
    parseNodeAddresses('http://a.lan:3000/?token=s3cret, https://b.lan/odm/\nhttp://[::1]:3001'),
    [
      { name: 'a.lan:3000', url: 'http://a.lan:3000', token: 's3cret' },
      { name: 'b.lan/odm', url: 'https://b.lan/odm' },
      { name: '[::1]:3001', url: 'http://[::1]:3001' },
    ],
  );
});

test('what is no address is refused without repeating it, since it may hold a token', () => {
  for (const text of ['a.lan:3000?token=s3cret', 'ftp://a.lan?token=s3cret', 'http://user:s3cret@a.lan']) {
    assert.throws(
      () => parseNodeAddresses(text),
      (error: Error) => /address 1/.test(error.message) && !/s3cret/.test(error.message),
    );
  }
  assert.throws(
    () => parseNodeAddresses('http://a.lan?token=1 http://a.lan?token=2'),
    /a\.lan is listed twice/,
  );
});
