import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type GrantPrefix, shareTemporaryKeys } from './share-temporary-keys.ts';

const HOUR = { expiresInSeconds: 3600, holder: 'mira' };

test('askers at the same moment share one granting, and later ones its key', async () => {
  const { share, granted } = prepare();
  const keys = await Promise.all([share('p1/', HOUR), share('p1/', HOUR), share('p2/', HOUR)]);
  assert.equal(keys[0], keys[1]);
  assert.notEqual(keys[0], keys[2]);
  assert.equal(await share('p1/', HOUR), keys[0]);
  assert.deepEqual(granted, ['p1/', 'p2/']);
});

test('each holder has a key of their own', async () => {
  const { share, granted } = prepare();
  const [mine, yours] = await Promise.all([share('p1/', HOUR), share('p1/', { ...HOUR, holder: 'eve' })]);
  assert.notEqual(mine, yours);
  assert.equal(granted.length, 2);
});

test('a key is never handed out when clients would find it too old already', async () => {
  const { share, granted, pass } = prepare();
  const first = await share('p1/', HOUR);
  pass(14 * 60);
  assert.equal(await share('p1/', HOUR), first);
  pass(2 * 60);
  assert.notEqual(await share('p1/', HOUR), first);
  assert.equal(granted.length, 2);
});

test('a granting that failed is tried anew by the next asker', async () => {
  const { share, fail } = prepare();
  fail(true);
  await assert.rejects(share('p1/', HOUR), /out of order/);
  fail(false);
  await share('p1/', HOUR);
});

function prepare() {
  let clock = Date.parse('2026-03-01T12:00:00Z');
  let failing = false;
  const granted: string[] = [];
  const grant: GrantPrefix = async (prefix, { expiresInSeconds }) => {
    if (failing) throw new Error('out of order');
    granted.push(prefix);
    const expiresAt = new Date(clock + expiresInSeconds * 1000);
    const id = `STS.${granted.length}`;
    return {
      accessKeyId: id,
      secretAccessKey: 'secret',
      securityToken: 'token',
      bucket: 'b',
      endpoint: 'http://127.0.0.1:1',
      expiresAt,
    };
  };
  return {
    granted,
    share: shareTemporaryKeys(grant, () => new Date(clock)),
    pass: (seconds: number) => {
      clock += seconds * 1000;
    },
    fail: (value: boolean) => {
      failing = value;
    },
  };
}
