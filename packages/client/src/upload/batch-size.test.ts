import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nextBatchSize } from './batch-size.ts';

const MINUTE_MS = 60_000;

test('batches double while they are sent quickly, up to 500', () => {
  const sizes = [8];
  while (sizes.length < 8) sizes.push(nextBatchSize(sizes.at(-1) ?? 0, 1000));
  assert.deepEqual(sizes, [8, 16, 32, 64, 128, 256, 500, 500]);
});

test('after a slow batch the next one is sized for two minutes at that speed', () => {
  assert.equal(nextBatchSize(500, 8 * MINUTE_MS), 125);
  assert.equal(nextBatchSize(64, 1.6 * MINUTE_MS), 80);
});

test('no batch is smaller than the number of parallel PUTs', () => {
  assert.equal(nextBatchSize(8, 600 * MINUTE_MS), 8);
  assert.equal(nextBatchSize(0, 0), 8);
});
