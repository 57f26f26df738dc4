import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stepThrough } from './photo-order.ts';

test('after the last photo comes the first, and before the first the last', () => {
  const names = ['a', 'b', 'c'];
  assert.equal(stepThrough(names, 'a', 1), 'b');
  assert.equal(stepThrough(names, 'c', 1), 'a');
  assert.equal(stepThrough(names, 'a', -1), 'c');
  assert.equal(stepThrough(names, 'x', 1), 'a');
  assert.equal(stepThrough([], 'x', 1), undefined);
});
