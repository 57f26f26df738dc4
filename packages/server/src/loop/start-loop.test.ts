import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { createLogger, type Logger } from '../observability/logger.ts';
import { startLoop } from './start-loop.ts';

const HOUR_MILLISECONDS = 3_600_000;

let folder: string;
let logger: Logger;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tiepoint-loop-'));
  logger = createLogger({ level: 'info', file: join(folder, 'log') });
});
after(() => rm(folder, { recursive: true }));

test('a turn that fails is logged, and the next one goes on', async () => {
  const second = Promise.withResolvers<void>();
  let turns = 0;
  const loop = startLoop({ name: 'counting', restMilliseconds: 1, logger }, async () => {
    turns++;
    if (turns === 1) throw new Error('one is too few');
    second.resolve();
  });
  await second.promise;
  await loop.stop();
  await new Promise((resolve) => logger.flush(resolve));
  assert.match(await readFile(join(folder, 'log'), 'utf8'), /one is too few.*counting failed/);
});

test('a rest ends early where it is woken, and stopping waits for the turn that runs', async () => {
  const bell = Promise.withResolvers<void>();
  const woken = Promise.withResolvers<void>();
  let turns = 0;
  let ended = false;
  const resting = {
    name: 'waking',
    restMilliseconds: HOUR_MILLISECONDS,
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
