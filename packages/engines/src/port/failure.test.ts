import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isDiskFull } from './failure.ts';

test('a full disk is recognised behind the error that it caused', () => {
  const system = Object.assign(new Error('write'), { code: 'ENOSPC' });
  assert.equal(isDiskFull(new Error('the points were not written', { cause: system })), true);
  assert.equal(isDiskFull(new Error('database or disk is full')), true);
  assert.equal(isDiskFull(new Error('no such file')), false);
});
