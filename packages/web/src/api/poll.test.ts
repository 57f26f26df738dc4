import assert from 'node:assert/strict';
import { type TestContext, test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import { poll } from './poll.ts';

const SPACING_MS = 500;

test('polling continues while something changes and stops when nothing does', async (t) => {
  const { seen, count, clock } = start(t, [async () => 1, async () => 2, async () => 3]);
  await clock(0);
  await clock(999);
  assert.deepEqual(seen, [1]);
  await clock(1);
  assert.deepEqual(seen, [1, 2]);
  await clock(1000);
  await clock(60_000);
  assert.deepEqual(seen, [1, 2, 3]);
  assert.equal(count(), 3);
});

test('an error is reported once and the load is retried', async (t) => {
  const down = async () => {
    throw new Error('down');
  };
  const { seen, errors, clock } = start(t, [down, async () => 3]);
  await clock(0);
  assert.equal(errors.length, 1);
  await clock(3000);
  assert.deepEqual(seen, [3]);
});

test('possible changes are loaded soon, and once for many nudges', async (t) => {
  const { seen, count, clock, handle } = start(t, [
    async () => 3,
    async () => 4,
    async () => {
      handle.nudge();
      return 5;
    },
    async () => 6,
  ]);
  await clock(0);
  await clock(SPACING_MS);
  for (let nudges = 0; nudges < 100; nudges++) handle.nudge();
  await clock(0);
  assert.deepEqual(seen, [3, 4], 'at once after a pause');
  for (let nudges = 0; nudges < 100; nudges++) handle.nudge();
  await clock(SPACING_MS - 1);
  assert.equal(count(), 2);
  await clock(1);
  assert.deepEqual(seen, [3, 4, 5]);
  await clock(SPACING_MS);
  assert.deepEqual(seen, [3, 4, 5, 6], 'a nudge during a load causes another load');
  await clock(60_000);
  assert.equal(count(), 4);
});

test('a refresh wakes an idle poll, and a stopped poll stays silent', async (t) => {
  const { seen, count, clock, handle } = start(t, [
    async () => 3,
    async () => 3,
    async () => 1,
    async () => 2,
  ]);
  await clock(0);
  handle.refresh();
  await clock(0);
  assert.deepEqual(seen, [3, 3]);
  handle.refresh();
  handle.stop();
  await clock(10_000);
  assert.deepEqual(seen, [3, 3]);
  assert.equal(count(), 3);
});

function start(t: TestContext, answers: (() => Promise<number>)[]) {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  let nowMs = 0;
  t.mock.method(performance, 'now', () => nowMs);
  const seen: number[] = [];
  const errors: unknown[] = [];
  let loads = 0;
  const handle = poll({
    load: () => answers[loads++]?.() ?? Promise.reject(new Error('too many requests')),
    delayAfter: (value) => (value < 3 ? 1000 : null),
    delayAfterError: () => 3000,
    spacingMs: SPACING_MS,
    onData: (value) => seen.push(value),
    onError: (error) => errors.push(error),
  });
  t.after(handle.stop);
  const clock = async (ms: number) => {
    nowMs += ms;
    t.mock.timers.tick(ms);
    await setImmediate();
  };
  return { handle, seen, errors, count: () => loads, clock };
}
