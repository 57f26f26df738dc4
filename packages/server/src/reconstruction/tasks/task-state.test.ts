import assert from 'node:assert/strict';
import { test } from 'node:test';
import { RUNNING_STATES, TASK_MOVES } from './task-state.ts';

test('a task that waits or runs can always fail or be stopped, so that none runs for ever', () => {
  for (const state of RUNNING_STATES) {
    for (const end of ['Failed', 'Stopped'])
      assert.ok((TASK_MOVES[state] as readonly string[]).includes(end));
  }
});

test('a task that has ended never moves again', () => {
  assert.deepEqual(TASK_MOVES.Done, []);
  assert.deepEqual(TASK_MOVES.Failed, []);
  assert.deepEqual(TASK_MOVES.Stopped, []);
});

test('a task is only Done after it was Processing', () => {
  assert.ok(!(TASK_MOVES.Pending as readonly string[]).includes('Done'));
});
