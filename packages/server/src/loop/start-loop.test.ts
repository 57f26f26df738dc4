import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../observability/logger.ts';
import { startLoop } from './start-loop.ts';

const HOUR_MS = 3_600_000;

const logger = createLogger({ level: 'silent' });

test('a turn that fails is logged, and the next one goes on', async () => {
  const second = Promise.withResolvers<void>();
  const logged: unknown[][] = [];
  const error = (...line: unknown[]) => void logged.push(line);
  const failure = new Error('one is too few');
  let turns = 0;
  const loop = startLoop({ name: 'counting', restMs: 1, logger: { error } }, async () => {
    turns++;
    if (turns === 1) throw failure;
    second.resolve();
  });
  await second.promise;
  await loop.stop();
  assert.deepEqual(logged, [[{ err: failure }, 'counting failed']]);
});

test('a rest ends early where it is woken, and stopping waits for the turn that runs', async () => {
  const bell = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  let turns = 0;
  let ended = false;
  const resting = {
    name: 'waking',
    restMs: HOUR_MS,
    logger,
    wakeUps: () => [bell.promise],
  };
  const loop = startLoop(resting, async (signal) => {
    turns++;
    if (turns === 1) return bell.resolve();
    woken.resolve();
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    ended = true;
  });
  await woken.promise;
  await loop.stop();
  assert.equal(turns, 2);
  assert.ok(ended);
});
