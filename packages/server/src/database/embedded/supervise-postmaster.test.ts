import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spawnGuarded } from '@tiepoint/processes';
import { supervisePostmaster } from './supervise-postmaster.ts';

const startSleep = () => spawnGuarded('sleep', ['60'], { onParentDeath: 'SIGKILL' });
const startFalse = () => spawnGuarded('false', [], { onParentDeath: 'SIGKILL' });

const quiet = {
  restartDelaysMs: [0],
  soundAfterMs: 60_000,
  maxFailedStarts: 3,
  isDiskFull: async () => false,
  whyHopeless: async () => undefined,
  onLog: () => {},
  now: () => 0,
};
const refuse = () => Promise.reject(new Error('it does not start'));

test('after repeated failed starts the server is given up, with the last failure as the cause', async () => {
  const messages: string[] = [];
  const supervision = supervisePostmaster(startFalse(), {
    ...quiet,
    start: refuse,
    signal: new AbortController().signal,
    onLog: (message) => messages.push(message),
  });
  await assert.rejects(supervision, (error: Error) => {
    assert.match(error.message, /could not be started 3 times in a row: it does not start/);
    assert.match(String(error.cause), /it does not start/);
    return true;
  });
  assert.equal(messages.length, 3);
});

test('a server that is killed repeatedly is always restarted, with growing pauses', async () => {
  let starts = 0;
  const stopping = new AbortController();
  await supervisePostmaster(startFalse(), {
    ...quiet,
    restartDelaysMs: [0, 1],
    start: async () => {
      starts += 1;
      if (starts === 20) stopping.abort();
      return startFalse();
    },
    signal: stopping.signal,
  });
  assert.equal(starts, 20);
});

test('a server that does not start because of a full disk is retried until there is space', async () => {
  let starts = 0;
  const stopping = new AbortController();
  await supervisePostmaster(startFalse(), {
    ...quiet,
    isDiskFull: async () => starts < 10,
    start: async () => {
      starts += 1;
      if (starts < 10) return refuse();
      stopping.abort();
      return startFalse();
    },
    signal: stopping.signal,
  });
  assert.equal(starts, 10);
});

test('a server whose folder is gone is given up at once, with a message', async () => {
  const supervision = supervisePostmaster(startFalse(), {
    ...quiet,
    start: () => assert.fail('it must not be restarted'),
    whyHopeless: async () => 'Its folder is gone.',
    signal: new AbortController().signal,
  });
  await assert.rejects(supervision, { message: 'Its folder is gone.' });
});

test('a requested stop is not a failure', async () => {
  const stopping = new AbortController();
  const postmaster = startSleep();
  const supervision = supervisePostmaster(postmaster, {
    start: () => assert.fail('it must not be restarted'),
    ...quiet,
    signal: stopping.signal,
  });
  stopping.abort();
  postmaster.kill('SIGTERM');
  await supervision;
});
