import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { createBatchBuffer } from './batch-buffer.ts';

test('the producer waits for room, the consumer for enough items', async () => {
  const { buffer } = makeBuffer(3);
  const filled = fill(buffer, 5);
  await setImmediate();
  assert.equal(buffer.size(), 3);
  assert.deepEqual(await buffer.take(10, 2), [0, 1, 2]);
  await filled;
  const enough = buffer.take(10, 3);
  await buffer.put(5);
  assert.deepEqual(await enough, [3, 4, 5]);
});

test('after closing, the remaining items are returned, then none', async () => {
  const { buffer } = makeBuffer(10);
  await fill(buffer, 3);
  const taken = buffer.take(2, 10);
  buffer.close();
  assert.deepEqual(await taken, [0, 1]);
  assert.deepEqual(await buffer.take(2, 2), [2]);
  assert.deepEqual(await buffer.take(2, 2), []);
});

test('the consumer does not wait for more than the capacity', async () => {
  const { buffer } = makeBuffer(2);
  await fill(buffer, 2);
  assert.deepEqual(await buffer.take(5, 5), [0, 1]);
});

test('an abort ends the wait with its reason', async () => {
  const { buffer, stopped } = makeBuffer(1);
  const taken = buffer.take(1, 1);
  stopped.abort(new Error('enough'));
  await assert.rejects(taken, /enough/);
});

function makeBuffer(capacity: number) {
  const stopped = new AbortController();
  return { buffer: createBatchBuffer<number>(capacity, stopped.signal), stopped };
}

async function fill(buffer: { put(item: number): Promise<void> }, count: number): Promise<void> {
  for (let item = 0; item < count; item++) await buffer.put(item);
}
