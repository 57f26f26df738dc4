import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spawnGuarded } from '@tiepoint/processes';
import { supervisePostmaster } from './supervise-postmaster.ts';

const startSleep = () => spawnGuarded('sleep', ['60'], { onParentDeath: 'SIGKILL' });
const startFalse = () => spawnGuarded('false', [], { onParentDeath: 'SIGKILL' });

test('a server that ends again and again is given up, with its last end as the cause', async () => {
  const messages: string[] = [];
  const supervision = supervisePostmaster(startFalse(), {
    start: async () => startFalse(),
    restartDelaysMs: [0, 1, 1],
    soundAfterMs: 60_000,
    signal: new AbortController().signal,
    onLog: (message) => messages.push(message),
    now: () => 0,
  });
  await assert.rejects(supervision, (error: Error) => {
    assert.match(error.message, /ended 4 times in a row/);
    assert.match(String(error.cause), /exit code 1/);
    return true;
  });
  assert.equal(messages.length, 3);
});

test('a server that ran long enough in between is always started again', async () => {
  let clock = 0;
  let starts = 0;
  const stopping = new AbortController();
  await supervisePostmaster(startFalse(), {
    start: async () => {
      starts += 1;
      if (starts === 5) stopping.abort();
      return startFalse();
    },
    restartDelaysMs: [0],
    soundAfterMs: 1000,
    signal: stopping.signal,
    onLog: () => {},
    now: () => {
      clock += 1000;
      return clock;
    },
  });
  assert.equal(starts, 5);
});

test('an end that somebody asked for is no failure', async () => {
  const stopping = new AbortController();
  const postmaster = startSleep();
  const supervision = supervisePostmaster(postmaster, {
    start: () => assert.fail('it must not be started again'),
    restartDelaysMs: [0],
    soundAfterMs: 0,
    signal: stopping.signal,
    onLog: () => {},
    now: () => 0,
  });
  stopping.abort();
  postmaster.kill('SIGTERM');
  await supervision;
});
