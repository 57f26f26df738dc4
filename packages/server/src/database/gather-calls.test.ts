import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { gatherCalls } from './gather-calls.ts';

test('calls that come while others are answered are answered together after them, each by its place', async () => {
  const { ask, runs } = prepare();
  const answers = await Promise.all([1, 2, 3, 4].map((call) => ask('a', call)));
  assert.deepEqual(answers, [10, 20, 30, 40]);
  assert.deepEqual(runs, [[1], [2, 3, 4]]);
});

test('a run takes no more than it may, and keys do not wait for each other', async () => {
  const { ask, runs } = prepare(2);
  await Promise.all([ask('a', 1), ask('a', 2), ask('a', 3), ask('a', 4), ask('b', 5)]);
  assert.deepEqual(runs, [[1], [5], [2, 3], [4]]);
});

test('an error fails the calls of its run and no others', async () => {
  const { ask } = prepare();
  const answers = await Promise.allSettled([ask('a', 1), ask('a', -2), ask('a', 3)]);
  assert.deepEqual(
    answers.map(({ status }) => status),
    ['fulfilled', 'rejected', 'rejected'],
  );
  assert.equal(await ask('a', 4), 40);
});

function prepare(maxCalls = 100) {
  const gather = gatherCalls<number, number>(maxCalls);
  const runs: number[][] = [];
  const answerAll = async (calls: number[]) => {
    runs.push(calls);
    await setImmediate();
    if (calls.some((call) => call < 0)) throw new Error('negative');
    return calls.map((call) => call * 10);
  };
  return { runs, ask: (key: string, call: number) => gather(key, call, answerAll) };
}
